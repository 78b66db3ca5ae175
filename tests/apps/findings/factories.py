"""Rounds and analyses made by hand for tests of pages: no engine is asked."""

import json
import uuid
from datetime import UTC, datetime
from itertools import count

from danaya.apps.findings.models import Analysis, Decision, Finding, Pack, Release
from danaya.apps.rounds.models import Dataset, ReportedTable, Round, RoundAudience
from danaya.base.files.models import Visibility
from tests.apps.people.factories import make_post

AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
_numbers = count(1)


def make_round(**facts: object) -> Round:
    """A closed round with both audiences."""
    number = next(_numbers)
    defaults = {
        "title": {"fr": f"Sondage {number}", "en": f"Survey {number}"},
        "label": {"fr": f"Ronde {number}", "en": f"Round {number}"},
        "year": 2026,
        "state": "closed",
    }
    round_ = Round.objects.create(**{**defaults, **facts})
    for order, (key, side, selection) in enumerate(
        (("officials", "customs", "probability"), ("private", "private", "quota"))
    ):
        name = {
            "officials": {"fr": "Agents", "en": "Officials"},
            "private": {"fr": "Secteur privé", "en": "Private sector"},
        }
        RoundAudience.objects.create(
            round=round_, key=key, name=name[key], side=side, selection=selection, order=order, target=100
        )
    return round_


def make_dataset(round_: Round, supersedes: Dataset | None = None, reason: dict[str, str] | None = None) -> Dataset:
    """The row of a dataset; there are no answers behind it."""
    return Dataset.objects.create(
        round=round_,
        study="",
        rows=60,
        digest=f"{next(_numbers):064x}",
        closed_at=AT,
        closed_by=make_post(),
        supersedes=supersedes,
        reason=reason or {},
    )


def make_table(round_: Round) -> ReportedTable:
    """The row of a reported table without figures."""
    return ReportedTable.objects.create(
        round=round_,
        results=[],
        source="Cabinet d'étude, 2021",
        digest=f"{next(_numbers):064x}",
        closed_at=AT,
        closed_by=make_post(),
    )


FIGURE = {
    **dict.fromkeys(("item", "audience", "domain", "level"), ""),
    "measure": "score_gap",
    "factor": "transparency",
    "status": "published",
    "reason": {},
    "estimate": -2.3,
    "low": -3.0,
    "high": -1.6,
    "n": None,
    "words": {"fr": "−2,3", "en": "−2.3"},
    "interval": {"fr": "[−3,0 ; −1,6]", "en": "[−3.0, −1.6]"},
    "size": {"fr": "", "en": ""},
}
HIDDEN = {
    **FIGURE,
    "measure": "score",
    "domain": "region",
    "level": "5",
    "status": "protected",
    "audience": "private",
    **dict.fromkeys(("estimate", "low", "high", "n")),
    "words": {"fr": "c", "en": "c"},
    "interval": {"fr": "", "en": ""},
}


def describe(title: dict[str, str], **facts: object) -> dict[str, object]:
    """What facts.json says of a study."""
    audiences = [
        {
            "key": "officials",
            "name": {"fr": "Agents", "en": "Officials"},
            "side": "customs",
            "selection": "probability",
        },
        {
            "key": "private",
            "name": {"fr": "Secteur privé", "en": "Private sector"},
            "side": "private",
            "selection": "quota",
        },
    ]
    empty = {"source": "", "mode": "", "fieldwork": "", "coverage": {}, "notice": {}, "items": {}}
    regions = {"region": {"name": {"fr": "Région", "en": "Region"}, "levels": {"5": {"fr": "Tessa", "en": "Tessa"}}}}
    return {
        **empty,
        "title": title,
        "label": title,
        "year": "2026",
        "audiences": audiences,
        "domains": regions,
        **facts,
    }


def facts(analysis: Analysis, **changed: object) -> dict[str, object]:
    """The content of facts.json."""
    earlier = analysis.earlier_dataset or analysis.earlier_table
    source = analysis.table.source if analysis.table else ""
    response = {"selection": "quota", "target": 100, "population": None, "n": 60, "rate": 0.6, "what_if": {}}
    words = {"fr": "si les répondants ressemblent à leur groupe", "en": "if respondents resemble their group"}
    score = {**FIGURE, "measure": "score", "audience": "private", "words": {"fr": "4,2", "en": "4.2"}, "interval": {}}
    change = {**score, "measure": "score_change", "words": {"fr": "+1,1", "en": "+1.1"}}
    return {
        "responses": [{**response, "audience": key, "assumption": words} for key in ("officials", "private")],
        "comparability": [],
        "parameters": {"minimum": "10", "sensitive_minimum": "20"},
        "dataset_digest": "d" * 64,
        "earlier_digest": "e" * 64 if earlier else "",
        "version": "0.1.0",
        "study": describe(analysis.round.title, source=source),
        "earlier": describe(earlier.round.title) if earlier else None,
        "factors": {"transparency": {"number": 3, "name": {"fr": "Transparence", "en": "Transparency"}}},
        "rows_read": 60,
        "rows_of_no_audience": 0,
        "figures": [score, change],
        "earlier_figures": [score],
        "shown": 40,
        "protected": 2,
        **changed,
    }


