"""Rounds made for tests: small codebooks and files of answers, through the actions of the room."""

import csv
import io
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.actions.close_round import close_round
from danaya.apps.rounds.actions.create_round import OFFICIALS, PRIVATE, create_round
from danaya.apps.rounds.actions.fill_codebook import fill_from_study
from danaya.apps.rounds.actions.import_answers import upload_answers
from danaya.apps.rounds.actions.report_results import report_results
from danaya.apps.rounds.models import Dataset, ImportDraft, ReportedTable, Round
from danaya.engines.restitution import ReportedResult, Study, parse_study

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
TITLE = {"fr": "Sondage d'essai", "en": "Trial survey"}
LABEL = {"fr": "Ronde 1", "en": "Round 1"}

DESIGN = """
title = { fr = "Sondage d'essai", en = "Trial survey" }
label = { fr = "Ronde 1", en = "Round 1" }
year = "2026"
audience_column = "public"

[design]
strata = ["strate"]
clusters = ["lieu"]
weights = "poids"
lonely = "adjust"
selection = "quota"

[audiences.officials]
name = { fr = "Agents des douanes", en = "Customs officials" }
side = "customs"
values = [1]
target = 50
population = 400

[audiences.private]
name = { fr = "Secteur privé", en = "Private sector" }
side = "private"
values = [2]
selection = "quota"
target = 40

[domains.region]
column = "region"
name = { fr = "Région", en = "Region" }
kind = "region"
levels = [
  { code = 1, name = { fr = "Nord", en = "North" } },
  { code = 2, name = { fr = "Sud", en = "South" } },
]

[scales.agreement]
answers = [
  { code = 1, label = { fr = "Pas d'accord", en = "Disagree" }, score = 0 },
  { code = 2, label = { fr = "Ni l'un ni l'autre", en = "Neither" }, score = 5, is = "neutral" },
  { code = 3, label = { fr = "D'accord", en = "Agree" }, score = 10, is = "favourable" },
  { code = 97, label = { fr = "Question non posée", en = "Not asked" }, is = "not_asked" },
  { code = 98, label = { fr = "Je ne sais pas", en = "I don't know" }, is = "dont_know" },
  { code = 99, label = { fr = "Je préfère ne pas répondre", en = "I prefer not to answer" }, is = "refusal" },
]

[[items]]
key = "rules_clear"
column = "q1"
text = { fr = "Les règles sont claires.", en = "The rules are clear." }
scale = "agreement"
factor = "regulation"
audiences = ["officials", "private"]

[[items]]
key = "speak_up"
column = "q2"
text = { fr = "On peut parler sans crainte.", en = "People can speak without fear." }
scale = "agreement"
factor = "morale"
audiences = ["officials", "private"]
sensitive = true
freely = true
"""


def small_study() -> Study:
    """Two audiences, two questions, one region; strata, clusters and weights."""
    return parse_study(DESIGN)


def make_round(**facts: Any) -> Round:
    """A round in preparation, without questions."""
    defaults = {"title": TITLE, "label": LABEL, "year": 2026, "actor": None, "at": AT}
    return create_round(**{**defaults, **facts})


def make_filled_round(**facts: Any) -> Round:
    """A round whose questionnaire and design are those of ``DESIGN``."""
    round_ = make_round(**facts)
    fill_from_study(round_, small_study(), actor=None, at=AT)
    return round_


def rows_of_answers(officials: int = 30, private: int = 24) -> list[dict[str, Any]]:
    """Answers of a delivered file: two strata of two places each per audience, everything understood."""
    rows = []
    for audience, count in ((1, officials), (2, private)):
        for number in range(count):
            stratum = number % 2
            rows.append(
                {
                    "public": audience,
                    "strate": f"s{audience}{stratum}",
                    "lieu": f"p{audience}{stratum}{number % 4 // 2}",
                    "poids": 2.5 if audience == 1 else 1,
                    "region": 1 + stratum,
                    "q1": 1 + number % 3,
                    "q2": (1, 3, 98, 99)[number % 4],
                }
            )
    return rows


def csv_of(rows: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def answers_file(rows: list[dict[str, Any]] | None = None, name: str = "answers.csv") -> ContentFile[bytes]:
    """A delivered file."""
    return ContentFile(csv_of(rows or rows_of_answers()), name)


def make_draft(round_: Round | None = None, rows: list[dict[str, Any]] | None = None, **facts: Any) -> ImportDraft:
    """A file that was uploaded and read."""
    return upload_answers(round_ or make_filled_round(), answers_file(rows), actor=None, at=AT, **facts)


def close(round_: Round, actor: Tenure | None = None) -> Dataset:
    """Close a round whose draft is complete, in an order that is the same each time."""
    return close_round(round_, order=random.Random(7), actor=actor, at=AT)


def make_closed_round(**facts: Any) -> Round:
    """A round that is closed with the answers of ``rows_of_answers``."""
    round_ = make_filled_round(**facts)
    make_draft(round_)
    close(round_)
    return round_


def figures() -> list[ReportedResult]:
    """A few reported figures."""
    return [
        ReportedResult("officials", "leadership", "score", 6.8, 210),
        ReportedResult("private", "leadership", "score", 4.5, 60),
        ReportedResult("private", "", "share", 0.42),
    ]


def make_reported_round(**facts: Any) -> tuple[Round, ReportedTable]:
    """A round that is closed with reported figures."""
    audiences = [{**facts_, "selection": "quota"} for facts_ in (OFFICIALS, PRIVATE)]
    round_ = make_round(kind="reported", audiences=audiences, **facts)
    return round_, report_results(round_, figures(), source="Cabinet, 2021", actor=None, at=AT)


def contents() -> list[str]:
    """The contents that stand in the folder of files."""
    root = Path(default_storage.path(""))
    return sorted(entry.name for entry in root.rglob("*") if entry.is_file()) if root.is_dir() else []
