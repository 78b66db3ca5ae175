"""The app of the dialogue: registers its permissions and what it shows on pages of lower rooms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.dialogue"
    label = "dialogue"
    verbose_name = _("Dialogue")

    def ready(self) -> None:
        """Register the permissions."""
        from danaya.apps.dialogue.permissions import PERMISSIONS  # noqa: PLC0415  # app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415  # app ready

        register_permissions(PERMISSIONS)
