"""Forms in which cards, personal links and posters are asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.actions.issue_cards import Lot
from danaya.apps.dialogue.by_card.participants import LINK, OPEN, VOICE, Group
from danaya.base.cards.issuing import MOST_AT_ONCE
from danaya.base.design.fields import DateField, WholeNumberField
from danaya.base.design.forms import Form
from danaya.base.design.texts import NAMES
from danaya.engines.language import LANGUAGES

LONGEST_LABEL = 80


class LotForm(Form):
    """What every lot asks: for which group, until when, a note."""

    purpose = ""
    group = forms.ChoiceField(label=_("Whose voice they carry"))
    expires_on = DateField(label=_("Last day"), required=False)
    label = forms.CharField(label=_("Note for the list"), max_length=LONGEST_LABEL)
    language = forms.ChoiceField(
        label=_("Language"), choices=[(code, NAMES[code]) for code in LANGUAGES], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], today: date, **kwargs: Any) -> None:
        """Offer the groups for which the post may issue."""
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["group"]
        field.choices = list(groups)

    def clean_expires_on(self) -> date | None:
        """Refuse a day that is over."""
        day: date | None = self.cleaned_data["expires_on"]
        if day is not None and day < self.today:
            raise ValidationError(_("Choose a day that is not over."), code="past")
        return day

    def lot(self) -> Lot:
        """Return what was asked for."""
        data = self.cleaned_data
        group = Group.read(data["group"])
        return Lot(self.purpose, group, data.get("count", 1), data["label"], data["expires_on"])


class CardsForm(LotForm):
    """Cards to print and cut."""

    purpose = VOICE
    prefix = "cards"
    count = WholeNumberField(label=_("How many"), min_value=1, max_value=MOST_AT_ONCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].help_text = _(
            "For example “workshop in Naoré”. Never a name: a card belongs to whoever draws it."
        )
        self.order_fields(["group", "count", "label", "expires_on", "language"])


class LinkForm(LotForm):
    """One personal link, to be sent by one's own means."""

    purpose = LINK
    prefix = "link"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].label = _("For whom, by office")
        self.fields["label"].help_text = _(
            "For example “secretary general of the UTR”. Whoever opens the link sees it."
        )


class PosterForm(LotForm):
    """An open link for many, as a poster."""

    purpose = OPEN
    prefix = "poster"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].help_text = _("For example “counter of Balanko”.")
