"""What a reader decides about a text: it may be shown, or it is held, and why."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models import Ground
from danaya.base.design.forms import Form

LONGEST_REMARK = 400


class HoldForm(Form):
    """Why a text is held, and words to its author."""

    ground = forms.ChoiceField(label=_("Why it cannot be shown as it is"), choices=Ground, widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("Words to the author"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_(
            "Say what to change so that it can be shown. The author reads them; nobody else does, but the readers."
        ),
        error_messages={"max_length": _("Shorten it to %(limit_value)d signs: there are %(show_value)d.")},
    )

    def clean_remark(self) -> str:
        """Return the words with plain line ends."""
        return str(self.cleaned_data["remark"]).replace("\r\n", "\n")


class RevisionField(forms.IntegerField):
    """Which wording of a text the page showed: hidden, and only ever sent back."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        """Return the number; 0, which no wording has, for anything else."""
        try:
            return int(super().clean(value))
        except (ValidationError, TypeError):
            return 0
