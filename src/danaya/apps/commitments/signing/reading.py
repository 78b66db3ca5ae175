"""Who reads what of signing: scans and reservations are for both sides, names of persons for their own body."""

from typing import Any

from danaya.apps.commitments.models import Signature
from danaya.apps.people.models import Account, Organisation, Side
from danaya.apps.people.rights import acting_tenure, allowed
from danaya.base.files.models import StoredFile


def reads_reservations(viewer: Any) -> bool:
    """Tell whether ``viewer`` acts for one of the two sides."""
    tenure = acting_tenure(viewer)
    return tenure is not None and tenure.post.side in {Side.CUSTOMS, Side.PRIVATE}


def reader_of(viewer: Any) -> Organisation | None:
    """Return the organisation for which ``viewer`` takes a copy along."""
    tenure = acting_tenure(viewer)
    return None if tenure is None else tenure.post.organisation


def may_read_scan(stored: StoredFile, viewer: Any) -> bool | None:
    """Rule of files: whoever may see the plan and stands on a side reads the scans of its signed sheets."""
    signature = Signature.objects.filter(scan=stored).select_related("version__plan").first()
    if signature is None:
        return None
    if not isinstance(viewer, Account):
        return False
    return allowed(viewer, "commitments.see", signature.version.plan) and reads_reservations(viewer)
