"""Release the published tables of an analysis: from then on they stand in the ledger."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from danaya.apps.findings.actions.make_pack import read_result
from danaya.apps.findings.ledger import parts_of, read_ledger, released_dataset
from danaya.apps.findings.models import Analysis, Release
from danaya.apps.people.models import Tenure
from danaya.base.files.models import Visibility
from danaya.base.journal.entries import record
from danaya.engines.language import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danaya.engines.disclosure import Ledger
    from danaya.engines.disclosure import Release as LedgerEntry


@transaction.atomic
def release_results(
    analysis: Analysis, *, visibility: Visibility = Visibility.FORUM, actor: Tenure | None, at: datetime
) -> Release:
    """Let the forum (or the programme, or everyone) read the analysis.

    Raises
    ------
    Problem, Problems
        Where its data were superseded, it was released already, something else of the same data was released since it was
        made, or its difference to an earlier release shows a few people.
    """
    refuse_unfit(analysis, visibility)
    result = read_result(analysis)
    entry = result.release(str(analysis.pk), released_dataset(analysis.dataset))
    earlier = result.earlier_release(str(analysis.pk), released_dataset(analysis.earlier_dataset))
    refuse_differences(analysis, [entry, *([earlier] if earlier else [])])
    release = Release.objects.create(
        analysis=analysis,
        visibility=visibility,
        ledger_entry={**entry.plain(), "earlier": earlier.plain() if earlier else None},
        released_at=at,
        released_by=actor.post if actor else None,
    )
    record("findings.release_results", release, actor=actor, at=at, digest=analysis.digest, visibility=str(visibility))
    return release


def refuse_unfit(analysis: Analysis, visibility: Visibility) -> None:
    """Refuse what can be told without opening the result."""
    if visibility == Visibility.TEAM:
        raise Problem(
            "release-to-nobody",
            {
                "fr": "Choisissez à qui diffuser : l'équipe lit déjà cette analyse.",
                "en": "Choose whom to release to: the team reads this analysis already.",
            },
        )
    if analysis.rests_on_superseded:
        raise Problem(
            "release-superseded",
            {
                "fr": "Ces données ont été remplacées. Analysez la ronde à nouveau, puis diffusez cette analyse-là.",
                "en": "These data have been replaced. Analyse the round again, then release that analysis.",
            },
        )
    if analysis.is_released:
        raise Problem(
            "release-twice",
            {
                "fr": "Cette analyse est déjà diffusée : il n'y a rien de plus à faire.",
                "en": "This analysis has been released already: there is nothing more to do.",
            },
        )


def refuse_differences(analysis: Analysis, entries: "Sequence[LedgerEntry]") -> None:
    """Refuse a release whose difference to earlier ones could show a few people.

    The analysis itself was protected row by row against the ledger it knew; so nothing about the same data may have been
    released since, and the sums are held against the whole ledger once more. The first of ``entries`` is of its own round, a
    second one of the earlier round, which its changes tell.
    """
    from danaya.engines.disclosure import check  # noqa: PLC0415  # slow import

    ledger = read_ledger()
    if released_since(analysis, ledger, entries[0]) or any(
        released_since(analysis, ledger, entry) and not is_known(ledger, entry) for entry in entries[1:]
    ):
        raise Problem(
            "release-outdated",
            {
                "fr": "Une autre analyse des mêmes données a été diffusée depuis. Analysez la ronde à nouveau : la nouvelle "
                "analyse tiendra compte de cette diffusion.",
                "en": "Another analysis of the same data has been released since. Analyse the round again: the new analysis "
                "will take that release into account.",
            },
        )
    refusals = [refusal for entry in entries for refusal in check(ledger, entry)]
    if refusals:
        raise Problems(Problem("release-difference", refusal.reason) for refusal in refusals)


def is_known(ledger: "Ledger", entry: "LedgerEntry") -> bool:
    """Tell whether everything in ``entry`` was released before, of the same data."""
    known = {cell for release in ledger.releases if release.dataset == entry.dataset for cell in release.cells}
    return known.issuperset(entry.cells)


def released_since(analysis: Analysis, ledger: "Ledger", entry: "LedgerEntry") -> bool:
    """Tell whether something about the same people was released after the analysis was made."""
    same_people = {entry.dataset, *ledger.related(entry)}
    later = Release.objects.filter(released_at__gt=analysis.made_at).values_list("ledger_entry", flat=True)
    return any(part["dataset"] in same_people for known in later for part in parts_of(known))
