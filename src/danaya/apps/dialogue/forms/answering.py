"""Forms of active listening and answering: restating, replying, what becomes of an expectation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models import FateKind
from danaya.apps.dialogue.models.expectations import LONGEST
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField


class RestateForm(Form):
    """What the other side expects, in one's own words."""

    text = TextsField(label=_("In your words: what do they expect?"), max_length=LONGEST, rows=4, complete=False)


class CorrectionForm(Form):
    """What is not quite right in a reformulation."""

    correction = forms.CharField(
        label=_("What is not quite right"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        error_messages={"max_length": _("Shorten it to %(limit_value)d signs: there are %(show_value)d.")},
    )


KINDS = {
    FateKind.PLANNED: _("In the plan: it becomes, or is part of, a commitment."),
    FateKind.ALREADY_TRUE: _("Already true: you show where that can be checked."),
    FateKind.NOT_NOW: _("Not now: you say why."),
}
"""What can be answered; merging has a page of its own."""

LONGEST_REASON = 1000


class ProofLinkField(forms.URLField):
    """An address on the web; one typed without ``https://`` gets it."""

    default_error_messages = {"invalid": _("Write the whole address, such as https://www.douanes.example/frais.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", max_length=300, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the address, if it is one of the web."""
        address = str(super().clean(value) or "")
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class FateForm(Form):
    """What becomes of an expectation, why, and the proof."""

    kind = forms.ChoiceField(label=_("What becomes of it"), choices=KINDS.items(), widget=forms.RadioSelect)
    reason = TextsField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        rows=4,
        complete=False,
        required=False,
        help_text=_("In one language at least; needed for “not now”. The author reads it first."),
    )
    proof = forms.FileField(
        label=_("Proof: a file"), required=False, help_text=_("A document or a picture of less than 20 MB.")
    )
    proof_link = ProofLinkField(label=_("Proof: an address where it can be checked"), required=False)
