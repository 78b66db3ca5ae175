"""Forms in which a commitment is written, in five short parts: the promise, milestones, indicator, means, what it rests on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.draft_commitment import Measure, Wording
from danaya.apps.commitments.drafting.library import evidence_names, factor_names, frequency_names
from danaya.apps.commitments.drafting.triggers import split_trigger, trigger_of
from danaya.apps.commitments.forms.choosing import NumbersField, PostField, RowField, RowsField, unknown_number
from danaya.apps.commitments.forms.parts import LONGEST_TEXT, PartForm
from danaya.apps.commitments.forms.stepping import StepsForm
from danaya.apps.people.models import Region
from danaya.apps.people.models.texts import read
from danaya.base.design.fields import DateField, NumberField
from danaya.base.design.texts import TextsField


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
        rows=2,
        max_length=LONGEST_TEXT,
        complete=False,
        required=False,
        help_text=_("What happens, on which the owner acts: “a fee changes”."),
    )
    then = TextsField(
        label=_("… then"),
        rows=2,
        max_length=LONGEST_TEXT,
        complete=False,
        required=False,
        help_text=_("Who does what: “the head of post replaces the notice the same day”."),
    )
    starts = DateField(label=pgettext_lazy("date", "From"))
    factor = forms.ChoiceField(label=_("Key factor"), required=False)
    region = forms.ModelChoiceField(
        Region.objects.filter(active=True), label=_("Region"), required=False, empty_label=_("the whole country")
    )
    refused = {
        "commitments-no-result": "result",
        "commitments-observer": "owner",
        "commitments-same-side": "counterpart",
        "commitments-parties-signed": "counterpart",
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


class MeasureForm(PartForm):
    """The indicator that shows the result."""

    name = TextsField(label=_("Indicator"), rows=2, max_length=LONGEST_TEXT, complete=False, required=False)
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
