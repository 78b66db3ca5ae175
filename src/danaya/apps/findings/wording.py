"""What pages call measures, selections and the reasons why a figure is not there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.findings.facts import Facts, Row
from danaya.engines.language import Text, in_language

Words = str | Promise

MEASURES: Mapping[str, Words] = {
    "score": _("Score, 0 to 10"),
    "share": _("Share of favourable answers"),
    "dont_know": _("Share of “don't know”"),
    "refusal": _("Share of refusals to answer"),
    "silence": _("Share of sensitive questions left unanswered"),
}
DIFFERENCES: Mapping[str, Words] = {
    "_gap": _("gap, private sector − customs"),
    "_change": _("change, later − earlier"),
    "_difference": _("difference, this group − the others"),
}
SELECTIONS: Mapping[str, Words] = {
    "census": _("Everyone was asked."),
    "probability": _("Respondents were drawn at random: the intervals are margins of error at 95%."),
    "quota": _(
        "Respondents were chosen by quota: the intervals hold if they resemble their group. They are no margins of error."
    ),
    "open": _(
        "Whoever wished could answer: the intervals hold if those who did resemble their group. They are no margins of error."
    ),
}
STATUSES: Mapping[str, Words] = {
    "reported": _("reported, not recomputable"),
    "modelled": _("if respondents resemble their group"),
}


@dataclass(frozen=True, slots=True)
class WordedFigure:
    """One row of a table of figures, in the words of the page."""

    measure: str
    subject: str
    group: str
    value: str
    interval: str
    n: str
    note: str


def word_figures(rows: Iterable[Row], facts: Facts, language: str) -> list[WordedFigure]:
    """Return figures in the words of the page; protected ones show ``c`` and nothing else."""
    return [word_figure(row, facts, language) for row in rows]


def word_figure(row: Row, facts: Facts, language: str) -> WordedFigure:
    """Return one figure in the words of the page."""

    def words(text: Text) -> str:
        return in_language(text, language)

    whom = words(facts.audience_name(row["audience"])) if row["audience"] else gettext("both sides")
    group = [whom, words(facts.level_name(row["domain"], row["level"]))]
    return WordedFigure(
        measure=name_measure(row["measure"]),
        subject=words(facts.item_text(row["item"]) if row["item"] else facts.factor_name(row["factor"])),
        group=", ".join(part for part in group if part),
        value=words(row["words"]),
        interval=words(row["interval"]),
        n=words(row["size"]),
        note=_note(row, language),
    )


def _note(row: Row, language: str) -> str:
    return in_language(row["reason"], language) or str(STATUSES.get(row["status"], ""))


def name_measure(measure: str) -> str:
    """Return what a measure is called; a difference also says of what and in which direction."""
    for ending, name in DIFFERENCES.items():
        if measure.endswith(ending):
            return f"{name_measure(measure.removesuffix(ending))} – {name}"
    return str(MEASURES.get(measure, measure))


def has_protected(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether any of the figures is protected, so that the page explains ``c``."""
    return any(row["status"] == "protected" for row in rows)
