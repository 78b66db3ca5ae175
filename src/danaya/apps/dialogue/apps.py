"""The app of the dialogue: registers its permissions and what it shows on pages of lower rooms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.dialogue"
    label = "dialogue"
    verbose_name = _("Dialogue")

    def ready(self) -> None:
        """Register permissions, notices, work and the rule of its files; fill the slots of findings, home page and frame."""
        from danaya.apps.dialogue import proofs, slots, stage, work  # noqa: F401, PLC0415  # app ready
        from danaya.apps.dialogue.permissions import PERMISSIONS  # noqa: PLC0415  # app ready
        from danaya.apps.dialogue.sealed.tidings import SPACE  # noqa: PLC0415  # app ready
        from danaya.apps.dialogue.tidings import KINDS  # noqa: PLC0415  # app ready
        from danaya.apps.dialogue.votes import closing  # noqa: F401, PLC0415  # app ready
        from danaya.apps.findings.slots import RESTING  # noqa: PLC0415  # app ready
        from danaya.apps.notices.kinds import declare  # noqa: PLC0415  # app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415  # app ready
        from danaya.base.files.reading import readable_by  # noqa: PLC0415  # app ready
        from danaya.base.slots.page import NAVIGATION  # noqa: PLC0415  # app ready
        from danaya.base.slots.stages import STAGES  # noqa: PLC0415  # app ready

        register_permissions(PERMISSIONS)
        declare(*KINDS, SPACE)
        readable_by(proofs.may_read_proof)
        RESTING.fill(slots.cards_of_findings)
        NAVIGATION.fill(slots.navigation)
        STAGES.fill(stage.cards)
