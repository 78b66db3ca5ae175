"""The app of indicators: registers its permissions and what it shows on pages of lower rooms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.indicators"
    label = "indicators"
    verbose_name = _("Indicators")
