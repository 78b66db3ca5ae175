"""Write what the web pages of an analysis show, so that a page only reads a file: its facts, its drawn parts."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danaya.engines.language import LANGUAGES, Text

if TYPE_CHECKING:
    from danaya.engines.publishing.document import Block
    from danaya.engines.restitution import Analysis as Result
    from danaya.engines.restitution import EstimateRow

FACTS = "facts.json"
PLACES = ("measure", "item", "factor", "audience", "domain", "level", "status")
_FINDING = re.compile(
    r'(<section class="finding"[^>]*>.*?<span class="number">(C-\d+)</span>.*?)(</section>)', re.DOTALL
)
_NAMED = re.compile(r"\((C-\d+)\)(?=[.<])")
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
    from danaya.engines.publishing import to_html_fragment  # noqa: PLC0415  # slow import
    from danaya.engines.restitution import compose, compose_director, finding_block  # noqa: PLC0415  # slow import

    folder_of_pages = folder / f"page-{language}"
    folder_of_pages.mkdir()
    parts = split_report(compose(result, language).blocks)
    parts["director"] = without_decisions(compose_director(result, language).blocks)
    for name, blocks in parts.items():
        page = link_findings(to_html_fragment(blocks, language), language, "" if name == "restitution" else "../")
        (folder_of_pages / f"{name}.html").write_text(page, "utf-8")
    for finding in result.findings:
        page = to_html_fragment([finding_block(result, finding, language)], language, level=1)
        (folder_of_pages / f"{finding.number}.html").write_text(page, "utf-8")


def split_report(blocks: "Iterable[Block]") -> "dict[str, list[Block]]":
    """Return the blocks of a report by page: what is so, how it was found, every table.

    Decisions are left out: they stand on the director's page, with what was decided.
    """
    from danaya.engines.publishing.document import Heading  # noqa: PLC0415  # slow import

    pages: dict[str, list[Block]] = {"restitution": [], "questions": [], "method": [], "tables": []}
    current = "restitution"
    for block in without_decisions(blocks):
        if isinstance(block, Heading) and block.level == 1:
            current = block.anchor if block.anchor in pages else current
        pages[current].append(block)
    return pages


def without_decisions(blocks: "Iterable[Block]") -> "list[Block]":
    """Return blocks without decisions and the heading above them."""
    from danaya.engines.publishing.document import DecisionBlock, Heading  # noqa: PLC0415  # slow import

    return [
        block
        for block in blocks
        if not isinstance(block, DecisionBlock) and not (isinstance(block, Heading) and block.anchor == "decide")
    ]


def link_findings(page: str, language: str, above: str) -> str:
    """Link each finding that is named to its page, and put below each shown the link to what it rests on.

    Links are relative (``above`` leads from the page to the analysis), so that no address is frozen.
    """
    words = _BASIS[language]
    page = _NAMED.sub(rf'<span class="named">(<a href="{above}\1/">\1</a>)</span>', page)
    return _FINDING.sub(
        lambda found: (
            f'{found[1]}<p class="basis-link"><a href="{above}{found[2]}/basis/">{words}<span class="hidden"> ({found[2]})</span></a></p>{found[3]}'
        ),
        page,
    )


def ask_decisions(result: "Result") -> list[dict[str, Any]]:
    """Return the decisions asked of the director as the fields of their rows; ``finding`` is a number."""
    from danaya.engines.restitution import director_decisions  # noqa: PLC0415  # slow import

    return [
        {
            "number": f"D-{asked.number}",
            "finding": asked.finding.number,
            "question": dict(asked.decision.question),
            "options": [
                {"option": dict(option), "consequence": dict(consequence)}
                for option, consequence in asked.decision.options
            ],
        }
        for asked in director_decisions(result)
    ]
