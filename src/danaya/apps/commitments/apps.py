"""The app of commitments: the common action plan."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    """Configuration of the app."""

    name = "danaya.apps.commitments"
    label = "commitments"
    verbose_name = _("Commitments")
