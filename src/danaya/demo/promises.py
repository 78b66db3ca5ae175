"""The common action plan of Tamarie: what was promised, signed, claimed, answered and told, out of which its chapter is told. Data only."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from danaya.demo.tamarie import YEAR_ZERO
from danaya.engines.language import Text

FOLDER = Path(__file__).parent / "data"
SEED = 20240610

TITLE: Text = {
    "fr": "Plan d'action commun 2024-2026",
    "en": "Common action plan 2024-2026",
}
STARTS, ENDS = date(YEAR_ZERO, 7, 8), date(YEAR_ZERO + 2, 12, 31)
MADE_ON = date(YEAR_ZERO, 6, 10)
"""The first day of the workshop in Naoré; drafts followed the next day, proposals on the last."""
DRAFTED_ON, PROPOSED_ON = date(YEAR_ZERO, 6, 11), date(YEAR_ZERO, 6, 12)
RATED_ON = {"customs": date(YEAR_ZERO, 6, 18), "private": date(YEAR_ZERO, 6, 20)}
PUT_ON, SIGNED_ON, ADOPTED_ON = date(YEAR_ZERO, 6, 24), date(YEAR_ZERO, 6, 28), date(YEAR_ZERO, 7, 5)

SECRETARIES = ("coordination-integrite", "ccit-secretariat")
MOST_AT_ONCE = 6

BODIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "DGDT": ("directeur-general", ("analyse-integrite", "coordination-integrite")),
    "CPT": ("cpt-secretariat", ()),
    "CCIT": ("ccit-secretariat", ()),
    "FCDT": ("fcdt-secretariat", ()),
    "UTR": ("utr-secretariat", ()),
    "AIT": ("ait-secretariat", ()),
    "AFCT": ("afct-presidence", ()),
}
"""Acronym → the post that signs for the body, and those whose visas come first."""

RESERVATION = (
    "Le CPT adopte le plan, sous réserve que le plan de rotation des agents soit publié avant le 30 juin 2025 "
    "et que ses membres soient consultés sur la liste des postes exposés."
)
RESERVED_BY, ON_PAPER = "CPT", "UTR"
"""Who adopted with a written reservation, and who signed on paper, its own commitment too."""

EDITIONS = (
    (date(YEAR_ZERO + 2, 1, 20), date(YEAR_ZERO + 2, 1, 27)),
    (date(YEAR_ZERO + 2, 7, 14), date(YEAR_ZERO + 2, 7, 21)),
)
"""Days on which what everyone may read was prepared, and authorised by the director."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the owner said of a milestone (its place), and what the counterpart answered; ``outcome``: of a meeting that settled it."""

    milestone: int
    on: date
    text: str
    kind: str = "file"
    answer: str = ""
    answered: date | None = None
    reason: str = ""
    outcome: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A milestone whose date was put off: asked on ``on`` with its reason, agreed to on ``answered``."""

    milestone: int
    on: date
    due: date
    reason: str
    answered: date


@dataclass(frozen=True, slots=True)
class Updated:
    """The owner's answers to the three questions."""

    on: date
    done: str = ""
    obstacle: str = ""
    help: str = ""
    next: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment as it is told. ``ratings``: side → ambition and realism; ``dues``: days first promised, by milestone."""

    key: str
    model: str
    owner: str
    counterpart: str
    result: Text
    expectations: tuple[str, ...]
    objectives: tuple[str, ...]
    baseline: float
    baseline_source: Text
    target: float
    dues: tuple[date, ...]
    ratings: Mapping[str, tuple[int, int]]
    claims: tuple[Claimed, ...]
    moves: tuple[Moved, ...] = ()
    updates: tuple[Updated, ...] = ()
    problem: Text = field(default_factory=dict)
    region: str = ""
    option: str = ""
    series: str = ""
    budget: int | None = None
    budget_source: Text = field(default_factory=dict)
    nil: bool = False
    paper: bool = False
    indicator: Text = field(default_factory=dict)
    unit: Text = field(default_factory=dict)
    better: str = ""
    abandoned: Mapping[str, Any] | None = None
    help: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision asked of the director; ``options``: words, consequence, whether it abandons; ``chosen`` counts from 0."""

    commitment: str
    asked: date
    question: Text
    options: tuple[tuple[Text, Text, bool], ...]
    decided: date | None = None
    chosen: int = 0
    reference: str = ""
    follow_up: str = ""
    followed: date | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the communication plan."""

    audience: Text
    words: Text
    channel: str
    by: str
    planned: date
    commitment: str = ""
    done: date | None = None


@cache
def load_promises() -> tuple[Promise, ...]:
    """Return the commitments in the order of the file."""
    return tuple(_promise(row) for row in _plan()["commitments"])


@cache
def load_asked() -> tuple[Asked, ...]:
    """Return what was asked of the director."""
    return tuple(_asked(row) for row in _plan()["decisions"])


@cache
def load_messages() -> tuple[Message, ...]:
    """Return the communication plan."""
    return tuple(Message(words=_both(row), **row) for row in map(dict, _plan()["messages"]))


@cache
def load_frameworks() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return ``frameworks`` with their objectives, and ``series`` with their values, as the file holds them."""
    return tomllib.loads((FOLDER / "frameworks.toml").read_text("utf-8"))


@cache
def _plan() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "plan.toml").read_text("utf-8"))


def _both(row: dict[str, Any], suffix: str = "") -> Text:
    return {code: row.pop(code + suffix) for code in ("fr", "en")}


def _promise(row: Mapping[str, Any]) -> Promise:
    facts = dict(row)
    lists: dict[str, Any] = {name: tuple(facts.pop(name)) for name in ("expectations", "objectives", "dues")}
    return Promise(
        result=_both(facts),
        claims=tuple(Claimed(**one) for one in facts.pop("claims")),
        moves=tuple(Moved(**one) for one in facts.pop("moves", ())),
        updates=tuple(Updated(**one) for one in facts.pop("updates", ())),
        ratings={side: (ambition, realism) for side, (ambition, realism) in facts.pop("ratings").items()},
        **lists,
        **facts,
    )


def _asked(row: Mapping[str, Any]) -> Asked:
    facts = dict(row)
    options = tuple(
        (_both(one), _both(one, "2"), one.get("abandons", False)) for one in map(dict, facts.pop("options"))
    )
    return Asked(options=options, **facts)
