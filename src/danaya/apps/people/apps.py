"""The app of people: registers its permissions when the site starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Register the permissions of this app."""
        from danaya.apps.people.permissions import PERMISSIONS  # noqa: PLC0415 - app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415 - app ready

        register_permissions(PERMISSIONS)
