"""Who fetches a file that was made of a plan: the post for which it was made, and nobody else."""

from typing import Any

from danaya.apps.commitments.models import Exported
from danaya.apps.people.models import Account
from danaya.apps.people.rights import acting_tenure, allowed
from danaya.base.files.models import StoredFile


def may_read_exported(stored: StoredFile, viewer: Any) -> bool | None:
    """Rule of files: one that was made holds what its post may read (drafts, names of persons): another post does not have it."""
    exported = Exported.objects.filter(file=stored).select_related("plan").first()
    if exported is None:
        return None
    tenure = acting_tenure(viewer) if isinstance(viewer, Account) else None
    return tenure is not None and tenure.post_id == exported.by_id and allowed(viewer, "commitments.see", exported.plan)
