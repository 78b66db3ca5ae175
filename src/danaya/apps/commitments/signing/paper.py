"""The text of a version as a PDF to be signed by hand."""

from datetime import datetime

from danaya.apps.commitments.models import Version


def paper_of(version: Version, language: str, at: datetime) -> bytes:
    """Return the PDF."""
    raise NotImplementedError
