"""Forms in which a commitment is written, in five short parts: the promise, milestones, indicator, means, what it rests on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.draft_commitment import Measure, Step, Wording
from danaya.apps.commitments.drafting.library import evidence_names, factor_names, frequency_names
from danaya.apps.commitments.drafting.offering import Offered
from danaya.apps.commitments.drafting.triggers import split_trigger, trigger_of
from danaya.apps.commitments.forms.choosing import NumbersField, PostField, RowField, RowsField, unknown_number
from danaya.apps.commitments.models import MOST_MILESTONES, SHOWN, Milestone, Plan
from danaya.apps.people.models import Region
from danaya.apps.people.models.texts import read
from danaya.base.design.fields import DateField, NumberField, WholeNumberField
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField

LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Setting:
    """What the forms of a plan are made with: the plan, the day, what can be chosen."""

    plan: Plan
    today: date
    offered: Offered


class PartForm(Form):
    """A part of a wording. ``start``: wording → initial values; :meth:`parts`: what was written, for ``dataclasses.replace``."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start: Callable[[Wording], dict[str, Any]]
    remarks: Mapping[str, list[str]] = MappingProxyType({})
    """What can be checked, by the part of the commitment it is about: for templates that draw rows."""
    refused: Mapping[str, str] = MappingProxyType({})
    """Code of a refusal → the field it stands beside."""

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        self.setting = setting
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Offer what can be chosen."""

    def parts(self) -> dict[str, Any]:
        """Return what was written."""
        raise NotImplementedError

    def field_of(self, code: str, values: Mapping[str, object]) -> str | None:
        """Return the field beside which a refusal stands; none: above the form."""
        name = self.refused.get(code, "").format(**values)
        return name if name in self.fields else None


class PromiseForm(PartForm):
    """What is promised, by whom to whom, and when the owner acts."""

    result = TextsField(
        label=_("Result"),
        rows=3,
        max_length=LONGEST_TEXT,
        complete=False,
        help_text=_("What can be seen once it is kept: a number, a place, a state. Not an effort."),
    )
    problem = TextsField(label=_("Problem it answers"), rows=2, max_length=1000, complete=False, required=False)
    owner = PostField(label=_("Owner"), help_text=_("The post that keeps the promise."))
    counterpart = PostField(
        label=_("Counterpart"), help_text=_("A post of the other side. It says whether the promise was kept.")
    )
    when = TextsField(
        label=_("When …"),
        max_length=LONGEST_TEXT,
        complete=False,
        required=False,
        help_text=_("What happens, on which the owner acts: “a fee changes”."),
    )
    then = TextsField(
        label=_("… then"),
        max_length=LONGEST_TEXT,
        complete=False,
        required=False,
        help_text=_("Who does what: “the head of post replaces the notice the same day”."),
    )
    starts = DateField(label=_("From"))
    factor = forms.ChoiceField(label=_("Key factor"), required=False)
    region = forms.ModelChoiceField(
        Region.objects.filter(active=True), label=_("Region"), required=False, empty_label=_("the whole country")
    )
    refused = {
        "commitments-no-result": "result",
        "commitments-observer": "owner",
        "commitments-same-side": "counterpart",
    }

    def prepare(self) -> None:
        """Offer posts and key factors."""
        for name in ("owner", "counterpart"):
            field: Any = self.fields[name]
            field.offer_posts(self.setting.today)
        choices = [(key, read(name)) for key, name in factor_names().items()]
        self.fields["factor"].choices = [("", gettext("none in particular")), *choices]  # type: ignore[attr-defined]

    @staticmethod
    def start(wording: Wording) -> dict[str, Any]:
        """Return the promise as it stands."""
        names = ("result", "problem", "owner", "counterpart", "starts", "factor", "region")
        when, then = split_trigger(wording.trigger)
        return {**{name: getattr(wording, name) for name in names}, "when": when, "then": then}

    def parts(self) -> dict[str, Any]:
        """Return the promise."""
        data = self.cleaned_data
        names = ("result", "problem", "owner", "counterpart", "starts", "factor", "region")
        return {**{name: data[name] for name in names}, "trigger": trigger_of(data["when"], data["then"])}


STEP = {
    "text": lambda: TextsField(
        label=_("What can be seen"), rows=2, max_length=LONGEST_TEXT, complete=False, required=False
    ),
    "starts": lambda: DateField(label=_("From"), required=False, help_text=""),
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


class MeasureForm(PartForm):
    """The indicator that shows the result."""

    name = TextsField(label=_("Indicator"), max_length=LONGEST_TEXT, complete=False, required=False)
    unit = TextsField(label=_("Unit"), max_length=60, complete=False, required=False)
    better = forms.ChoiceField(
        label=_("It is better when it"),
        choices=(("up", _("rises")), ("down", _("falls"))),
        widget=forms.RadioSelect,
        initial="up",
    )
    baseline = NumberField(label=_("Baseline"), required=False, help_text=_("Its value now."))
    baseline_source = forms.CharField(
        label=_("Where the baseline was read"),
        required=False,
        max_length=200,
        help_text=_("Round, register, report, visit."),
    )
    target = NumberField(label=_("Target"), required=False, help_text=_("Its value once the promise is kept."))
    source = forms.CharField(label=_("Where it will be read"), required=False, max_length=200)
    frequency = forms.ChoiceField(label=_("How often"), required=False)
    series = RowField(
        label=_("Dated series it is read in"),
        required=False,
        help_text=_("An administrative figure kept here. It stands beside the perception and is never mixed with it."),
    )
    finding = RowField(
        label=_("Finding it is read in"),
        required=False,
        help_text=_("A figure of the survey: the next round says whether it moved by more than chance."),
    )

    def prepare(self) -> None:
        """Offer series, findings, frequencies."""
        frequency: Any = self.fields["frequency"]
        frequency.choices = [
            ("", gettext("not said yet")),
            *((key, read(name)) for key, name in frequency_names().items()),
        ]
        series: Any = self.fields["series"]
        series.offer(
            {"": [(one, f"{one} ({read(one.unit)})") for one in self.setting.offered.series()]}, gettext("no series")
        )
        finding: Any = self.fields["finding"]
        finding.offer({"": [(one, str(one)) for one in self.setting.offered.findings()]}, gettext("no finding"))

    @staticmethod
    def start(wording: Wording) -> dict[str, Any]:
        """Return the indicator as it stands."""
        measure = wording.measure
        return {} if measure is None else {name: getattr(measure, name) for name in Measure.__slots__}

    def clean(self) -> dict[str, Any]:
        """Refuse two sources of one figure."""
        data = super().clean() or self.cleaned_data
        if data.get("series") and data.get("finding"):
            self.add_error(
                "finding", _("Choose the series or the finding, not both: a count and a perception are never mixed.")
            )
        if not data.get("name") and any(data.get(one) is not None for one in ("baseline", "target")):
            self.add_error("name", _("Write what the indicator counts or measures."))
        return data

    def parts(self) -> dict[str, Any]:
        """Return the indicator; none where it has no name."""
        data = {name: self.cleaned_data[name] for name in Measure.__slots__}
        if not data["name"]:
            return {"measure": None}
        numbers = {name: None if data[name] is None else float(data[name]) for name in ("baseline", "target")}
        return {"measure": Measure(**{**data, **numbers})}


class MeansForm(PartForm):
    """What will prove it, and what it costs."""

    evidence_kind = forms.ChoiceField(label=_("Kind of evidence agreed"), required=False)
    evidence = TextsField(
        label=_("What it will show"),
        rows=2,
        max_length=LONGEST_TEXT,
        complete=False,
        required=False,
        help_text=_("Agreed now, so that nobody argues later: “dated photo of the notice at each post”."),
    )
    budget_nil = forms.BooleanField(label=_("It needs no money"), required=False)
    budget = NumberField(label=_("Amount"), required=False, min_value=0, max_digits=15, decimal_places=2)
    budget_source = forms.CharField(
        label=_("Who pays"), required=False, max_length=200, help_text=_("Budget line or partner.")
    )

    def prepare(self) -> None:
        """Offer the kinds of evidence."""
        kinds = [(key, read(name)) for key, name in evidence_names().items()]
        self.fields["evidence_kind"].choices = [("", gettext("not agreed yet")), *kinds]  # type: ignore[attr-defined]

    @staticmethod
    def start(wording: Wording) -> dict[str, Any]:
        """Return evidence and money as they stand."""
        names = ("evidence_kind", "evidence", "budget_nil", "budget", "budget_source")
        return {name: getattr(wording, name) for name in names}

    def clean(self) -> dict[str, Any]:
        """Refuse an amount of what needs no money."""
        data = super().clean() or self.cleaned_data
        if data.get("budget_nil") and data.get("budget"):
            self.add_error("budget", _("Give an amount, or say that it needs no money: not both."))
        return data

    def parts(self) -> dict[str, Any]:
        """Return evidence and money."""
        names = ("evidence_kind", "evidence", "budget_nil", "budget", "budget_source")
        return {name: self.cleaned_data[name] for name in names}


class BasisForm(PartForm):
    """What a commitment answers, carries out, rests on, and serves."""

    expectations = RowsField(label=_("Expectations it answers"), required=False)
    numbers = NumbersField(
        label=_("Other expectations, by number"), help_text=_("As they stand on their pages: A-07, A-12")
    )
    options = RowsField(label=_("Chosen solutions it carries out"), required=False)
    findings = RowsField(label=_("Findings the commitment rests on"), required=False)

    def prepare(self) -> None:
        """Offer what both sides can read, and the objectives of each framework."""
        offered = self.setting.offered
        for name, rows in (
            ("expectations", offered.expectations()),
            ("options", offered.options()),
            ("findings", offered.findings()),
        ):
            field: Any = self.fields[name]
            field.offer([(row, str(row)) for row in rows])
        self.groups = []
        for framework, lines in offered.objectives():
            name = f"objectives_{framework.pk.hex}"
            field = RowsField(label=framework.short_name, required=False)
            field.offer([(line.objective, str(line.objective)) for line in lines])
            self.fields[name] = field
            self.groups.append(name)
        chosen = self.initial.get("objectives", ())
        for name in self.groups:
            field = self.fields[name]
            self.initial[name] = [one for one in chosen if str(one.pk) in field.rows]

    def frameworks(self) -> list[Any]:
        """Return the fields of the frameworks, for the template."""
        return [self[name] for name in self.groups]

    @staticmethod
    def start(wording: Wording) -> dict[str, Any]:
        """Return what it rests on and serves as it stands."""
        return {name: list(getattr(wording, name)) for name in ("findings", "expectations", "options", "objectives")}

    def clean_numbers(self) -> list[Any]:
        """Return the expectations of the numbers that were typed."""
        found = []
        for typed in self.cleaned_data["numbers"]:
            expectation = self.setting.offered.expectation(typed)
            if expectation is None:
                raise ValidationError([unknown_number(typed, "A-07")])
            found.append(expectation)
        return found

    def parts(self) -> dict[str, Any]:
        """Return what it rests on and serves; objectives that are no longer offered stay as they are."""
        data = self.cleaned_data
        objectives = [one for name in self.groups for one in data[name]]
        offered = {key for name in self.groups for key in self.fields[name].rows}  # type: ignore[attr-defined]
        kept = [one for one in self.initial.get("objectives", ()) if str(one.pk) not in offered]
        return {
            "findings": data["findings"],
            "options": data["options"],
            "expectations": tuple(dict.fromkeys([*data["expectations"], *data["numbers"]])),
            "objectives": (*kept, *objectives),
        }


PARTS: dict[str, tuple[Any, type[PartForm]]] = {
    "promise": (_("The promise"), PromiseForm),
    "steps": (_("Milestones"), StepsForm),
    "measure": (_("Indicator"), MeasureForm),
    "means": (_("Evidence and means"), MeansForm),
    "basis": (_("What it rests on and serves"), BasisForm),
}
"""Parts of a commitment in the order in which they are written: name in the address → words, form."""
