"""Long work of the overviews: a plan of thousands takes seconds to write out, and to read again."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from danaya.apps.commitments.actions.export_workbook import keep_workbook, rows_for, written
from danaya.apps.commitments.actions.take_workbook import keep_returned, read_returned
from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.overviews.workbook.choices import lists_in
from danaya.apps.people.models import Tenure
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import discard
from danaya.base.jobs.work import Cancelled, Work, job
from danaya.engines.language import Problem, Text

EXPORT, RETURN = "commitments.export", "commitments.return"
KEPT = timedelta(days=1)
READING: Text = {"fr": "Lecture des engagements", "en": "Reading the commitments"}
WRITING: Text = {"fr": "Écriture du classeur", "en": "Writing the workbook"}
READING_BACK: Text = {"fr": "Lecture du classeur", "en": "Reading the workbook"}


@job(EXPORT, title={"fr": "Plan vers Excel", "en": "The plan to Excel"})
def export(work: Work, *, plan_id: str, chosen: dict[str, str], language: str, tenure: str, moment: str) -> str:
    """Write out what a post may read of a plan; return the address of the page where it is fetched."""
    at, plan = datetime.fromisoformat(moment), Plan.objects.get(pk=plan_id)
    actor = _actor(tenure)
    work.step(1, 2, READING)
    rows = rows_for(plan, chosen, actor)
    work.step(2, 2, WRITING)
    content = written(plan, rows, language=language, at=at)
    work.result = reverse("commitments:export", args=[plan.pk]) + (f"?{urlencode(chosen)}" if chosen else "")
    with work.finish():
        # By the machine's own day: that of a demonstration stands still, what sweeps files does not.
        keep_workbook(plan, content, len(rows), actor=actor, at=at, until=(work.clock() + KEPT).date())
    return work.result


@job(RETURN, title={"fr": "Classeur renvoyé", "en": "Workbook sent back"})
def read_back(work: Work, *, plan_id: str, file: str, language: str, tenure: str, moment: str) -> str:
    """Read a workbook that a post sent back; return the address where it sees what changed. What cannot be read is not kept."""
    at, plan, stored = datetime.fromisoformat(moment), Plan.objects.get(pk=plan_id), StoredFile.objects.get(pk=file)
    actor = _actor(tenure)
    try:
        work.step(1, 1, READING_BACK)
        held = read_returned(plan, stored, lists_in(language), actor=actor, at=at)
        work.result = reverse("commitments:returned", args=[plan.pk, held.pk])
        with work.finish():
            keep_returned(held, actor=actor, at=at)
    except (Cancelled, Problem):
        discard(stored)
        raise
    return work.result


def _actor(key: str) -> Tenure:
    return Tenure.objects.select_related("post__organisation", "account").get(pk=key)
