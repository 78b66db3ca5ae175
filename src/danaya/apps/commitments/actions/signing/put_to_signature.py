"""Put the text of the plan to signature: fixed, numbered, in the register; nobody changes its words any more."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from danaya.apps.commitments.actions.signing.holding import lock
from danaya.apps.commitments.drafting.gates import Gate, gates_of_many
from danaya.apps.commitments.drafting.languages import placed
from danaya.apps.commitments.models import Commitment, CommitmentState, Plan, PlanState, Version
from danaya.apps.commitments.queries import with_parties
from danaya.apps.commitments.signing.journal import end_of_journal
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.register import add_entry, head_of
from danaya.apps.commitments.signing.standing import Entry, bodies_of, entries_of
from danaya.apps.commitments.signing.text import AT_SIGNATURE, Setting, for_text, plan_text
from danaya.apps.commitments.signing.tidings import tell_next, tell_to_sign
from danaya.apps.people.models import Post, Side, Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import Problem, Text
from danaya.engines.seals.plan import sealed, table_digest
from danaya.engines.seals.register import put_to_signature as put_payload


@dataclass(frozen=True, slots=True)
class Ready:
    """The commitments a text would hold, and those that wait for their checks, each with the gates that are still open."""

    new: tuple[Commitment, ...]
    """What the text promises for the first time."""
    adopted: tuple[UUID, ...]
    waiting: tuple[tuple[Commitment, tuple[Gate, ...]], ...]
    reworded: tuple[tuple[Commitment, tuple[Gate, ...]], ...] = ()
    """Those adopted whose words were changed since the signatures and do not pass their checks: nothing is put before they do."""

    @property
    def left_out(self) -> tuple[Commitment, ...]:
        """What waits for its checks."""
        return tuple(one for one, _gates in self.waiting)

    @property
    def inside(self) -> set[UUID]:
        """The keys of all that the text would hold."""
        return {*self.adopted, *(one.pk for one in self.new)}

    @property
    def running(self) -> int:
        """How many commitments of the text were adopted before."""
        return len(self.adopted)


def ready_of(plan: Plan) -> Ready:
    """Return which commitments a text put to signature now would hold: those in force, and the proposed ones whose checks pass.

    Those in force whose words were changed since the signatures are checked like proposals, ratings included; they cannot be left out.
    """
    rows = plan.commitments.filter(state__in=AT_SIGNATURE, number__isnull=False).order_by("number")
    proposed = list(with_parties(rows.filter(state=CommitmentState.PROPOSED)))
    reworded = list(with_parties(rows.filter(state=CommitmentState.ADOPTED, reworded_on__isnull=False)))
    gates = gates_of_many(plan, [*proposed, *reworded])
    return Ready(
        tuple(one for one in proposed if gates[one.pk].ready),
        tuple(rows.exclude(state=CommitmentState.PROPOSED).values_list("pk", flat=True)),
        *(
            tuple((one, gates[one.pk].open) for one in checked if not gates[one.pk].ready)
            for checked in (proposed, reworded)
        ),
    )


def forbidden(plan: Plan, ready: Ready) -> Problem | None:
    """Return what stands against putting a text to signature now, whatever is left out; nothing where it can be put."""
    try:
        refuse_unready(plan, ready, leave_out=True)
    except Problem as refused:
        return refused
    return None


@transaction.atomic
def put_to_signature(
    plan: Plan, why: Text | None = None, *, leave_out: bool = False, actor: Tenure, at: datetime
) -> Version:
    """Fix the text of the plan as it stands and ask for visas, signatures and stances.

    Parameters
    ----------
    why
        What changed since the version before, in words.
    leave_out
        Leave out proposed commitments that are not ready; else they make the act refuse.

    Raises
    ------
    Problem
        A text is at signature already, the plan is closed, a side has no body, nothing is ready, something is not ready, words hold
        a sign that nobody sees, the same text was put before.
    """
    held = lock(plan)
    ready = ready_of(held)
    refuse_unready(held, ready, leave_out=leave_out)
    number = held.versions.count() + 1
    inside = for_text(held.commitments.filter(pk__in=ready.inside))
    text = plan_text(held, inside, Setting(number, at.date(), head_of(held), end_of_journal()))
    content, table = sealed(text)
    digest = table_digest(table)
    if Version.objects.filter(digest=digest).exists():
        raise refuse("same-text")
    version: Version = Version.objects.create(
        plan=held,
        number=number,
        why=dict(why or {}),
        content=content.decode("utf-8"),
        parts=[[part.name, part.digest] for part in table],
        digest=digest,
        behind={one.reference: placed(one.behind, one.milestones.all()) for one in inside if one.behind},
        put_on=at.date(),
        put_by=actor.post,
    )
    entry = add_entry(held, put_payload(table, str(number), at.date()))
    held.state = PlanState.SIGNING
    held.save(update_fields=["state"])
    record(
        "commitments.put_to_signature",
        held,
        actor=actor,
        at=at,
        version=number,
        digest=digest,
        register=[entry.place + 1, entry.digest],
    )
    _ask(version, at)
    return version


def _refuse_unarranged(plan: Plan) -> None:
    if plan.state == PlanState.SIGNING:
        raise refuse("already-at-signature")
    if plan.state == PlanState.CLOSED:
        raise refuse("plan-closed")
    sides = set(plan.bodies.values_list("organisation__side", flat=True))
    if not {Side.CUSTOMS, Side.PRIVATE} <= sides:
        raise refuse("bodies-missing")


def refuse_unready(plan: Plan, ready: Ready, *, leave_out: bool) -> None:
    """Refuse to put a text to signature where its plan is not arranged, or what it would hold is not ready.

    Raises
    ------
    Problem
        A text is at signature already, the plan is closed, a side has no body, nothing is ready, words changed since the
        signatures do not pass their checks, something is not ready and is not to be left out.
    """
    _refuse_unarranged(plan)
    if not ready.inside:
        raise refuse("nothing-to-sign")
    if ready.reworded:
        raise refuse("reworded-not-ready", names=references([one for one, _gates in ready.reworded]))
    if ready.left_out and not leave_out:
        raise refuse("not-ready", names=references(ready.left_out))


def references(rows: Sequence[Commitment]) -> str:
    """Return ``E-03, E-07``."""
    return ", ".join(one.reference for one in rows)


def _ask(version: Version, at: datetime) -> None:
    """Tell everybody who has to do something now."""
    waiting: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in entries_of(version):
        for key, signed in zip(entry.posts, entry.by, strict=True):
            if not signed:
                waiting[key].append(entry)
    posts = Post.objects.in_bulk(list(waiting))
    tell_to_sign({posts[key]: entries for key, entries in waiting.items()}, version, at)
    for standing in bodies_of(version):
        tell_next(standing, version, at)
