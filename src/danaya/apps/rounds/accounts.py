"""The account of an import in the form that is kept and shown: what a person reads, not the answers."""

from collections.abc import Iterator
from typing import Any

from danaya.engines.language import LANGUAGES
from danaya.engines.tables import Account, Finding, ResultsAccount, defused, filled

SHOWN_PLACES = 8
COUNTED = ("understood", "missing", "dont_know", "refusal", "not_asked", "not_understood")


def summary_of(account: Account) -> dict[str, Any]:
    """Return what the pages show of an account."""
    return {
        "complete": account.complete,
        "rows": len(account.rows),
        "height": account.height,
        "unused": list(account.unused),
        "counts": {key: {name: getattr(counts, name) for name in COUNTED} for key, counts in account.counts.items()},
        "findings": [finding_facts(finding) for finding in account.findings],
    }


def results_summary(account: ResultsAccount) -> dict[str, Any]:
    """Return what the pages show of an account of reported results."""
    return {"complete": account.complete, "findings": [finding_facts(finding) for finding in account.findings]}


def finding_facts(finding: Finding) -> dict[str, Any]:
    """Return one finding with its first places; rows that follow each other are one."""
    where = {code: finding.where(code, SHOWN_PLACES) for code in LANGUAGES}
    return {
        "key": finding.key,
        "code": finding.code,
        "severity": str(finding.severity),
        "text": {code: filled(finding.text, code, finding.values) for code in LANGUAGES},
        "where": {code: shown for code, (shown, _more) in where.items()},
        "more": where[LANGUAGES[0]][1],
        "count": finding.count,
        "accepted": finding.accepted,
    }


def rows_of_account(account: Account, language: str, heads: list[str]) -> Iterator[list[str]]:
    """Return heads, then one row per finding and place: severity, place, what and what to do. Harmless in a spreadsheet."""
    yield heads
    for finding in account.findings:
        words = filled(finding.text, language, finding.values)
        places = [place.in_language(language) for place in finding.places] or [""]
        for where in places:
            cells = (str(finding.severity), where, finding.raw, words, "1" if finding.accepted else "0")
            yield [str(defused(cell)) for cell in cells]
