"""Sending a plan's workbook back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from danaya.base.design.forms import Form


class WorkbookForm(Form):
    """The workbook as it was changed."""

    file = forms.FileField(
        label=_("The workbook you changed"),
        help_text=_("The Excel or OpenDocument file that was exported from this plan, of at most 8 MB."),
    )
