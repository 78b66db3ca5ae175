"""Forms that say how a table is read, and that take what was understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danaya.base.design.forms import Form, required_message
from danaya.engines.tables import FiguresMapping, ObjectivesMapping

ASIDE = ""
FROM_CODE, NO_ABOVE = "*code", "*none"
"""What is above follows from the code; nothing is above. No column is called so: its choice begins with ``=``."""
DECIMALS = ((",", _("comma (12,5)")), (".", _("point (12.5)")))


def of_column(name: str) -> str:
    """Return the choice that stands for a column, so that no name of one is taken for another choice."""
    return f"={name}" if name else ""


def column_of(choice: str) -> str:
    """Return the column of a choice."""
    return choice.removeprefix("=")


class ColumnsForm(Form):
    """Base of forms whose choices are the columns of a table."""

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [(of_column(name), name) for name in names]

    def add_choice(self, name: str, label: Any, choices: Iterable[tuple[str, Any]], initial: str, **facts: Any) -> None:
        """Add a field to choose in; ``required`` where there must be an answer."""
        field = forms.ChoiceField(label=label, choices=list(choices), initial=initial, **{"required": False, **facts})
        field.error_messages["required"] = required_message(name, field)
        self.fields[name] = field


class ObjectivesForm(ColumnsForm):
    """Which columns hold the code, the objective in each language, the objective above."""

    def __init__(self, *args: Any, saved: ObjectivesMapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [(ASIDE, _("no such column"))]
        self.add_choice(
            "code",
            _("Column of the code"),
            self.names,
            of_column(saved.code_column),
            required=True,
            help_text=_("Where the code begins the text (“1.2 Publish the tariffs”), choose the column of the text."),
        )
        self.add_choice(
            "fr", _("Column of the objective in French"), none + self.names, of_column(saved.columns.get("fr", ""))
        )
        self.add_choice(
            "en", _("Column of the objective in English"), none + self.names, of_column(saved.columns.get("en", ""))
        )
        special = [
            (FROM_CODE, _("it follows from the code: 1.2 stands above 1.2.3")),
            (NO_ABOVE, _("there are no levels")),
        ]
        above = {"code": FROM_CODE, "none": NO_ABOVE}.get(saved.above, of_column(saved.above_column))
        self.add_choice("above", _("Where the higher objective stands"), special + self.names, above, required=True)

    def clean(self) -> dict[str, Any]:
        """Ask for the words in one language at least."""
        cleaned = super().clean() or {}
        if not cleaned.get("fr") and not cleaned.get("en"):
            self.add_error("fr", _("Choose the column of the objective, in French or in English."))
        return cleaned

    def mapping(self) -> dict[str, Any]:
        """Return the fields of ``ObjectivesMapping``."""
        data = self.cleaned_data
        columns = {code: column_of(data[code]) for code in ("fr", "en") if data[code]}
        above = {FROM_CODE: "code", NO_ABOVE: "none"}.get(data["above"], "column")
        column = column_of(data["above"]) if above == "column" else ""
        return asdict(ObjectivesMapping(column_of(data["code"]), columns, above, column))


class FiguresForm(ColumnsForm):
    """How a table of figures is read: base of one form per layout.

    ``series``: code → title; ``raws``: what stands in the column that names series; ``saved``: the mapping as it is.
    """

    label_words: Any = ""
    names_series = False

    def __init__(
        self, *args: Any, saved: FiguresMapping, series: Mapping[str, str], raws: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.saved, self.series, self.raws = saved, series, raws
        self.add_choice("label", self.label_words, self.names, of_column(saved.label_column), required=True)
        self.add_columns()
        self.add_choice("decimal", _("Decimal mark"), DECIMALS, saved.decimal, required=True)

    def add_columns(self) -> None:
        """Add the fields of the layout."""

    def add_only(self, *, required: bool) -> None:
        """Add the field that says which series all figures belong to."""
        none = [] if required else [(ASIDE, _("a column says it"))]
        choices = [*none, *self.series.items()]
        self.add_choice("only", _("Series of all figures"), choices, self.saved.only, required=required)

    def add_meanings(self) -> None:
        """Add a field for each word of the column that names series."""
        choices = [(ASIDE, _("leave aside")), *self.series.items()]
        for place, raw in enumerate(self.raws):
            label = _("Series of “%(words)s”") % {"words": raw}
            self.add_choice(f"series-{place}", label, choices, self.saved.series.get(raw, ASIDE))

    def meanings(self) -> dict[str, str]:
        """Return word → series, of those that are not left aside."""
        told = ((raw, self.cleaned_data.get(f"series-{place}", ASIDE)) for place, raw in enumerate(self.raws))
        return {raw: code for raw, code in told if code}

    def changes(self) -> dict[str, Any]:
        """Return the fields of ``FiguresMapping`` that the layout has beside label and mark."""
        return {}

    def mapping(self) -> dict[str, Any]:
        """Return the fields of ``FiguresMapping``."""
        data = self.cleaned_data
        start = FiguresMapping(self.saved.layout, column_of(data["label"]), decimal=data["decimal"])
        return asdict(start) | self.changes()


class LongForm(FiguresForm):
    """A row per figure."""

    label_words = _("Column of the period")

    def add_columns(self) -> None:
        """Add the columns of value, series and note."""
        none = [(ASIDE, _("no such column"))]
        self.add_choice(
            "value", _("Column of the figure"), self.names, of_column(self.saved.value_column), required=True
        )
        self.add_only(required=False)
        self.add_choice(
            "named", _("Column that names the series"), none + self.names, of_column(self.saved.series_column)
        )
        self.add_meanings()
        self.add_choice("note", _("Column of notes"), none + self.names, of_column(self.saved.note_column))

    def clean(self) -> dict[str, Any]:
        """Ask which series the figures belong to."""
        cleaned = super().clean() or {}
        if not cleaned.get("only") and not cleaned.get("named"):
            self.add_error("only", _("Choose the series of all figures, or the column that names it."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Return columns and series; one series for all wins over a column."""
        data = self.cleaned_data
        named = ASIDE if data["only"] else column_of(data["named"])
        return {
            "value_column": column_of(data["value"]),
            "series_column": named,
            "note_column": column_of(data["note"]),
            "series": self.meanings(),
            "only": data["only"],
        }


