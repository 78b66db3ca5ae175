"""What a finding rests on, and how far to trust it, in words."""

from collections.abc import Iterator, Sequence

from danaya.engines.language import LANGUAGES, Text, in_language, number
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.responding import ASSUMPTIONS, NOT_RECOMPUTABLE, describe_response
from danaya.engines.restitution.analysis.rows import REPORTED, Basis, Comparability, EstimateRow
from danaya.engines.restitution.findings.naming import audience_name, audience_named
from danaya.engines.restitution.study import Study

COMPARABLE: Text = {
    "fr": "Comparable à la ronde précédente.",
    "en": "Comparable with the earlier round.",
}
NOT_COMPARABLE: Text = {
    "fr": "Pas comparable à la ronde précédente. {reason}.",
    "en": "Not comparable with the earlier round. {reason}.",
}
ALONE: Text = {"fr": "Pas de ronde précédente.", "en": "No earlier round."}
TESTED: Text = {
    "fr": "p ajusté {p} : corrigé du nombre de comparaisons (taux de fausses découvertes 5 %).",
    "en": "Adjusted p {p}: corrected for the number of comparisons (false discovery rate 5%).",
}


def basis_of(analysis: Analysis, row: EstimateRow, audiences: Sequence[str]) -> Basis:
    """Return what a row rests on."""
    return Basis(
        questions=tuple(_questions(analysis, row, audiences)),
        selection=_in_each(lambda language: _selection(analysis, audiences, language)),
        comparability=comparability_words(analysis, row, audiences),
        dataset_digest=analysis.dataset_digest,
        engine_version=analysis.version,
    )


def trust_in(analysis: Analysis, row: EstimateRow, audiences: Sequence[str]) -> tuple[Text, ...]:
    """Return how far to trust a row, in at most four lines."""
    lines = [_in_each(lambda language, key=key: _response(analysis, key, language)) for key in audiences]
    if row.status == REPORTED:
        return (*lines, NOT_RECOMPUTABLE)
    selections = dict.fromkeys(a.selection for a in (audience_named(analysis.study, key) for key in audiences) if a)
    lines += [ASSUMPTIONS[selection] for selection in selections]
    if row.fdr is not None:
        fdr = row.fdr
        lines.append(_in_each(lambda language: TESTED[language].format(p=p_words(fdr, language))))
    return tuple(lines)


def p_words(p: float, language: str) -> str:
    """Return ``= 0,012``, or ``< 0,001``."""
    if p < 0.001:
        return f"<\u00a0{number(0.001, language, 3)}"
    return f"=\u00a0{number(p, language, 3)}"


def comparability_words(analysis: Analysis, row: EstimateRow, audiences: Sequence[str]) -> Text:
    """Return whether the row may be compared with the earlier round, and why not."""
    if analysis.earlier is None:
        return ALONE
    entries = [entry for entry in analysis.comparability if _about(entry, row) and entry.audience in audiences]
    refused = [entry for entry in entries if not entry.comparable]
    if refused:
        return {
            language: NOT_COMPARABLE[language].format(reason=_sentence(refused[0].reason[language]))
            for language in LANGUAGES
        }
    if not entries:
        return {} if analysis.comparability else NOT_RECOMPUTABLE
    cautions = list(dict.fromkeys(entry.caution.get("fr", "") for entry in entries if entry.caution))
    if not cautions:
        return COMPARABLE
    caution = next(entry.caution for entry in entries if entry.caution)
    return {language: f"{COMPARABLE[language]} {caution[language]}" for language in LANGUAGES}


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:].rstrip(".")


def _about(entry: Comparability, row: EstimateRow) -> bool:
    return entry.item == row.item and (bool(row.item) or entry.factor == row.factor)


def _questions(analysis: Analysis, row: EstimateRow, audiences: Sequence[str]) -> Iterator[tuple[str, Text]]:
    if not isinstance(analysis.study, Study):
        return
    for item in analysis.study.items:
        belongs = item.key == row.item if row.item else item.kind == "perception" and row.factor in {item.factor, ""}
        if row.measure.startswith("silence"):
            belongs = item.sensitive
        if belongs and set(item.audiences) & set(audiences):
            yield item.key, item.text


def _selection(analysis: Analysis, audiences: Sequence[str], language: str) -> str:
    found = [(audience_name(analysis.study, key, language), audience_named(analysis.study, key)) for key in audiences]
    separator = {"fr": " : ", "en": ": "}[language]
    return " ".join(
        f"{name}{separator}{in_language(ASSUMPTIONS[audience.selection], language)}"
        for name, audience in found
        if audience
    )


def _response(analysis: Analysis, key: str, language: str) -> str:
    audience = audience_named(analysis.study, key)
    response = next((one for one in analysis.responses if one.audience == key), None)
    if audience is None or response is None:
        return ""
    separator = {"fr": " : ", "en": ": "}[language]
    return f"{in_language(audience.name, language)}{separator}{describe_response(response, audience, language)}."


def _in_each(words: object) -> Text:
    return {language: words(language) for language in LANGUAGES}  # type: ignore[operator]
