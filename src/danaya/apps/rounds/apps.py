"""The app of rounds: registers permissions and jobs, fills the slots of the frame and of the home page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.rounds"
    label = "rounds"
    verbose_name = _("Rounds")

    def ready(self) -> None:
        """Register what this app may do, its long work, and what it shows elsewhere."""
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415  # app ready
        from danaya.apps.rounds import slots, stage, work  # noqa: F401, PLC0415  # app ready
        from danaya.apps.rounds.permissions import PERMISSIONS  # noqa: PLC0415  # app ready
        from danaya.base.files.reading import readable_by  # noqa: PLC0415  # app ready
        from danaya.base.slots.page import NAVIGATION  # noqa: PLC0415  # app ready
        from danaya.base.slots.stages import STAGES  # noqa: PLC0415  # app ready

        register_permissions(PERMISSIONS)
        readable_by(slots.may_read)
        NAVIGATION.fill(slots.navigation)
        STAGES.fill(stage.cards)
