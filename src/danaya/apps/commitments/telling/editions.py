"""What everyone may read of a plan: confirmed progress and nothing else, frozen as plain values, so that what is authorised is what is shown.

Left out: what is only claimed, what is contested, drafts, evidence that is not public, the names under which expectations were
written, and posts: organisations answer for what they promise.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import (
    Commitment,
    CommitmentState,
    Decision,
    Edition,
    Evidence,
    EvidenceKind,
    ExpectationBasis,
    Message,
    Milestone,
    Plan,
)
from danaya.apps.commitments.queries import in_force
from danaya.apps.commitments.telling.changes import Change, changes_of
from danaya.apps.commitments.telling.outside import as_held, messages_outside
from danaya.apps.dialogue.models import Expectation, Fate, FateKind
from danaya.apps.dialogue.models.expectations import State as Shown
from danaya.apps.people.models import Account, Administration, Organisation
from danaya.base.files.models import Visibility
from danaya.engines import followup
from danaya.engines.followup import Answer, Keeping
from danaya.engines.language import Problem, Text
from danaya.engines.seals import digest

Content = Mapping[str, Any]

KEPT, KEPT_LATE, RUNNING, OVERDUE, ABANDONED = "kept", "kept-late", "running", "overdue", "abandoned"

STATES: Mapping[Keeping, str] = {
    Keeping.ON_TIME: KEPT,
    Keeping.LATE: KEPT_LATE,
    Keeping.ABANDONED: ABANDONED,
    Keeping.RUNNING: RUNNING,
    Keeping.OVERDUE: OVERDUE,
    # Claimed in full and not answered: a reader outside is not told that anything was claimed.
    Keeping.AWAITING: OVERDUE,
}
"""What became of a promise → what everyone is told of it."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stands around the commitments of a plan, by their keys or by those of their milestones."""

    facts: Mapping[UUID, followup.Commitment]
    milestones: Mapping[UUID, list[Milestone]]
    evidence: Mapping[UUID, list[Evidence]]
    """Public evidence by its claim."""
    said: Mapping[UUID, list[Expectation]]
    changes: Mapping[UUID, list[Change]]
    decisions: Mapping[UUID, Decision]
    """The one that abandoned it: others about the same commitment are not told outside."""


def content_of(plan: Plan, today: date) -> dict[str, Any]:
    """Return what everyone may read of ``plan`` as it stands on ``today``, as JSON values."""
    rows = list(in_force(plan).order_by("number"))
    parts = _parts(plan, rows, today)
    return {
        "plan": {"title": dict(plan.title), "starts": plan.starts.isoformat(), "ends": plan.ends.isoformat()},
        "on": today.isoformat(),
        "body": _administration(),
        "commitments": [_commitment(row, parts, today) for row in rows if row.pk in parts.facts],
        "not_now": _not_now(plan),
        "messages": messages_outside(plan),
    }


def _administration() -> Text:
    current = Administration.current()
    return dict(current.name) if current else {}


