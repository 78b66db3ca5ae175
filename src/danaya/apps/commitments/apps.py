"""The app of commitments: the common action plan."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.commitments"
    label = "commitments"
    verbose_name = _("Commitments")

    def ready(self) -> None:
        """Register permissions; fill the slots of lower rooms."""
        from danaya.apps.commitments import slots, stage  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.actions.progress import end_at_handover, link_for_mail  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.drafting import tidings as drafting  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.drafting.slots import (  # noqa: PLC0415  # app ready
            cards_of_expectations,
            cards_of_findings,
        )
        from danaya.apps.commitments.overviews import work as writing  # noqa: F401, PLC0415  # app ready
        from danaya.apps.commitments.overviews.reading import may_read_exported  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.permissions import PERMISSIONS  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.progress import tidings as progress  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.progress import work  # noqa: F401, PLC0415  # app ready
        from danaya.apps.commitments.progress.pieces import may_read_evidence  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.signing import tidings as signing  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.signing import work as putting  # noqa: F401, PLC0415  # app ready
        from danaya.apps.commitments.signing.reading import may_read_scan  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.telling import tidings as telling  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.telling.slots import handovers  # noqa: PLC0415  # app ready
        from danaya.apps.dialogue.slots import COMMITMENTS  # noqa: PLC0415  # app ready
        from danaya.apps.findings.slots import RESTING  # noqa: PLC0415  # app ready
        from danaya.apps.notices.kinds import declare, open_by_mail  # noqa: PLC0415  # app ready
        from danaya.apps.people.news import ACCOUNT_NEWS  # noqa: PLC0415  # app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415  # app ready
        from danaya.apps.people.slots import HANDING_OVER  # noqa: PLC0415  # app ready
        from danaya.base.files.reading import readable_by  # noqa: PLC0415  # app ready
        from danaya.base.slots.page import NAVIGATION  # noqa: PLC0415  # app ready
        from danaya.base.slots.stages import STAGES  # noqa: PLC0415  # app ready

        register_permissions(PERMISSIONS)
        declare(*drafting.KINDS, *progress.KINDS, *signing.KINDS, *telling.KINDS)
        open_by_mail(link_for_mail, progress.UPDATE_DUE, progress.REMINDER, progress.TO_CONFIRM)
        readable_by(may_read_evidence)
        readable_by(may_read_scan)
        readable_by(may_read_exported)
        ACCOUNT_NEWS.follow(end_at_handover)
        HANDING_OVER.fill(handovers)
        COMMITMENTS.fill(cards_of_expectations)
        RESTING.fill(cards_of_findings)
        NAVIGATION.fill(slots.navigation)
        STAGES.fill(stage.cards)
