"""Write what the web pages of an analysis show, so that a page only reads a file: its facts, its drawn parts."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danaya.engines.language import LANGUAGES, Text

if TYPE_CHECKING:
    from danaya.engines.publishing import DecisionBlock
    from danaya.engines.restitution import Analysis as Result
    from danaya.engines.restitution import EstimateRow

FACTS = "facts.json"
PLACES = ("measure", "item", "factor", "audience", "domain", "level", "status")
_FINDING = re.compile(
    r'(<section class="finding"[^>]*>.*?<span class="number">(C-\d+)</span>.*?)(</section>)', re.DOTALL
)
_BASIS: Text = {"fr": "Sur quoi repose ce constat", "en": "What this finding rests on"}


def write_facts(result: "Result", folder: Path) -> None:
    """Write the facts that pages word themselves: who answered, what may be compared, the figures of the factors."""
    (folder / FACTS).write_text(json.dumps(facts_of(result), ensure_ascii=False), "utf-8")


def facts_of(result: "Result") -> dict[str, Any]:
    """Return the facts of an analysis as plain data, in every language at once."""
    from danaya.engines.framework import load_factors  # noqa: PLC0415  # slow import

    whole = result.plain()
    named = ("responses", "comparability", "parameters", "dataset_digest", "earlier_digest", "version")
    return {
        **{name: whole[name] for name in named},
        "study": describe(result.study),
        "earlier": describe(result.earlier) if result.earlier else None,
        "factors": {factor.key: {"number": factor.number, "name": dict(factor.name)} for factor in load_factors()},
        "rows_read": result.account.rows,
        "rows_of_no_audience": result.account.of_no_audience,
        "figures": [plain_figure(row) for row in result.estimates if not row.item and row.national],
        "earlier_figures": [plain_figure(row) for row in result.earlier_rows if not row.item and row.national],
        "shown": sum(row.shown for row in result.estimates),
        "protected": sum(row.status == "protected" for row in result.estimates),
    }


def plain_figure(row: "EstimateRow") -> dict[str, Any]:
    """Return a figure as it may be shown: rounded, worded in every language, and nothing of it where it is protected."""
    from danaya.engines.restitution.documents.cells import (  # noqa: PLC0415  # slow import
        bounds_words,
        figure_words,
        point,
        size_words,
    )

    drawn = point(row, LANGUAGES[0])
    return {
        **{name: getattr(row, name) for name in PLACES},
        "estimate": drawn.value,
        "low": drawn.low,
        "high": drawn.high,
        "n": drawn.n,
        "reason": dict(row.reason),
        "words": {language: figure_words(row, language) for language in LANGUAGES},
        "interval": {language: bounds_words(row, language) for language in LANGUAGES},
        "size": {language: size_words(row, language) for language in LANGUAGES},
    }


def describe(study: Any) -> dict[str, Any]:
    """Return what pages say of a study, recomputable or reported."""
    return {
        "title": dict(study.title),
        "label": dict(study.label),
        "year": study.year,
        "notice": dict(study.notice),
        "source": getattr(study, "source", ""),
        "mode": getattr(study, "mode", ""),
        "fieldwork": getattr(study, "fieldwork", ""),
        "coverage": dict(getattr(study, "coverage", {})),
        "audiences": [
            {"key": one.key, "name": dict(one.name), "side": one.side.value, "selection": one.selection.value}
            for one in study.audiences
        ],
        "items": {item.key: dict(item.text) for item in getattr(study, "items", ())},
        "domains": {
            domain.key: {
                "name": dict(domain.name),
                "levels": {str(code): dict(name) for code, name in domain.levels.items()},
            }
            for domain in getattr(study, "domains", ())
        },
    }


def write_pages(result: "Result", folder: Path, language: str) -> None:
    """Draw the parts of the pages in one language."""
    from danaya.engines.publishing import DecisionBlock, to_html_fragment  # noqa: PLC0415  # slow import
    from danaya.engines.restitution import compose, compose_director, finding_block  # noqa: PLC0415  # slow import

    parts = folder / f"page-{language}"
    parts.mkdir()
    page = to_html_fragment(compose(result, language).blocks, language)
    (parts / "restitution.html").write_text(link_findings(page, language), "utf-8")
    asked = [block for block in compose_director(result, language).blocks if not isinstance(block, DecisionBlock)]
    (parts / "director.html").write_text(to_html_fragment(asked, language), "utf-8")
    for finding in result.findings:
        block = finding_block(result, finding, language)
        (parts / f"{finding.number}.html").write_text(to_html_fragment([block], language, level=1), "utf-8")


def link_findings(page: str, language: str) -> str:
    """Put below each finding the link to what it rests on, one click away; relative, so that no address is frozen."""
    words = _BASIS[language]
    return _FINDING.sub(
        lambda found: (
            f'{found[1]}<p class="basis-link"><a href="{found[2]}/basis/">{words}<span class="hidden"> ({found[2]})</span></a></p>{found[3]}'
        ),
        page,
    )


def ask_decisions(result: "Result") -> list[dict[str, Any]]:
    """Return the decisions asked of the director, in every language."""
    per_language = [decision_blocks(result, language) for language in LANGUAGES]
    return [
        {
            "number": blocks[0].number,
            "question": {language: block.question for language, block in zip(LANGUAGES, blocks, strict=True)},
            "options": [plain_option(pairs) for pairs in zip(*(block.options for block in blocks), strict=True)],
        }
        for blocks in zip(*per_language, strict=True)
    ]


def decision_blocks(result: "Result", language: str) -> "list[DecisionBlock]":
    """Return the decisions of the director's page in one language."""
    from danaya.engines.publishing import DecisionBlock  # noqa: PLC0415  # slow import
    from danaya.engines.restitution import compose_director  # noqa: PLC0415  # slow import

    return [block for block in compose_director(result, language).blocks if isinstance(block, DecisionBlock)]


def plain_option(pairs: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return one option with its consequence from its words in each language."""
    return {
        name: {language: pair[place] for language, pair in zip(LANGUAGES, pairs, strict=True)}
        for place, name in enumerate(("option", "consequence"))
    }
