"""Release the published tables of an analysis: from then on they stand in the ledger."""

import json
from datetime import datetime

from django.db import transaction

from danaya.apps.findings.ledger import read_ledger
from danaya.apps.findings.models import Analysis, Release
from danaya.apps.people.models import Tenure
from danaya.base.files.models import Visibility
from danaya.base.journal.entries import record
from danaya.engines.language import Problem, Problems


@transaction.atomic
def release_results(
    analysis: Analysis, *, visibility: Visibility = Visibility.FORUM, actor: Tenure | None, at: datetime
) -> Release:
    """Let the forum (or the programme, or everyone) read the analysis.

    Raises
    ------
    Problem, Problems
        Where its data were superseded, it was released already, or its difference to an earlier release shows a few people.
    """
    from danaya.engines.disclosure import check  # noqa: PLC0415  # slow import
    from danaya.engines.restitution import Analysis as Result  # noqa: PLC0415  # slow import

    if analysis.rests_on_superseded:
        raise Problem(
            "release-superseded",
            {
                "fr": "Ces données ont été remplacées. Analysez la ronde à nouveau, puis diffusez cette analyse.",
                "en": "These data have been replaced. Analyse the round again, then release that analysis.",
            },
        )
    if Release.objects.filter(analysis=analysis).exists():
        raise Problem(
            "release-twice",
            {"fr": "Cette analyse est déjà diffusée.", "en": "This analysis has been released already."},
        )
    result = Result.from_plain(json.loads((analysis.folder / "analysis.json").read_text("utf-8")))
    entry = result.release(str(analysis.pk))
    refusals = check(read_ledger(), entry)
    if refusals:
        raise Problems(Problem("release-difference", refusal.reason) for refusal in refusals)
    release = Release.objects.create(
        analysis=analysis,
        visibility=visibility,
        ledger_entry=entry.plain(),
        released_at=at,
        released_by=actor.post if actor else None,
    )
    record("findings.release_results", release, actor=actor, at=at, digest=analysis.digest, visibility=str(visibility))
    return release
