"""Long work of the overviews: a plan of thousands takes seconds to write out."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from danaya.apps.commitments.actions.export_workbook import keep_workbook, rows_for, written
from danaya.apps.commitments.models import Plan
from danaya.apps.people.models import Tenure
from danaya.base.jobs.work import Work, job
from danaya.engines.language import Text

EXPORT = "commitments.export"
KEPT = timedelta(days=1)
READING: Text = {"fr": "Lecture des engagements", "en": "Reading the commitments"}
WRITING: Text = {"fr": "Écriture du classeur", "en": "Writing the workbook"}


@job(EXPORT, title={"fr": "Plan vers Excel", "en": "The plan to Excel"})
def export(work: Work, *, plan_id: str, chosen: dict[str, str], language: str, tenure: str, moment: str) -> str:
    """Write out what a post may read of a plan; return the address of the page where it is fetched."""
    at, plan = datetime.fromisoformat(moment), Plan.objects.get(pk=plan_id)
    actor = Tenure.objects.select_related("post__organisation", "account").get(pk=tenure)
    work.step(1, 2, READING)
    rows = rows_for(plan, chosen, actor)
    work.step(2, 2, WRITING)
    content = written(plan, rows, language=language, at=at)
    work.result = reverse("commitments:export", args=[plan.pk]) + (f"?{urlencode(chosen)}" if chosen else "")
    with work.finish():
        # By the machine's own day: that of a demonstration stands still, what sweeps files does not.
        keep_workbook(plan, content, len(rows), actor=actor, at=at, until=(work.clock() + KEPT).date())
    return work.result
