"""The filters of the list of expectations, as they stand in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models import FateKind
from danaya.apps.people.models import Organisation, Side
from danaya.apps.people.models.texts import read
from danaya.base.design.forms import Form
from danaya.engines.framework import load_factors, load_matters

OPEN, OVERDUE, ANY = "open", "overdue", "answered"
OF_ANSWER = (
    (OPEN, gettext_lazy("waits for an answer")),
    (OVERDUE, gettext_lazy("answer overdue")),
    (ANY, gettext_lazy("answered")),
    *(choice for choice in FateKind.choices if choice[0] != FateKind.MERGED),
)
WITH, ONLY = "with", "only"
OF_MERGED = ((WITH, gettext_lazy("also those merged")), (ONLY, gettext_lazy("only those merged")))
OF_TRANSLATION = (
    ("missing", gettext_lazy("to translate")),
    ("to_review", gettext_lazy("translation to review")),
)
OF_RESTATED = (("no", gettext_lazy("not restated")), ("yes", gettext_lazy("restated and confirmed")))


FIRST = ("q", "side", "factor", "answer")
"""The filters that stand in sight."""


class FilterForm(Form):
    """Which expectations are shown; every field empty shows those that stand for themselves."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    side = forms.ChoiceField(label=_("Side"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    factor = forms.ChoiceField(label=_("Key factor"), required=False)
    matter = forms.ChoiceField(label=_("Matter"), required=False)
    answer = forms.ChoiceField(label=_("Answer"), required=False)
    merged = forms.ChoiceField(label=_("Merged"), required=False)
    translation = forms.ChoiceField(label=_("Translation"), required=False)
    restated = forms.ChoiceField(label=_("Restated"), required=False)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        """Offer the organisations that spoke."""
        super().__init__(*args, **kwargs)
        whole = gettext("all")
        choices: dict[str, list[tuple[Any, Any]]] = {
            "side": [(side.value, side.label) for side in (Side.CUSTOMS, Side.PRIVATE)],
            "organisation": [(str(one.pk), f"{one.acronym} – {one}") for one in organisations],
            "factor": [(one.key, read(one.name)) for one in load_factors()],
            "matter": [(one.key, read(one.name)) for one in load_matters()],
            "answer": list(OF_ANSWER),
            "merged": list(OF_MERGED),
            "translation": list(OF_TRANSLATION),
            "restated": list(OF_RESTATED),
        }
        for name, offered in choices.items():
            empty = gettext("without those merged") if name == "merged" else whole
            self.fields[name].choices = [("", empty), *offered]  # type: ignore[attr-defined]

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
            if value:
                field: Any = self.fields[name]
                words = gettext("“%(words)s”") % {"words": value} if name == "q" else str(dict(field.choices)[value])
                found[name] = (value, words if name == "q" else f"{field.label}: {words}")
        return found
