"""The app of people: registers its permissions and fills the frame of every page when the site starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Register the permissions of this app and what it shows on every page; pass on what happens to authenticators."""
        from allauth.mfa.signals import authenticator_added, authenticator_removed  # noqa: PLC0415 - app ready

        from danaya.apps.people import news, slots, stage  # noqa: PLC0415 - app ready
        from danaya.apps.people.permissions import PERMISSIONS  # noqa: PLC0415 - app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415 - app ready
        from danaya.base.slots.page import ADMINISTRATION, IDENTITY, NAVIGATION  # noqa: PLC0415 - app ready
        from danaya.base.slots.stages import STAGES  # noqa: PLC0415 - app ready

        register_permissions(PERMISSIONS)
        ADMINISTRATION.fill(slots.administration)
        IDENTITY.fill(slots.identity)
        NAVIGATION.fill(slots.navigation)
        STAGES.fill(stage.cards)
        authenticator_added.connect(news.tell_added)
        authenticator_removed.connect(news.tell_removed)
