"""Pages that belong to no app: the cycle, the parts of the design system, health, errors."""

from danaya.web.views.health import healthz, robots
from danaya.web.views.home import home
from danaya.web.views.parts import parts

__all__ = ["healthz", "home", "parts", "robots"]
