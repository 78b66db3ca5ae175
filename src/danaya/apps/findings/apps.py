"""The app of findings: registers its permissions, its jobs, and what it shows on pages of lower rooms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingsConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.findings"
    label = "findings"
    verbose_name = _("Findings")

    def ready(self) -> None:
        """Register permissions and jobs; fill the slots of rounds, of the home page and of the frame."""
        from danaya.apps.findings import slots, stage, work  # noqa: F401, PLC0415  # app ready
        from danaya.apps.findings.permissions import PERMISSIONS  # noqa: PLC0415  # app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415  # app ready
        from danaya.apps.rounds.slots import FINDINGS  # noqa: PLC0415  # app ready
        from danaya.base.slots.page import NAVIGATION  # noqa: PLC0415  # app ready
        from danaya.base.slots.stages import STAGES  # noqa: PLC0415  # app ready

        register_permissions(PERMISSIONS)
        FINDINGS.fill(slots.cards_of_rounds)
        NAVIGATION.fill(slots.navigation)
        STAGES.fill(stage.cards)
