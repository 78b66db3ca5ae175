"""The app of notices: declares what people's accounts are told, fills the frame, and registers its periodic work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Register permissions, kinds and periodic work; fill the frame and the account's page; follow people's news."""
        from danaya.apps.notices import security, slots, work  # noqa: F401, PLC0415 - app ready
        from danaya.apps.notices.kinds import declare  # noqa: PLC0415 - app ready
        from danaya.apps.notices.permissions import PERMISSIONS  # noqa: PLC0415 - app ready
        from danaya.apps.people.news import ACCOUNT_NEWS  # noqa: PLC0415 - app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415 - app ready
        from danaya.apps.people.slots import ACCOUNT  # noqa: PLC0415 - app ready
        from danaya.base.slots.page import INBOX  # noqa: PLC0415 - app ready

        register_permissions(PERMISSIONS)
        declare(security.ACCOUNT, security.POSTS)
        ACCOUNT_NEWS.follow(security.tell)
        INBOX.fill(slots.inbox)
        ACCOUNT.fill(slots.account)
