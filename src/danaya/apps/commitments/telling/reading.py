"""An edition's frozen content in the words of a page: what the director reads before authorising is what everyone reads after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from danaya.apps.commitments.models import Channel, Edition, EvidenceKind
from danaya.apps.commitments.telling.editions import ABANDONED, KEPT, KEPT_LATE, OVERDUE, RUNNING
from danaya.engines.framework import load_factors
from danaya.engines.language import Text, day_in_words, in_language, typeset
from danaya.engines.seals import short

STATES = {
    KEPT: ("confirmed", pgettext_lazy("of a commitment", "kept on time")),
    KEPT_LATE: ("confirmed", pgettext_lazy("of a commitment", "kept late")),
    RUNNING: ("neutral", pgettext_lazy("of a commitment", "in progress")),
    OVERDUE: ("late", gettext_lazy("date passed, not confirmed yet")),
    ABANDONED: ("neutral", pgettext_lazy("of a commitment", "given up")),
}
"""State → look of its tag, words."""

STEPS = {
    "confirmed": ("confirmed", pgettext_lazy("of a milestone", "confirmed")),
    "partly": ("waiting", pgettext_lazy("of a milestone", "confirmed in part")),
    "open": ("neutral", pgettext_lazy("of a milestone", "not confirmed yet")),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in the language of the page, or marked as those of another where they are not translated."""

    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Public evidence of a confirmed milestone; ``id`` where a file can be taken."""

    id: str
    kind: str
    link: str
    words: str
    digest: str
    on: str


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as everyone reads it."""

    text: Piece
    look: str
    state: str
    due: str
    first_due: str
    reached_on: str
    proofs: Sequence[Proof]


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as everyone reads it."""

    reference: str
    result: Piece
    owner: str
    owner_name: str
    side: str
    counterpart: str
    region: str
    factor: str
    look: str
    state: str
    due: str
    first_due: str
    confirmed: int
    count: int
    steps: Sequence[Step]
    said: Sequence[Piece]
    changes: Sequence[str]
    ended: Mapping[str, str] | None
    answered: bool


@dataclass(frozen=True, slots=True)
class NotNow:
    """An expectation that is not taken up for now, and why."""

    reference: str
    text: Piece
    why: Piece


@dataclass(frozen=True, slots=True)
class Outside:
    """A message that may be told outside once the edition is authorised."""

    audience: Piece
    words: Piece
    channel: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An edition in the words of a page."""

    title: Piece
    starts: str
    ends: str
    on: str
    body: str
    bodies: Sequence[tuple[str, str]]
    """Acronym and name of each organisation."""
    total: int
    kept: int
    """How many commitments it has, and how many of them are confirmed in full."""
    promises: Sequence[Promise]
    not_now: Sequence[NotNow]
    messages: Sequence[Outside]


def read_edition(edition: Edition, language: str, shown: Sequence[Mapping[str, Any]] | None = None) -> Reading:
    """Return an edition in the words of ``language``; where it is read page by page, the commitments of one page alone."""
    content = edition.content
    plan, commitments = content["plan"], content["commitments"]
    with override(language):
        return Reading(
            piece(plan["title"], language),
            _day(plan["starts"], language),
            _day(plan["ends"], language),
            _day(content["on"], language),
            in_language(content["body"], language),
            _bodies(commitments, language),
            len(commitments),
            sum(STATES[one["state"]][0] == "confirmed" for one in commitments),
            [_promise(one, language) for one in (commitments if shown is None else shown)],
            [
                NotNow(one["reference"], piece(one["text"], language), piece(one["why"], language))
                for one in content["not_now"]
            ],
            [
                Outside(
                    piece(one["audience"], language), piece(one["words"], language), str(Channel(one["channel"]).label)
                )
                for one in content["messages"]
            ],
        )


def _bodies(commitments: Sequence[Mapping[str, Any]], language: str) -> list[tuple[str, str]]:
    parties = [one[name] for one in commitments for name in ("owner", "counterpart")]
    return sorted({one["acronym"]: in_language(one["name"], language) for one in parties}.items())


def piece(text: Text, language: str) -> Piece:
    """Return words of a text, marked with the language they are in."""
    words = in_language(text, language)
    code = language if text.get(language) else next((code for code, said in text.items() if said == words), language)
    return Piece(typeset(words, code), code)


def _day(iso: str, language: str) -> str:
    return day_in_words(date.fromisoformat(iso), language) if iso else ""


def _promise(one: Mapping[str, Any], language: str) -> Promise:
    look, state = STATES[one["state"]]
    region = one["region"]
    return Promise(
        reference=one["reference"],
        result=piece(one["result"], language),
        owner=one["owner"]["acronym"],
        owner_name=in_language(one["owner"]["name"], language),
        side=one["owner"]["side"],
        counterpart=one["counterpart"]["acronym"],
        region=in_language(region["name"], language) if region else "",
        factor=_factor(one["factor"], language),
        look=look,
        state=str(state),
        due=_day(one["due"], language),
        first_due=_day(one["first_due"], language) if one["first_due"] != one["due"] else "",
        confirmed=sum(step["state"] == "confirmed" for step in one["milestones"]),
        count=len(one["milestones"]),
        steps=[_step(step, language) for step in one["milestones"]],
        said=[piece(said["text"], language) for said in one["said"]],
        changes=[typeset(in_language(change["words"], language), language) for change in one["changes"]],
        ended=_ended(one["ended"], language),
        answered=bool(one["said"]),
    )


def _factor(key: str, language: str) -> str:
    names = {factor.key: factor.name for factor in load_factors()}
    return in_language(names.get(key, {}), language)


def _ended(ended: Mapping[str, Any] | None, language: str) -> Mapping[str, str] | None:
    if ended is None:
        return None
    return {
        "on": _day(ended["on"], language),
        "why": typeset(in_language(ended["why"], language), language),
        "decided_on": _day(ended["decided_on"], language),
        "reference": ended["reference"],
    }


def _step(step: Mapping[str, Any], language: str) -> Step:
    look, state = STEPS[step["state"]]
    return Step(
        piece(step["text"], language),
        look,
        str(state),
        _day(step["due"], language),
        _day(step["first_due"], language) if step["first_due"] != step["due"] else "",
        _day(step["reached_on"], language),
        [_proof(one, language) for one in step["evidence"]],
    )


def _proof(one: Mapping[str, str], language: str) -> Proof:
    named = one["link"] or one["words"] or one["id"]
    kind = str(EvidenceKind(one["kind"]).label) if named else _("evidence seen by both sides")
    return Proof(one["id"], kind, one["link"], one["words"], short(one["digest"]), _day(one["on"], language))
