"""What a form makes is made once, however often its button is pressed: its page gives it a key, under which it is kept."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from danaya.apps.people.models import Tenure
from danaya.base.locks import locked

Row = TypeVar("Row", bound=Model)


def kept_under(key: UUID | None, rows: QuerySet[Row], facts: Mapping[str, Any], actor: Tenure) -> Row | None:
    """Return which of ``rows`` was kept with these facts under the key of a page; None: none yet, or the page gave no key.

    Other facts under the same key are not the same thing sent twice: somebody went back a page, and wrote another.
    Within a transaction: of two that the same post sends at once, the second waits for the first.
    """
    if key is None:
        return None
    locked(Tenure.objects).get(pk=actor.pk)
    row = rows.filter(pk=key).first()
    return row if row is not None and all(getattr(row, name) == value for name, value in facts.items()) else None


def as_fact(key: UUID | None, rows: QuerySet[Row]) -> dict[str, UUID]:
    """Return the key as a fact of a row to be made; one that ``rows`` know already is not taken again."""
    return {} if key is None or rows.filter(pk=key).exists() else {"pk": key}
