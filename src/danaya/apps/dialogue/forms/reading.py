"""What a reader decides about a text: it may be shown, or it is held, and why."""

from django import forms
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
