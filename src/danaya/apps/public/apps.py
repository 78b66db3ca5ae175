"""The app of public pages: what the director authorised, for whoever comes by, without sign-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.public"
    label = "public"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Say on pages of the plan where everyone reads it."""
        from danaya.apps.commitments.telling.slots import PUBLIC  # noqa: PLC0415  # app ready
        from danaya.apps.public import slots  # noqa: PLC0415  # app ready

        PUBLIC.fill(slots.addresses)
