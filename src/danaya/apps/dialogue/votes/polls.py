"""Votes cast while a vote ends: each is counted, or refused; none falls between.

SQLite has one writer at a time from the beginning of a transaction. On PostgreSQL votes share a lock that the end of the vote
takes alone: an advisory one, which leaves no mark in any row.
"""

from uuid import UUID

from django.db import connection

_SHARED, _ALONE = "pg_advisory_xact_lock_shared", "pg_advisory_xact_lock"


def vote_beside_others(consultation: UUID) -> None:
    """Keep the vote of a consultation from ending until this transaction is over."""
    _lock(_SHARED, consultation)


def wait_for_votes(consultation: UUID) -> None:
    """Wait until every vote that is being cast is kept; later ones wait for this transaction."""
    _lock(_ALONE, consultation)


def _lock(kind: str, consultation: UUID) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {kind}(%s)", [int.from_bytes(consultation.bytes[:8], signed=True)])
