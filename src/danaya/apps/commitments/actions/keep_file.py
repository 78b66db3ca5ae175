"""Keep a file that a job made of a plan for one post, in place of the one of its kind that was made before."""

from datetime import datetime

from danaya.apps.commitments.models import Exported, Plan
from danaya.apps.people.models import Tenure
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import discard


def keep_file(plan: Plan, kind: str, stored: StoredFile, count: int, *, actor: Tenure, at: datetime) -> Exported:
    """Keep a stored file, which holds ``count`` commitments, for a post alone; inside the transaction of a job."""
    for held in Exported.objects.filter(plan=plan, by=actor.post, kind=kind).select_related("file"):
        held.delete()
        discard(held.file)
    return Exported.objects.create(plan=plan, by=actor.post, kind=kind, at=at, count=count, file=stored)
