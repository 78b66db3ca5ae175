"""Milestones of a commitment as they are written down: kept by their key, for claims hang on them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from danaya.apps.commitments.models import PARKED, Claim, Commitment, CommitmentState, DateChange, Milestone
from danaya.apps.commitments.problems import problem
from danaya.engines.language import Problem

if TYPE_CHECKING:
    from danaya.apps.commitments.actions.draft_commitment import Step


def keep_steps(held: Commitment, steps: "Sequence[Step]") -> bool:
    """Write the steps down in their order; tell whether anything changed.

    Raises
    ------
    Problem
        ``commitments-step-claimed``, ``commitments-date-moves``, ``commitments-steps-signed``, ``commitments-step-unknown``.
    """
    rows = {row.pk: row for row in held.milestones.all()}
    kept = [step.key for step in steps if step.key is not None]
    if len(set(kept)) != len(kept) or not set(kept) <= set(rows):
        raise _unknown()
    adopted = held.state == CommitmentState.ADOPTED
    changed = _drop((row for key, row in rows.items() if key not in kept), adopted=adopted)
    _move({rows[step.key]: place for place, step in enumerate(steps, 1) if step.key is not None})
    placed = []
    for place, step in enumerate(steps, 1):
        row = rows[step.key] if step.key is not None else Milestone(commitment=held, position=place)
        changed |= _write(row, step, adopted=adopted)
        placed.append(row)
    return _order(placed, steps) or changed


def _unknown() -> Problem:
    return problem(
        "step-unknown",
        "Un jalon de ce formulaire n'appartient plus à l'engagement : rouvrez la page, ce que vous avez écrit est gardé.",
        "A milestone of this form no longer belongs to the commitment: open the page anew, what you wrote is kept.",
    )


def _signed() -> Problem:
    return problem(
        "steps-signed",
        "Les jalons de cet engagement sont signés : leur nombre, leur début et leur poids ne changent plus, ni les mots d'un jalon "
        "déclaré. Demandez le report d'une date depuis la page de l'engagement.",
        "The milestones of this commitment are signed: their number, start and weight do not change any more, nor the words of one "
        "that is claimed. Ask for another date on the page of the commitment.",
    )


def _drop(rows: Iterable[Milestone], *, adopted: bool) -> bool:
    dropped = list(rows)
    claimed = set(Claim.objects.filter(milestone__in=dropped).values_list("milestone", flat=True))
    moved = set(DateChange.objects.filter(milestone__in=dropped).values_list("milestone", flat=True))
    for row in dropped:
        if row.pk in claimed | moved:
            raise problem(
                "step-claimed",
                "Gardez le jalon « {step} » : on y a déjà déclaré un progrès ou demandé un report.",
                "Keep the milestone “{step}”: progress was claimed on it, or a new date asked for.",
                step=str(row),
            )
    if dropped and adopted:
        raise _signed()
    Milestone.objects.filter(pk__in=[row.pk for row in dropped]).delete()
    return bool(dropped)


def _move(places: Mapping[Milestone, int]) -> None:
    """Give milestones their places one by one, so that no two ever stand on the same."""
    waiting = {row: place for row, place in places.items() if row.position != place}
    while waiting:
        taken = {row.position for row in places}
        row = next((row for row, place in waiting.items() if place not in taken), None)
        if row is None:
            row = next(iter(waiting))
            _put(row, PARKED)
            continue
        _put(row, waiting.pop(row))


def _put(row: Milestone, place: int) -> None:
    row.position = place
    row.save(update_fields=["position"])


def _write(row: Milestone, step: "Step", *, adopted: bool) -> bool:
    """Write one step; the date of an adopted one moves only by a request that its counterpart agrees to."""
    new = row._state.adding
    if not new and adopted and step.due != row.due:
        raise problem(
            "date-moves",
            "La date du jalon « {step} » est promise : demandez-en le report depuis la page de l'engagement, avec sa raison.",
            "The date of the milestone “{step}” is promised: ask for another one on the page of the commitment, with its reason.",
            step=str(row),
        )
    if adopted:
        _refuse_signed(row, step)
    facts: dict[str, Any] = {"text": dict(step.text), "weight": step.weight, "starts": step.starts, "due": step.due}
    if new or not adopted:
        facts["first_due"] = step.due
    if not new and all(getattr(row, name) == value for name, value in facts.items()):
        return False
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return True


def _refuse_signed(row: Milestone, step: "Step") -> None:
    """Refuse what would move progress without a claim or a confirmation: bars are shares of weights, dates those of the last step."""
    if row._state.adding or (step.weight, step.starts) != (row.weight, row.starts):
        raise _signed()
    translated = all(step.text.get(code) == words for code, words in row.text.items())
    if not translated and row.claims.exists():
        raise _signed()


def _order(placed: list[Milestone], steps: "Sequence[Step]") -> bool:
    changed = False
    for row, step in zip(placed, steps, strict=True):
        wanted = [*(placed[earlier - 1] for earlier in step.after), *step.awaits]
        if {one.pk for one in wanted} != _before(row):
            row.after.set(wanted)
            changed = True
    return changed


def _before(row: Milestone) -> set[UUID]:
    return set(row.after.values_list("pk", flat=True))