def _parts(plan: Plan, rows: Sequence[Commitment], today: date) -> _Parts:
    keys = [row.pk for row in rows]
    milestones: dict[UUID, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.filter(commitment__in=keys).order_by("position"):
        milestones[milestone.commitment_id].append(milestone)
    evidence: dict[UUID, list[Evidence]] = defaultdict(list)
    shown = Evidence.objects.filter(
        claim__milestone__commitment__in=keys, visibility=Visibility.PUBLIC, replaced_by__isnull=True
    )
    for one in shown.select_related("file").order_by("on", "digest"):
        evidence[one.claim_id].append(one)
    said: dict[UUID, list[Expectation]] = defaultdict(list)
    bases = ExpectationBasis.objects.filter(
        commitment__in=keys, expectation__state=Shown.CLEARED, expectation__consultation__for_everyone=True
    )
    for basis in bases.select_related("expectation").order_by("expectation__number"):
        said[basis.commitment_id].append(basis.expectation)
    decided = Decision.objects.filter(commitment__in=keys, chosen__isnull=False).order_by("decided_on")
    return _Parts(
        facts_of(rows, today),
        milestones,
        evidence,
        said,
        changes_of(in_force(plan)),
        {one.commitment_id: one for one in decided if one.commitment_id and one.abandons},
    )


def _commitment(row: Commitment, parts: _Parts, today: date) -> dict[str, Any]:
    fact = parts.facts[row.pk]
    return {
        "reference": row.reference,
        "result": dict(row.result),
        "problem": dict(row.problem),
        "factor": row.factor,
        "owner": _organisation(row.owner.organisation),
        "counterpart": _organisation(row.counterpart.organisation),
        "region": {"code": row.region.code, "name": dict(row.region.name)} if row.region else None,
        "first_due": fact.first_due.isoformat(),
        "due": fact.due.isoformat(),
        "state": STATES[followup.keeping_of(fact, today)],
        "confirmed": round(followup.progress_of(fact, today).confirmed),
        "ended": _ended(row, parts.decisions.get(row.pk)),
        "milestones": [
            _milestone(milestone, step, fact, parts)
            for milestone, step in zip(parts.milestones[row.pk], fact.milestones, strict=True)
        ],
        "said": [{"reference": one.reference, "text": dict(one.text)} for one in parts.said.get(row.pk, ())],
        "changes": [
            {"number": one.finding.number, "words": one.words(), "improved": one.improved}
            for one in parts.changes.get(row.pk, ())
            if one.is_public
        ],
    }


def _organisation(organisation: Organisation) -> dict[str, Any]:
    return {"acronym": organisation.acronym, "name": dict(organisation.name), "side": organisation.side}


def _ended(row: Commitment, decision: Decision | None) -> dict[str, Any] | None:
    if row.state != CommitmentState.ABANDONED or row.ended_on is None:
        return None
    taken = decision is not None and decision.decided_on is not None
    return {
        "on": row.ended_on.isoformat(),
        "why": dict(row.ended_why),
        "decided_on": decision.decided_on.isoformat() if decision and decision.decided_on else "",
        "reference": decision.reference if decision and taken else "",
    }


def _milestone(
    milestone: Milestone, step: followup.Milestone, fact: followup.Commitment, parts: _Parts
) -> dict[str, Any]:
    """A milestone with what was confirmed of it; whether it was claimed or contested besides is not told."""
    state, reached, claim = _confirmed(step, fact)
    return {
        "text": dict(milestone.text),
        "first_due": milestone.first_due.isoformat(),
        "due": milestone.due.isoformat(),
        "state": state,
        "reached_on": reached.isoformat() if reached else "",
        "evidence": [_evidence(one) for one in parts.evidence.get(UUID(claim), ())] if claim else [],
    }


def _confirmed(step: followup.Milestone, fact: followup.Commitment) -> tuple[str, date | None, str]:
    """Return what the counterpart confirmed of a milestone, the day and the claim it confirmed in full."""
    partly = False
    for claim in fact.claims_of(step):
        answer = fact.answer_to(claim)
        if answer and answer.answer is Answer.FULL:
            return "confirmed", claim.day, claim.key
        partly = partly or (answer is not None and answer.answer is Answer.PART)
    return "partly" if partly else "open", None, ""


def _evidence(one: Evidence) -> dict[str, Any]:
    words = one.statement if one.kind == EvidenceKind.STATEMENT else ""
    return {
        "id": str(one.pk) if one.file_id else "",
        "kind": one.kind,
        "link": one.link,
        "words": "" if names_in(words) else words,
        "digest": one.digest,
        "on": one.on.isoformat(),
    }


def _not_now(plan: Plan) -> list[dict[str, Any]]:
    """Expectations answered "not now", with the reason that was signed; none that a commitment answers.

    None either where those who took part were not told that everyone might read them.
    """
    if plan.consultation is None or not plan.consultation.for_everyone:
        return []
    answered = ExpectationBasis.objects.filter(commitment__in=in_force(plan)).values("expectation")
    shown = Expectation.objects.filter(
        consultation=plan.consultation_id, state=Shown.CLEARED, merged_into=None
    ).exclude(pk__in=answered)
    latest: dict[UUID, Fate] = {}
    for fate in Fate.objects.filter(expectation__in=shown).select_related("expectation").order_by("number"):
        latest[fate.expectation_id] = fate
    refused = [fate for fate in latest.values() if fate.kind == FateKind.NOT_NOW]
    return [
        {"reference": one.expectation.reference, "text": dict(one.expectation.text), "why": dict(one.reason)}
        for one in sorted(refused, key=lambda one: one.expectation.number or 0)
    ]


def names_in(words: str) -> list[str]:
    """Return the names of persons known here that stand in ``words``: first and last name together."""
    names = Account.objects.exclude(display_name="").order_by("display_name").values_list("display_name", flat=True)
    return list(_found(words, tuple(names.distinct())))


@lru_cache(maxsize=2)
def _found(words: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that stand in ``words``: a large edition is looked through once, not with each of its pages."""
    plain = " ".join(words.split()).casefold()
    whole = {name: " ".join(name.split()).casefold() for name in names if len(name.split()) > 1}
    return tuple(name for name, sought in whole.items() if sought in plain)


def named_in(content: Content) -> list[str]:
    """Return the names of persons that stand anywhere in an edition: its reader is warned before authorising."""
    return names_in(json.dumps(content, ensure_ascii=False))


def is_whole(edition: Edition) -> bool:
    """Whether the content is still the one its digest was made of; quickly where it came :func:`as_stored`."""
    stored = getattr(edition, "stored", None)
    return _belongs(stored, edition.digest) if stored is not None else _matches(edition.content, edition.digest)


def as_stored(rows: QuerySet[Edition]) -> QuerySet[Edition]:
    """Fetch the stored text of each content along, by which a content that was checked before is known again."""
    return rows.annotate(stored=Cast("content", TextField()))


def _matches(content: Any, sealed: str) -> bool:
    try:
        return digest(content) == sealed
    except Problem:
        return False


MOST_CHECKED = 100
_checked: dict[tuple[str, str], bool] = {}
"""Stored text (its SHA-256) and digest → whether they belong together: canonical bytes of a large plan take half a second."""


def _belongs(text: str, sealed: str) -> bool:
    key = sha256(text.encode("utf-8")).hexdigest(), sealed
    if key not in _checked:
        if len(_checked) >= MOST_CHECKED:
            _checked.clear()
        _checked[key] = _matches(json.loads(text), sealed)
    return _checked[key]


def public_editions(plans: Iterable[Plan] | None = None) -> list[Edition]:
    """Return what everyone may read: of each plan the newest edition that was ever authorised, unless it was withdrawn.

    An earlier one never comes back by itself; one whose content was altered in the database is not shown. The content is read when
    it is asked for.
    """
    rows = Edition.objects.filter(authorised_on__isnull=False)
    if plans is not None:
        rows = rows.filter(plan__in=plans)
    newest: dict[UUID, UUID] = {}
    for key, plan in rows.order_by("-number").values_list("pk", "plan"):
        newest.setdefault(plan, key)
    found = rows.filter(pk__in=newest.values()).select_related("plan", "authorised_by").order_by("-plan__starts")
    return [edition for edition in as_stored(found).defer("content") if edition.is_public and is_whole(edition)]


def public_edition(plan: Plan) -> Edition | None:
    """Return what everyone may read of a plan."""
    return next(iter(public_editions([plan])), None)


def covering(message: Message, day: date) -> Edition | None:
    """Return the edition under which a message may be told outside on ``day``; none where the director authorised no such words.

    It is the newest one authorised by that day, unless it was withdrawn by then: an earlier one never comes back by itself.
    """
    newest = as_stored(message.plan.editions.filter(authorised_on__lte=day).order_by("-number")).first()
    if newest is None or not is_whole(newest) or (newest.withdrawn_on is not None and newest.withdrawn_on <= day):
        return None
    return newest if as_held(message) in newest.content["messages"] else None
