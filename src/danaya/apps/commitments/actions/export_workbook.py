"""Write the plan out as a workbook for one post: what that post may read, kept a day for it alone."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.utils.text import slugify

from danaya.apps.commitments.actions.keep_file import keep_file
from danaya.apps.commitments.models import Commitment, Exported, Plan
from danaya.apps.commitments.overviews.listing import matching
from danaya.apps.commitments.overviews.workbook.writing import detailed, write_workbook
from danaya.apps.commitments.queries import readable_commitments
from danaya.apps.people.models import Tenure
from danaya.apps.people.rights import acting_for
from danaya.base.files.storing import MB, store
from danaya.base.journal.entries import record
from danaya.engines.language import in_language

LONGEST = 48
"""Signs of a plan's title in the name of a file."""
LARGEST = 100 * MB
WORKBOOK = "workbook"


def rows_for(plan: Plan, chosen: Mapping[str, str], actor: Tenure) -> list[Commitment]:
    """Return the commitments that a post may read and the filters leave, in the order of their numbers."""
    rows = matching(readable_commitments(plan, acting_for(actor)), chosen).order_by("number", "pk")
    return list(detailed(rows))


def written(plan: Plan, rows: list[Commitment], *, language: str, at: datetime) -> ContentFile[bytes]:
    """Return the workbook, named by the plan and the day."""
    name = slugify(in_language(plan.title, language))[:LONGEST].strip("-") or "plan"
    return ContentFile(write_workbook(plan, rows, language=language, at=at), f"danaya-{name}-{at:%Y-%m-%d}.xlsx")


def keep_workbook(
    plan: Plan, content: ContentFile[bytes], count: int, *, actor: Tenure, at: datetime, until: date
) -> Exported:
    """Keep a workbook until a day, in place of an earlier one of the same post; inside the transaction of a job."""
    stored = store(content, at=at, allowed={"xlsx"}, limit=LARGEST, keep_until=until)
    record("commitments.export_workbook", plan, actor=actor, at=at, file=stored.sha256, count=count)
    return keep_file(plan, WORKBOOK, stored, count, actor=actor, at=at)
