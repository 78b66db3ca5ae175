"""Locking rows until the act is done, so that two people at the same moment do not undo each other's work."""

from typing import Any, TypeVar, overload

from django.db import models

M = TypeVar("M", bound=models.Model)
Q = TypeVar("Q", bound="models.QuerySet[Any, Any]")


@overload
def locked(rows: Q, *also: str, free_only: bool = False) -> Q: ...
@overload
def locked(rows: models.Manager[M], *also: str, free_only: bool = False) -> "models.QuerySet[M, M]": ...
def locked(rows: Any, *also: str, free_only: bool = False) -> Any:
    """Return ``rows``, read only once nobody else holds them, and held until the transaction ends.

    Only the rows themselves are held, not those joined to read or order them; and others may still store rows that point
    to them. A lock that also keeps out pointing rows is waited for when another act is committed, long after that act
    took the journal's end: whoever holds such a row and waits for the journal then waits for ever.

    Parameters
    ----------
    rows
        A manager or a query.
    also
        Relations of which the joined row is held too.
    free_only
        Leave out rows that somebody else holds instead of waiting for them.
    """
    return rows.select_for_update(of=("self", *also), no_key=True, skip_locked=free_only)
