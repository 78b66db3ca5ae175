"""Whether what everyone would read is what both sides signed: a wording changed since waits for its signatures."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from danaya.apps.commitments.models import Commitment, Plan
from danaya.apps.commitments.queries import in_force
from danaya.apps.commitments.signing.contested import lost_of
from danaya.apps.commitments.signing.text import LABELS
from danaya.apps.commitments.signing.versions import last_adopted, text_of
from danaya.engines.language import LANGUAGES, Text, in_language
from danaya.engines.seals.plan import Article


def contested_by(plan: Plan) -> list[str]:
    """Return the acronyms of bodies that contest a signature of the version in force which nobody has given anew."""
    return sorted({one.organisation.acronym for one in lost_of(plan)})


def reworded_since(plan: Plan) -> list[str]:
    """Return the references of promises whose result, problem or milestones read otherwise than in the version in force.

    A language added since is no other wording, nor is a date that both moved. Nothing where no version was adopted here.

    Raises
    ------
    Problem
        ``record-unreadable`` where somebody made the stored text unreadable.
    """
    version = last_adopted(plan)
    if version is None:
        return []
    signed = {one.name: one for one in text_of(version).articles}
    rows = in_force(plan).order_by("number").prefetch_related("milestones")
    return [row.reference for row in rows if row.reference in signed and not _is_as_signed(row, signed[row.reference])]


def _is_as_signed(row: Commitment, article: Article) -> bool:
    said: dict[str, Any] = {label["fr"]: value for label, value in article.fields if isinstance(label, Mapping)}
    problem = said.get(LABELS["problem"]["fr"], {})
    lines = said.get(LABELS["milestones"]["fr"], [])
    return (
        _is_same(article.heading, row.result)
        and _is_same(problem, row.problem)
        and _are_same(lines, [dict(one.text) for one in sorted(row.milestones.all(), key=lambda one: one.position)])
    )


def _is_same(signed: Any, text: Text) -> bool:
    if not isinstance(signed, Mapping) or not signed:
        return not text
    return all(_plain(text.get(code, "")) == _plain(words) for code, words in signed.items())


def _plain(words: str) -> str:
    """Words without what a seal does not tell apart: line ends, kinds of spaces, ways to write an accent."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def _are_same(lines: Any, texts: list[dict[str, str]]) -> bool:
    """Tell whether lines such as « 2. Le guichet est ouvert – poids 30 – … » begin with these texts, in their order."""
    if len(lines) != len(texts):
        return False
    return all(
        _plain(line[code]).startswith(_plain(f"{place}. {in_language(text, code)} – "))
        for place, (line, text) in enumerate(zip(lines, texts, strict=True), start=1)
        for code in LANGUAGES
        if code in line
    )