class WideForm(FiguresForm):
    """A row per period, a column per series."""

    label_words = _("Column of the period")

    def add_columns(self) -> None:
        """Add a choice for each other column."""
        choices = [(ASIDE, _("leave aside")), *self.series.items()]
        for place, (_choice, name) in enumerate(self.names):
            if name != self.saved.label_column:
                label = _("Series of the column “%(name)s”") % {"name": name}
                self.add_choice(f"column-{place}", label, choices, self.saved.columns.get(name, ASIDE))

    def clean(self) -> dict[str, Any]:
        """Refuse one series from two columns."""
        cleaned = super().clean() or {}
        taken: set[str] = set()
        for place in range(len(self.names)):
            code = cleaned.get(f"column-{place}", ASIDE)
            if code and code in taken:
                self.add_error(f"column-{place}", _("Choose another series: this one has a column already."))
            taken.add(code)
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Return column → series."""
        told = {
            name: self.cleaned_data.get(f"column-{place}", ASIDE) for place, (_choice, name) in enumerate(self.names)
        }
        return {"columns": {name: code for name, code in told.items() if code}}


class AcrossForm(FiguresForm):
    """A row per series, a column per period."""

    label_words = _("Column that names the series")

    def add_columns(self) -> None:
        """Add what each row is."""
        self.add_only(required=False)
        self.add_meanings()

    def changes(self) -> dict[str, Any]:
        """Return which row is which series."""
        return {"series": self.meanings(), "only": self.cleaned_data["only"]}


class CalendarForm(FiguresForm):
    """A row per year, a column per month."""

    label_words = _("Column of the year")

    def add_columns(self) -> None:
        """Add which series it is."""
        self.add_only(required=True)

    def changes(self) -> dict[str, Any]:
        """Return the series."""
        return {"only": self.cleaned_data["only"]}


LAYOUTS: Mapping[str, tuple[type[FiguresForm], Any]] = {
    "long": (LongForm, _("one figure per row")),
    "wide": (WideForm, _("one period per row, one series per column")),
    "across": (AcrossForm, _("one series per row, one period per column")),
    "calendar": (CalendarForm, _("one year per row, one month per column")),
}


class TakeForm(Form):
    """Take what was understood, as it was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    leave_aside = forms.BooleanField(label=_("Leave aside what is not understood"))

    def __init__(self, *args: Any, shown: str, left: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"shown": shown}, **kwargs)
        if not left:
            del self.fields["leave_aside"]
