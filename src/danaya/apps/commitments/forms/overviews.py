"""The filters of a plan's overviews, as they stand in the address: one form for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models import CommitmentState
from danaya.apps.commitments.overviews.listing import NONE, factor_names
from danaya.apps.commitments.overviews.standings import ORDER, PLACES, STANDINGS
from danaya.apps.indicators.models import Framework
from danaya.apps.people.models import Organisation, Region, Side
from danaya.apps.people.models.texts import read
from danaya.base.design.forms import Form

FIRST = ("q", "standing", "side", "organisation")
"""The filters that stand in sight."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters offer beside what is the same in every plan."""

    organisations: Sequence[Organisation]
    regions: Sequence[Region]
    frameworks: Sequence[Framework]


class FilterForm(Form):
    """Which commitments are shown; every field empty shows all that the viewer may see, but those withdrawn."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    standing = forms.ChoiceField(label=_("Where it stands"), required=False)
    side = forms.ChoiceField(label=_("Side of the owner"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    factor = forms.ChoiceField(label=_("Key factor"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    place = forms.ChoiceField(label=_("Column of the board"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    framework = forms.ChoiceField(label=_("Serves a framework"), required=False)

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        """Offer what this plan has."""
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "standing": [(name, words) for name, (words, _rule) in STANDINGS.items()],
            "side": [(side.value, side.label) for side in (Side.CUSTOMS, Side.PRIVATE)],
            "organisation": [(str(one.pk), f"{one.acronym} – {one}") for one in offered.organisations],
            "factor": [*((key, read(name)) for key, name in factor_names().items()), (NONE, gettext("none named"))],
            "state": list(CommitmentState.choices),
            "place": [(name, PLACES[name][0]) for name in ORDER],
            "region": [*((str(one.pk), str(one)) for one in offered.regions), (NONE, gettext("the whole country"))],
            "framework": [
                *((str(one.pk), one.short_name) for one in offered.frameworks),
                (NONE, pgettext("framework", "none")),
            ],
        }
        for name, values in choices.items():
            self.fields[name].choices = [("", gettext("all")), *values]  # type: ignore[attr-defined]

    def first(self) -> list[forms.BoundField]:
        """Return the filters most used."""
        return [self[name] for name in FIRST]

    def others(self) -> list[forms.BoundField]:
        """Return the filters behind a fold."""
        return [self[name] for name in self.fields if name not in FIRST]

    def applied(self) -> dict[str, tuple[str, str]]:
        """Return for each filter in use its value and its words; what is not understood is left out."""
        self.is_valid()
        found = {}
        for name, value in self.cleaned_data.items():
            if value and name == "q":
                found[name] = (value, gettext("“%(words)s”") % {"words": value})
            elif value:
                field: Any = self.fields[name]
                found[name] = (value, f"{field.label}: {dict(field.choices)[value]}")
        return found
