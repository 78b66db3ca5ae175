"""Pages that belong to no app: the cycle, the parts of the design system, health, errors."""

from danaya.web.views.health import healthz, robots
from danaya.web.views.home import home
from danaya.web.views.own import begin as begin_own
from danaya.web.views.own import opening as open_own
from danaya.web.views.parts import parts

__all__ = ["begin_own", "healthz", "home", "open_own", "parts", "robots"]
