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
        from danaya.apps.commitments.drafting import tidings as drafting  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.permissions import PERMISSIONS  # noqa: PLC0415  # app ready
        from danaya.apps.commitments.telling import tidings as telling  # noqa: PLC0415  # app ready
        from danaya.apps.notices.kinds import declare  # noqa: PLC0415  # app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415  # app ready

        register_permissions(PERMISSIONS)
        declare(*drafting.KINDS, *telling.KINDS)
