"""The ledger of releases as the disclosure engine reads it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from danaya.apps.findings.models import Release
from danaya.apps.rounds.models import Dataset

if TYPE_CHECKING:
    from danaya.engines.disclosure import Ledger


def read_ledger() -> "Ledger":
    """Return every release of this installation, oldest first."""
    from danaya.engines.disclosure import Ledger  # noqa: PLC0415  # slow import

    entries = Release.objects.order_by("released_at", "pk").values_list("ledger_entry", flat=True)
    return Ledger.from_plain({"releases": [part for entry in entries for part in parts_of(entry)]})


def parts_of(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what a release put into the ledger: about its own round, and about the earlier one, which its changes tell."""
    yield entry
    if entry.get("earlier"):
        yield entry["earlier"]


def released_dataset(dataset: Dataset | None) -> str:
    """Return the digest under which the ledger knows the nearest released dataset that ``dataset`` corrects, else nothing."""
    corrected = dataset.supersedes if dataset else None
    while corrected is not None:
        release = Release.objects.filter(analysis__dataset_id=corrected.pk).order_by("-released_at").first()
        if release is not None:
            return str(release.ledger_entry["dataset"])
        corrected = corrected.supersedes
    return ""
