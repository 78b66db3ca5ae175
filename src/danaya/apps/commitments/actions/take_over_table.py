"""Take over a follow-up table: the file is kept, its rows become drafts of the organisation that brings it, its past unconfirmed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from danaya.apps.commitments.actions.draft_commitment import Measure, Step, Wording, draft_commitment
from danaya.apps.commitments.drafting.refusing import refuse_closed_plan
from danaya.apps.commitments.drafting.taking_over import ROLES, SINGLE, Account, ToBe, account_of, propose_roles
from danaya.apps.commitments.models import Commitment, Import, Past, Plan
from danaya.apps.commitments.problems import problem
from danaya.apps.people.models import Post, Tenure
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import TABLES, discard, store
from danaya.base.files.tables import SMALL, fittest, read_table, sheets_of
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import LANGUAGES, Problem
from danaya.engines.tables import Table

KINDS = TABLES | {"docx"}
UNREAD = timedelta(days=1)
"""How long a file stays whose reading broke off."""

ASIDE = "aside"
"""Instead of two posts: the rows of these words are left aside."""

MOST = 500
"""Commitments that one table can become."""

MOST_OWNERS = 60
"""Different owners of one table: two posts are chosen for each, by hand."""


def begin_import(plan: Plan, upload: Any, *, actor: Tenure, at: datetime) -> Import:
    """Keep a table and propose what its columns say; nothing of it counts before it was checked and taken over.

    Raises
    ------
    Problem
        What is wrong with the file; ``commitments-plan-closed``.
    """
    refuse_closed_plan(plan)
    stored = store(upload, at=at, allowed=KINDS, limit=SMALL, keep_until=(at + UNREAD).date())
    made = Import(plan=plan, begun_by=actor.post, begun_on=at.date(), file=stored)
    try:
        _read_sheet(made, "")
    except Problem:
        discard(stored)
        raise
    with transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(keep_until=None)
        made.save()
        record("commitments.begin_import", plan, actor=actor, at=at, file=stored.sha256)
    return made


def sheets_in(held: Import) -> list[str]:
    """Return the sheets of the workbook, or the tables of the document."""
    return sheets_of(held.file)


def table_of(held: Import) -> Table:
    """Return the table of the sheet that is taken over."""
    return read_table(held.file, held.sheet)


def account_in(held: Import) -> Account:
    """Return what the table becomes as its columns are read now."""
    return account_of(table_of(held), roles_of(held), held.file.name)


def roles_of(held: Import) -> dict[str, str]:
    """Return what each column says."""
    return dict(held.mapping.get("roles", {}))


def language_of(held: Import) -> str:
    """Return the language of the table's words."""
    return str(held.mapping.get("language", "fr"))


def choose_sheet(held: Import, sheet: str) -> None:
    """Read another sheet and propose what its columns say.

    Raises
    ------
    Problem
        What is wrong with the sheet; ``commitments-sheet-unknown``.
    """
    _refuse_taken(held)
    if sheet not in sheets_in(held):
        raise problem("sheet-unknown", "Choisissez une feuille de la liste.", "Choose a sheet of the list.")
    _read_sheet(held, sheet)
    held.parties = {}
    held.save()


def map_columns(held: Import, roles: Mapping[str, str], language: str) -> None:
    """Keep what a person says that the columns hold.

    Raises
    ------
    Problem
        ``commitments-no-action-column``, ``commitments-column-twice``, ``commitments-owners-many``, ``commitments-taken-over``.
    """
    _refuse_taken(held)
    given = [role for role in roles.values() if role in SINGLE]
    if "result" not in given:
        raise problem(
            "no-action-column",
            "Dites quelle colonne contient l'action ou l'engagement.",
            "Say which column holds the action or commitment.",
        )
    if len(set(given)) != len(given):
        raise problem(
            "column-twice",
            "Deux colonnes ont le même rôle : gardez-en une, et laissez l'autre dans l'historique.",
            "Two columns have the same role: keep one, and leave the other in the history.",
        )
    known = {name: role for name, role in roles.items() if role in ROLES}
    owners = account_of(table_of(held), known, held.file.name).owners
    if len(owners) > MOST_OWNERS:
        raise problem(
            "owners-many",
            "Cette colonne nomme {count} responsables différents ({most} au plus) : est-ce la bonne ? Sinon, partagez le tableau.",
            "This column names {count} different owners ({most} at most): is it the right one? If so, split the table.",
            count=len(owners),
            most=MOST_OWNERS,
        )
    held.mapping = {"roles": known, "language": language if language in LANGUAGES else "fr"}
    held.save(update_fields=["mapping"])


