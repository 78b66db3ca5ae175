"""Forms of reported results: the grid of figures, and how a table of them is read."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.forms.choosing import offer
from danaya.base.design.fields import NumberField, WholeNumberField
from danaya.base.design.forms import Form
from danaya.engines.restitution import ReportedResult

MEASURES = ("score", "share", "n")
HEADS = {"score": _("Score 0–10"), "share": _("Favourable %"), "n": _("Answers")}


class ResultsForm(Form):
    """A grid: for each factor and audience a score 0–10, a favourable share in percent, a number of answers."""

    source = forms.CharField(label=_("The report, as it is cited"), max_length=400, help_text=_("Author, title, year."))
    document = forms.FileField(
        label=_("The report itself"),
        required=False,
        help_text=_("PDF, Word or Excel, at most 20 MB; it stays attached to the results."),
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for audience, factor, where in places:
            for measure in MEASURES:
                self.fields[f"{measure}-{audience}-{factor}"] = figure_field(measure, where)

    def results(self) -> list[ReportedResult]:
        """Return the figures that were typed."""
        kept = []
        for audience, factor, _where in self.places:
            n = self.cleaned_data.get(f"n-{audience}-{factor}")
            for measure, divisor in (("score", 1), ("share", 100)):
                value: Decimal | None = self.cleaned_data.get(f"{measure}-{audience}-{factor}")
                if value is not None:
                    kept.append(ReportedResult(audience, factor, measure, float(value / divisor), n))
        return kept


def figure_field(measure: str, where: str) -> forms.Field:
    """Return the field of one figure, with where it stands in its label and messages."""
    label = f"{HEADS[measure]} · {where}"
    if measure == "n":
        return WholeNumberField(label=label, required=False, min_value=1)
    most = 10 if measure == "score" else 100
    words = _("%(where)s: write a number from 0 to %(most)s.") % {"where": where, "most": most}
    return NumberField(
        label=label,
        required=False,
        localize=True,
        validators=[MinValueValidator(0, message=words), MaxValueValidator(most, message=words)],
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
    )


def typed_form(results: Sequence[ReportedResult]) -> dict[str, Any]:
    """Return figures as the grid shows them."""
    initial: dict[str, Any] = {}
    for one in results:
        value = one.estimate if one.measure == "score" else one.estimate * 100
        initial[f"{one.measure}-{one.audience}-{one.factor}"] = as_written(value)
        if one.n is not None:
            initial[f"n-{one.audience}-{one.factor}"] = one.n
    return initial


def as_written(value: float) -> Decimal:
    """Return a figure with one decimal at least, as reports write them."""
    digits = f"{value:.4f}".rstrip("0")
    return Decimal(f"{digits}0" if digits.endswith(".") else digits)


ASIDE, ALL, PEOPLE = "", "*", "#"
"""What a row of a table stands for besides a key factor: nothing of interest, all factors together, numbers of answers."""


class TableForm(Form):
    """How a table of results is read: where factors and figures stand, on which scale, what its words stand for.

    ``raws``: what stands in the columns of factors, audiences, measures. ``saved``: the mapping as it is.
    """

    factor_column = forms.ChoiceField(label=_("Column of the key factors"))
    scale_min = NumberField(label=_("Lowest possible score"), max_digits=6, decimal_places=2)
    scale_max = NumberField(
        label=_("Highest possible score"), max_digits=6, decimal_places=2, help_text=_("For example 10, 5 or 100.")
    )

    def __init__(
        self,
        *args: Any,
        names: Sequence[str],
        audiences: Mapping[str, str],
        factors: Sequence[tuple[str, str]],
        raws: Mapping[str, Sequence[str]],
        saved: Any,
        **kwargs: Any,
    ) -> None:
        self.audience_names, self.raws, self.saved = audiences, raws, saved
        super().__init__(*args, initial=table_facts(saved), **kwargs)
        columns = [(name, name) for name in names]
        offer(self, "factor_column", columns)
        self.add_columns([("", _("no such column")), *columns])
        rows = [
            (ASIDE, _("leave aside")),
            (ALL, _("all factors together")),
            (PEOPLE, _("numbers of answers")),
            *factors,
        ]
        for place, raw in enumerate(raws["factors"]):
            self.add_choice(f"factor-{place}", raw, rows, self.meaning_of(raw))

    def add_columns(self, columns: Sequence[tuple[str, Any]]) -> None:
        """Add the fields that say where scores, shares and numbers of answers stand."""
        for key, name in self.audience_names.items():
            for part, label, chosen in (
                ("score", _("Column of scores · %(audience)s"), self.column_of(key, "score")),
                ("share", _("Column of favourable shares · %(audience)s"), self.column_of(key, "share")),
                ("people", _("Column of numbers of answers · %(audience)s"), named(self.saved.n_columns, key)),
            ):
                self.add_choice(f"{part}-{key}", label % {"audience": name}, columns, chosen)

    def column_of(self, audience: str, measure: str) -> str:
        """Return the column that gives a measure of an audience; nothing where none does."""
        saved = self.saved
        found = {
            column: key
            for column, key in saved.audience_columns.items()
            if saved.measures.get(column, saved.measure) == measure
        }
        return named(found, audience)

    def add_choice(self, name: str, label: Any, choices: Sequence[tuple[str, Any]], initial: str) -> None:
        """Add a field that may stay empty."""
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)

    def meaning_of(self, raw: str) -> str:
        """Return what a row stands for by the mapping."""
        if raw in self.saved.n_rows:
            return PEOPLE
        key = self.saved.factors.get(raw)
        return ASIDE if key is None else key or ALL

    def clean(self) -> dict[str, Any]:
        """Ask for at least one column of figures, and a scale with a top above its bottom."""
        cleaned = super().clean() or {}
        self.check_columns(cleaned)
        low, high = cleaned.get("scale_min"), cleaned.get("scale_max")
        if low is not None and high is not None and low >= high:
            self.add_error("scale_max", _("Give a highest figure above the lowest."))
        return cleaned

    def check_columns(self, cleaned: Mapping[str, Any]) -> None:
        """Ask for a column of figures."""
        if not any(cleaned.get(f"{part}-{key}") for part in ("score", "share") for key in self.audience_names):
            self.add_error(f"score-{next(iter(self.audience_names))}", _("Choose the column that holds the figures."))

    def changes(self) -> dict[str, Any]:
        """Return what the person corrected, as fields of ``ResultsMapping``."""
        data = self.cleaned_data
        rows = {raw: data.get(f"factor-{place}", ASIDE) for place, raw in enumerate(self.raws["factors"])}
        return {
            "factor_column": data["factor_column"],
            "scale_min": float(data["scale_min"]),
            "scale_max": float(data["scale_max"]),
            "factors": {raw: "" if key == ALL else key for raw, key in rows.items() if key not in (ASIDE, PEOPLE)},
            "n_rows": frozenset(raw for raw, key in rows.items() if key == PEOPLE),
            "accepted": frozenset(f"factor-unknown:{raw}" for raw, key in rows.items() if key == ASIDE),
            **self.column_changes(),
        }

    def column_changes(self) -> dict[str, Any]:
        """Return where figures and numbers stand, as fields of ``ResultsMapping``."""
        data = self.cleaned_data
        figures = {
            data[f"{part}-{key}"]: (key, part)
            for key in self.audience_names
            for part in ("score", "share")
            if data[f"{part}-{key}"]
        }
        return {
            "audience_columns": {column: key for column, (key, _part) in figures.items()},
            "measures": {column: part for column, (_key, part) in figures.items()},
            "n_columns": {data[f"people-{key}"]: key for key in self.audience_names if data[f"people-{key}"]},
        }


def named(columns: Mapping[str, str], audience: str) -> str:
    """Return the first column that belongs to an audience."""
    return next((column for column, key in columns.items() if key == audience), "")


class LongTableForm(TableForm):
    """A table with one row per figure: a column says the audience, another the figure."""

    COLUMNS = (
        ("audience_column", _("Column of the audience")),
        ("estimate_column", _("Column of figures")),
        ("measure_column", _("Column that says score or share")),
        ("n_column", _("Column of numbers of answers")),
    )

    def add_columns(self, columns: Sequence[tuple[str, Any]]) -> None:
        """Add the fields of the columns, and what their words stand for."""
        for name, label in self.COLUMNS:
            self.add_choice(name, label, columns, getattr(self.saved, name))
        audiences = [(ASIDE, _("leave aside")), *self.audience_names.items()]
        for place, raw in enumerate(self.raws["audiences"]):
            self.add_choice(f"audience-{place}", raw, audiences, self.saved.audiences.get(raw, ASIDE))
        measures = [(ASIDE, _("leave aside")), ("score", _("scores")), ("share", _("favourable shares"))]
        for place, raw in enumerate(self.raws["measures"]):
            self.add_choice(f"measure-{place}", raw, measures, self.saved.measures.get(raw, ASIDE))

    def check_columns(self, cleaned: Mapping[str, Any]) -> None:
        """Ask for the columns of audience and figures."""
        for name, label in self.COLUMNS[:2]:
            if not cleaned.get(name):
                self.add_error(name, _("Choose an answer for “%(label)s”.") % {"label": label})

    def column_changes(self) -> dict[str, Any]:
        """Return where figures and numbers stand, as fields of ``ResultsMapping``."""
        data = self.cleaned_data
        meanings = {
            kind: {
                raw: data[f"{part}-{place}"]
                for place, raw in enumerate(self.raws[kind])
                if data.get(f"{part}-{place}", ASIDE) != ASIDE
            }
            for kind, part in (("audiences", "audience"), ("measures", "measure"))
        }
        return {**{name: data[name] for name, _label in self.COLUMNS}, **meanings}


TABLE_FORMS: Mapping[str, type[TableForm]] = {"wide": TableForm, "long": LongTableForm}


def table_facts(saved: Any) -> dict[str, Any]:
    """Return the facts of a mapping as the form shows them."""
    return {
        "factor_column": saved.factor_column,
        "scale_min": f"{saved.scale_min:g}",
        "scale_max": f"{saved.scale_max:g}",
    }