def make_analysis(
    source: Dataset | ReportedTable | None = None,
    *,
    earlier: Dataset | ReportedTable | None = None,
    released: bool = False,
    at: datetime = AT,
    **changed: object,
) -> Analysis:
    """An analysis with one finding, one decision, a French pack and hand-made files; no engine is asked."""
    source = source or make_dataset(make_round())
    named = {"dataset" if isinstance(source, Dataset) else "table": source}
    if earlier is not None:
        named["earlier_dataset" if isinstance(earlier, Dataset) else "earlier_table"] = earlier
    number = next(_numbers)
    digests = {"digest": f"{number:08x}" + "a" * 56, "results_digest": f"{number:08x}" + "b" * 56}
    analysis = Analysis.objects.create(round=source.round, engine_version="0.1.0", made_at=at, **named, **digests)
    make_finding(analysis)
    make_decision(analysis)
    write_parts(analysis, **changed)
    make_pack(analysis)
    if released:
        make_release(analysis)
    return analysis


def make_finding(analysis: Analysis, number: str = "C-01", **facts: object) -> Finding:
    defaults = {
        "kind": "gap",
        "measure": "score_gap",
        "factor": "transparency",
        "sentence": {"fr": "Transparence : un écart de 2,3 points", "en": "Transparency: a gap of 2.3 points"},
        "lines": [{"fr": "Au-delà du hasard.", "en": "Beyond chance."}],
        "figures": [FIGURE, HIDDEN],
        "basis": {
            "questions": [["q1", {"fr": "Les frais sont affichés.", "en": "Fees are posted."}]],
            "selection": {"fr": "Quotas.", "en": "Quota."},
            "comparability": {"fr": "Pas de ronde précédente.", "en": "No earlier round."},
            "dataset_digest": "d" * 64,
            "engine_version": "0.1.0",
        },
        "trust": [{"fr": "60 réponses sur 100 visées.", "en": "60 answers of 100 aimed at."}],
        "order": int(number[2:]) - 1,
    }
    return Finding.objects.create(analysis=analysis, number=number, **{**defaults, **facts})


def make_decision(analysis: Analysis, number: str = "D-1") -> Decision:
    options = [
        {
            "option": {"fr": f"Option {letter}", "en": f"Option {letter}"},
            "consequence": {"fr": "Suite", "en": "Outcome"},
        }
        for letter in "AB"
    ]
    question = {"fr": "Afficher les frais ?", "en": "Post the fees?"}
    return Decision.objects.create(analysis=analysis, number=number, question=question, options=options)


def make_release(analysis: Analysis, **facts: object) -> Release:
    entry = {"key": str(analysis.pk), "dataset": "d" * 64, "supersedes": "", "cells": []}
    defaults = {"visibility": Visibility.FORUM, "ledger_entry": entry, "released_at": analysis.made_at}
    return Release.objects.create(analysis=analysis, **{**defaults, **facts})


FILES = {"report.html": False, "director.pdf": False, "estimates.csv": True}


def make_pack(analysis: Analysis, language: str = "fr") -> Pack:
    files = [{"name": name, "size": 4, "sha256": "0" * 64, "team": team} for name, team in FILES.items()]
    pack = Pack.objects.create(id=uuid.uuid4(), analysis=analysis, language=language, files=files, made_at=AT)
    pack.folder.mkdir(parents=True)
    for name in FILES:
        (pack.folder / name).write_bytes(b"file")
    return pack


def write_parts(analysis: Analysis, **changed: object) -> None:
    """Write the files that pages read."""
    for language in ("fr", "en"):
        folder = analysis.folder / f"page-{language}"
        folder.mkdir(parents=True)
        for finding in analysis.findings.all():
            html = f"<h1>{finding.sentence[language]}</h1>"
            (folder / f"{finding.number}.html").write_text(html, "utf-8")
        for name in ("restitution", "questions", "method", "tables", "director"):
            (folder / f"{name}.html").write_text(f"<p>{name} {language}</p>", "utf-8")
    (analysis.folder / "facts.json").write_text(json.dumps(facts(analysis, **changed)), "utf-8")
