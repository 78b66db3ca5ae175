"""The form of a commitment's milestones: five rows, each with what it waits for."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.draft_commitment import Step, Wording
from danaya.apps.commitments.forms.choosing import NumbersField, unknown_number
from danaya.apps.commitments.forms.parts import LONGEST_TEXT, PartForm
from danaya.apps.commitments.models import MOST_MILESTONES, SHOWN, Milestone, Plan
from danaya.base.design.fields import DateField, WholeNumberField
from danaya.base.design.texts import TextsField

STEP: dict[str, Callable[[], forms.Field]] = {
    "text": lambda: TextsField(
        label=_("What can be seen"), rows=2, max_length=LONGEST_TEXT, complete=False, required=False
    ),
    "starts": lambda: DateField(label=pgettext_lazy("date", "From"), required=False, help_text=""),
    "due": lambda: DateField(label=_("Promised for"), required=False, help_text=""),
    "weight": lambda: WholeNumberField(label=_("Weight"), required=False, min_value=1, max_value=100),
    "after": lambda: forms.MultipleChoiceField(
        label=_("Waits for"), required=False, widget=forms.CheckboxSelectMultiple
    ),
    "awaits": lambda: NumbersField(label=_("Waits for milestones of other commitments")),
    "key": lambda: forms.CharField(required=False, widget=forms.HiddenInput, max_length=40),
}
"""Field of a milestone → how it is made."""

PLACES = range(1, MOST_MILESTONES + 1)


class StepsForm(PartForm):
    """At most five milestones; one whose words are taken away is taken away."""

    refused = {
        "commitments-step-words": "step_{place}_text",
        "commitments-step-order": "step_{place}_due",
        "commitments-step-weight": "step_{place}_weight",
        "commitments-step-after": "step_{place}_after",
    }

    def prepare(self) -> None:
        """Make five rows of fields."""
        numbered = [(str(place), gettext("milestone %(place)s") % {"place": place}) for place in PLACES]
        for place in PLACES:
            for name, make in STEP.items():
                self.fields[f"step_{place}_{name}"] = make()
            due: Any = self.fields[f"step_{place}_due"]
            due.asked_when = _("asked for once the milestone has words")
            after: Any = self.fields[f"step_{place}_after"]
            after.choices = [choice for choice in numbered if choice[0] != str(place)]

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of each row, for the template."""
        return [
            self._row(place, open_too=place == 1 or (self._filled(place - 1) and not self._filled(place)))
            for place in PLACES
        ]

    def _row(self, place: int, *, open_too: bool) -> dict[str, Any]:
        fields = {name: self[f"step_{place}_{name}"] for name in STEP}
        filled = self._filled(place)
        return {
            "place": place,
            **fields,
            "filled": filled,
            "open": filled or open_too or any(field.errors for field in fields.values()),
            "waits": any(fields[name].value() or fields[name].errors for name in ("after", "awaits")),
            "remarks": self.remarks.get(f"step_{place}", ()),
        }

    def _filled(self, place: int) -> bool:
        value = self[f"step_{place}_text"].value()
        words = value.values() if isinstance(value, Mapping) else (value or ())
        return any(words)

    @staticmethod
    def start(wording: Wording) -> dict[str, Any]:
        """Return the milestones as they stand."""
        found: dict[str, Any] = {}
        for place, step in enumerate(wording.steps, 1):
            row = {
                "text": step.text,
                "starts": step.starts,
                "due": step.due,
                "weight": step.weight,
                "after": [str(earlier) for earlier in step.after],
                "awaits": ", ".join(reference_of(milestone) for milestone in step.awaits),
                "key": str(step.key or ""),
            }
            found |= {f"step_{place}_{name}": value for name, value in row.items()}
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for the dates of each milestone that has words; find those of other commitments."""
        data = super().clean() or self.cleaned_data
        for place in PLACES:
            if not data.get(f"step_{place}_text"):
                continue
            if not data.get(f"step_{place}_due") and f"step_{place}_due" not in self.errors:
                self.add_error(
                    f"step_{place}_due", _("Write by when milestone %(place)s is promised.") % {"place": place}
                )
            self._find_awaited(place, data)
        return data

    def _find_awaited(self, place: int, data: dict[str, Any]) -> None:
        name = f"step_{place}_awaits"
        found = []
        for typed in data.get(name) or ():
            milestone = milestone_of(self.setting.plan, typed)
            if milestone is None:
                self.add_error(name, unknown_number(typed, "E-04.2"))
            else:
                found.append(milestone)
        data[name] = tuple(found)

    def parts(self) -> dict[str, Any]:
        """Return the milestones in the order of their dates."""
        data = self.cleaned_data
        filled = [place for place in PLACES if data[f"step_{place}_text"]]
        filled.sort(key=lambda place: data[f"step_{place}_due"])
        places = {place: order for order, place in enumerate(filled, 1)}
        return {"steps": tuple(self._step(place, places) for place in filled)}

    def _step(self, place: int, places: Mapping[int, int]) -> Step:
        row = {name: self.cleaned_data[f"step_{place}_{name}"] for name in STEP}
        after = sorted(places[int(earlier)] for earlier in row["after"] if int(earlier) in places)
        starts = row["starts"] or min(self.setting.plan.starts, row["due"])
        return Step(row["text"], row["weight"] or 1, starts, row["due"], tuple(after), _key(row["key"]), row["awaits"])


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return UUID(int=0)


def reference_of(milestone: Milestone) -> str:
    """Return how a milestone of another commitment is cited: ``E-04.2``."""
    return f"{milestone.commitment.reference}.{milestone.position}"


def milestone_of(plan: Plan, typed: str) -> Milestone | None:
    """Return the milestone that ``E-04.2`` cites; nothing for what cites none that both sides see."""
    match = re.fullmatch(r"[Ee]?-?(\d{1,5})[./](\d)", typed)
    if match is None:
        return None
    rows = Milestone.objects.select_related("commitment").filter(commitment__plan=plan, commitment__state__in=SHOWN)
    return rows.filter(commitment__number=int(match[1]), position=int(match[2])).first()
