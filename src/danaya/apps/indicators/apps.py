"""The app of indicators: registers its permissions and what it shows on pages of lower rooms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.indicators"
    label = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        """Register permissions and the rule of its files, fill the slot of the frame."""
        from danaya.apps.indicators import slots  # noqa: PLC0415  # app ready
        from danaya.apps.indicators.permissions import PERMISSIONS  # noqa: PLC0415  # app ready
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415  # app ready
        from danaya.base.files.reading import readable_by  # noqa: PLC0415  # app ready
        from danaya.base.slots.page import NAVIGATION  # noqa: PLC0415  # app ready

        register_permissions(PERMISSIONS)
        readable_by(slots.may_read)
        NAVIGATION.fill(slots.navigation)
