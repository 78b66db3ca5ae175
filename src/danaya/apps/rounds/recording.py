"""How the acts of this room enter the journal."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record


def note(verb: str, obj: Model, *, actor: Tenure | None, at: datetime, **payload: Any) -> None:
    """Record that ``actor`` did ``verb`` with ``obj``: posts stand in the journal, persons only as a salted digest."""
    record(f"rounds.{verb}", obj, actor, at, **payload)
