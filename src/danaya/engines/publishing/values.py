"""Values over time as plain data: an administrative series, never drawn with perceptions."""

from dataclasses import dataclass
from datetime import date

from danaya.engines.language import number, typeset


@dataclass(frozen=True, slots=True)
class DatedValue:
    """The value of one period: its last day, its name as it is read (``mars 2025``), the value."""

    day: date
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class ValuesChart:
    """A dot per period in the order of time, joined where no period is missing between two.

    Parameters
    ----------
    values
        Ascending by day.
    axis
        The unit, in words.
    months
        Months of one period: neighbours further apart than that are not joined.
    decimals
        Of the values that are written.
    target
        A value to be reached, drawn as a dashed line, with its name.
    """

    values: tuple[DatedValue, ...]
    axis: str
    language: str
    months: int = 1
    decimals: int = 0
    target: float | None = None
    target_name: str = ""

    def follows(self, place: int) -> bool:
        """Tell whether value ``place`` is of the period right after that of the one before."""
        before, day = self.values[place - 1].day, self.values[place].day
        return place > 0 and 12 * (day.year - before.year) + day.month - before.month <= self.months


SAID = {
    "one": {
        "fr": "Courbe d'une série : une valeur, {last} ({last_name}).",
        "en": "Chart of a series: one value, {last} ({last_name}).",
    },
    "many": {
        "fr": "Courbe d'une série, {count} valeurs : {first} ({first_name}) au début, {last} ({last_name}) à la fin ; "
        "la plus basse {low} ({low_name}), la plus haute {high} ({high_name}).",
        "en": "Chart of a series, {count} values: {first} ({first_name}) at first, {last} ({last_name}) at last; "
        "the lowest {low} ({low_name}), the highest {high} ({high_name}).",
    },
    "target": {"fr": " Cible : {target}.", "en": " Target: {target}."},
}


def values_alt(chart: ValuesChart) -> str:
    """Return the description for those who listen: how many values, the first, the last, the lowest, the highest; empty for none."""
    if not chart.values:
        return ""
    ends = {"first": chart.values[0], "last": chart.values[-1]}
    ends["low"], ends["high"] = (found(chart.values, key=lambda one: one.value) for found in (min, max))
    told = {key: number(one.value, chart.language, chart.decimals) for key, one in ends.items()}
    told |= {f"{key}_name": one.name for key, one in ends.items()}
    text = SAID["one" if len(chart.values) == 1 else "many"][chart.language].format(count=len(chart.values), **told)
    if chart.target is not None:
        text += SAID["target"][chart.language].format(target=number(chart.target, chart.language, chart.decimals))
    return typeset(text, chart.language)