def name_parties(held: Import, parties: Mapping[str, Sequence[str] | str]) -> None:
    """Keep which two posts stand for each owner's words, or that its rows are left aside.

    Raises
    ------
    Problem
        ``commitments-taken-over``.
    """
    _refuse_taken(held)
    held.parties = {words: posts if posts == ASIDE else list(posts) for words, posts in parties.items()}
    held.save(update_fields=["parties"])


@transaction.atomic
def take_over(held: Import, *, actor: Tenure, at: datetime) -> list[Commitment]:
    """Make drafts of the rows whose parties were chosen; each keeps what the table said of its past.

    Raises
    ------
    Problem
        ``commitments-taken-over`` where it was done already; ``commitments-parties-missing``; ``commitments-table-long``;
        ``commitments-same-side`` …
    """
    kept = locked(Import.objects).select_related("plan", "file").get(pk=held.pk)
    _refuse_taken(kept)
    rows = account_in(kept).rows
    if len(rows) > MOST:
        raise problem(
            "table-long",
            "Ce tableau donnerait {count} engagements. Partagez-le : {most} au plus à la fois.",
            "This table would become {count} commitments. Split it: {most} at most at a time.",
            count=len(rows),
            most=MOST,
        )
    posts = _posts(kept)
    taken = [row for row in rows if kept.parties.get(row.owner) != ASIDE]
    if not taken or any(row.owner not in posts for row in taken):
        raise problem(
            "parties-missing",
            "Choisissez le porteur et la contrepartie de chaque ligne, ou laissez-la de côté.",
            "Choose owner and counterpart of each row, or leave it aside.",
        )
    made = [_draft(kept, row, posts[row.owner], actor, at) for row in taken]
    kept.taken_on = at.date()
    kept.save(update_fields=["taken_on"])
    record("commitments.take_over_table", kept.plan, actor=actor, at=at, file=kept.file.sha256, count=len(made))
    return made


@transaction.atomic
def give_up_import(held: Import, *, actor: Tenure, at: datetime) -> None:
    """Remove a table of which nothing was taken over.

    Raises
    ------
    Problem
        ``commitments-taken-over``.
    """
    _refuse_taken(held)
    record("commitments.give_up_import", held.plan, actor=actor, at=at, file=held.file.sha256)
    stored = held.file
    held.delete()
    discard(stored)


def _read_sheet(held: Import, sheet: str) -> None:
    sheets = sheets_of(held.file)
    table = read_table(held.file, sheet) if sheet else fittest(held.file, sheets, _fit)
    held.sheet = table.sheet or ""
    language = str(held.mapping.get("language", "fr"))
    held.mapping = {"roles": propose_roles(table), "language": language}


def _fit(table: Table) -> float:
    """Return how much of a follow-up table a sheet looks: columns that are understood, then rows."""
    roles = set(propose_roles(table).values()) - {"past"}
    return (
        len(roles & {"owner", "due", "counterpart", "evidence", "step"}) * 1000.0 + table.height
        if table.height
        else 0.0
    )


def _refuse_taken(held: Import) -> None:
    if held.taken_on is not None:
        raise problem(
            "taken-over",
            "Ce tableau a déjà été repris : ses engagements sont dans vos projets.",
            "This table was taken over already: its commitments are among your drafts.",
        )


def _posts(held: Import) -> dict[str, tuple[Post, Post]]:
    keys = {key for posts in held.parties.values() if posts != ASIDE for key in posts}
    found = {str(post.pk): post for post in Post.objects.select_related("organisation").filter(pk__in=keys)}
    return {
        words: (found[posts[0]], found[posts[1]])
        for words, posts in held.parties.items()
        if posts != ASIDE and len(posts) == 2 and set(posts) <= set(found)
    }


def _draft(held: Import, row: ToBe, parties: tuple[Post, Post], actor: Tenure, at: datetime) -> Commitment:
    made = draft_commitment(held.plan, wording_of_row(held, row, parties), imported=True, actor=actor, at=at)
    Past.objects.bulk_create(
        Past(commitment=made, heading=one.heading, text=one.text, place=one.place) for one in row.past
    )
    return made


def wording_of_row(held: Import, row: ToBe, parties: tuple[Post, Post]) -> Wording:
    """Return a row as a wording: what it says and nothing it does not."""
    code, plan = language_of(held), held.plan
    steps = tuple(
        Step({code: words}, 1, starts or min(plan.starts, due), due)
        for words, starts, due in sorted(row.steps, key=lambda step: step[2])
    )
    measure = Measure({code: row.indicator}, {}, "up") if row.indicator else None
    return Wording(
        result={code: row.result},
        problem={code: row.problem} if row.problem else {},
        owner=parties[0],
        counterpart=parties[1],
        trigger={},
        starts=min([plan.starts, *(step.starts for step in steps)]),
        steps=steps,
        evidence={code: row.evidence} if row.evidence else {},
        measure=measure,
    )
