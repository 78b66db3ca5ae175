"""Forms of what a body prepares privately: its secret, its members' texts, its members' cards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.forms.writing import WritingForm
from danaya.apps.findings.models import Finding
from danaya.base.cards.issuing import MOST_AT_ONCE
from danaya.base.design.fields import DateField, WholeNumberField
from danaya.base.design.forms import Form
from danaya.base.design.texts import NAMES
from danaya.engines.language import LANGUAGES

SHORTEST_OWN = 20
"""Signs of a secret that people choose themselves: what is thought up is guessed sooner than what is drawn."""

FEWEST_DIFFERENT = 8

LONGEST_SECRET = 300


class SecretField(forms.CharField):
    """A secret in one field that takes paste; no browser keeps, corrects or completes it, or has it checked elsewhere."""

    def __init__(self, **kwargs: Any) -> None:
        quiet = {
            "autocomplete": "off",
            "autocapitalize": "none",
            "autocorrect": "off",
            "spellcheck": "false",
            "dir": "ltr",
            "translate": "no",
        }
        super().__init__(max_length=LONGEST_SECRET, widget=forms.TextInput(quiet), **kwargs)


class UnlockForm(Form):
    """The members' secret. The name of the field says that it holds one: it is never sent back to a page."""

    space_password = SecretField(label=_("Members' secret"))


class OwnSecretForm(Form):
    """A secret that the body chose itself."""

    space_password = SecretField(label=_("Your secret"))

    def clean_space_password(self) -> str:
        """Refuse what is too short, or too much of the same."""
        secret: str = self.cleaned_data["space_password"]
        if len(secret) < SHORTEST_OWN:
            raise ValidationError(
                _(
                    "Choose at least %(least)s signs: this has %(count)s. Several words that do not belong together are best."
                ),
                code="short",
                params={"least": SHORTEST_OWN, "count": len(secret)},
            )
        if len(set(secret.casefold())) < FEWEST_DIFFERENT:
            raise ValidationError(_("Choose a secret with more different signs."), code="same")
        return secret


class PrivateTextForm(WritingForm):
    """A member's text, or the wording a body hands in; it stands under no name of the writer's choosing."""

    def __init__(self, *args: Any, findings: Sequence[Finding] = (), **kwargs: Any) -> None:
        """Offer findings where the text is handed in."""
        super().__init__(*args, voices=(), findings=findings, **kwargs)


class MemberCardsForm(Form):
    """Cards for a body's members."""

    count = WholeNumberField(label=_("How many"), min_value=1, max_value=MOST_AT_ONCE)
    label = forms.CharField(
        label=_("Note for the list"),
        max_length=80,
        help_text=_("For example “board of November”. Never a name: a card belongs to whoever draws it."),
    )
    expires_on = DateField(label=_("Last day"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[(code, NAMES[code]) for code in LANGUAGES], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Know which days are over."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_expires_on(self) -> date | None:
        """Refuse a day that is over."""
        day: date | None = self.cleaned_data["expires_on"]
        if day is not None and day < self.today:
            raise ValidationError(_("Choose a day that is not over."), code="past")
        return day
