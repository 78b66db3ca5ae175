"""Signatures of the version in force that their bodies contested: what is marked with it, what everyone is told of it."""

from collections.abc import Iterator
from itertools import groupby

from danaya.apps.commitments.models import Plan, Signature
from danaya.apps.commitments.signing.sheets import lost_in
from danaya.apps.commitments.signing.versions import last_adopted
from danaya.engines.language import Text, day_in_words, in_language

SAID: Text = {
    "fr": "{body} conteste depuis le {day} la feuille enregistrée en son nom{references}. Tant qu'elle n'est pas signée à nouveau, ce "
    "plan ne porte pas les signatures des deux parties.",
    "en": "{body} has contested since {day} the sheet entered in its name{references}. Until it is signed anew, this plan does not bear the "
    "signatures of both sides.",
}


def lost_of(plan: Plan) -> list[Signature]:
    """Return the signatures of the version in force that their bodies contested and nobody has given anew."""
    version = last_adopted(plan)
    return [] if version is None else lost_in(version)


def mark_contested(plan: Plan) -> None:
    """Write down on each commitment since when a signature of it that is in force is contested; take the mark off all others."""
    since = {one.commitment_id: one.answer.on for one in reversed(lost_of(plan)) if one.commitment_id}
    marked = plan.commitments.filter(sheet_contested_on__isnull=False)
    marked.exclude(pk__in=since).update(sheet_contested_on=None)
    for key, day in since.items():
        plan.commitments.filter(pk=key).update(sheet_contested_on=day)


def contested_words(plan: Plan, language: str) -> list[str]:
    """Return what everyone is told of signatures contested since the plan was adopted, a sentence for each body and day."""
    return list(_sentences(lost_of(plan), language))


def _sentences(lost: list[Signature], language: str) -> Iterator[str]:
    def of(one: Signature) -> tuple[str, str]:
        return one.answer.on.isoformat(), one.organisation.acronym

    for (_day, body), rows in groupby(sorted(lost, key=of), of):
        held = list(rows)
        names = ", ".join(one.commitment.reference for one in held if one.commitment)
        references = f" ({names})" if names else ""
        day = day_in_words(held[0].answer.on, language)
        yield in_language(SAID, language).format(body=body, day=day, references=references)
