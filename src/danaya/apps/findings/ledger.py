"""The ledger of releases as the disclosure engine reads it."""

from typing import TYPE_CHECKING

from danaya.apps.findings.models import Release

if TYPE_CHECKING:
    from danaya.engines.disclosure import Ledger


def read_ledger() -> "Ledger":
    """Return every release of this installation, oldest first."""
    from danaya.engines.disclosure import Ledger  # noqa: PLC0415  # slow import

    entries = list(Release.objects.order_by("released_at").values_list("ledger_entry", flat=True))
    return Ledger.from_plain({"releases": entries})
