"""Triggers that make the database itself refuse to change or delete an entry, whoever asks."""

from typing import Any

TABLE = "journal_entry"

_SQLITE = {
    f"{TABLE}_no_{act.lower()}": f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"
    for act in ("UPDATE", "DELETE")
}
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal only grows'; END $$
"""
_POSTGRES = {
    f"{TABLE}_no_{act.lower()}": f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
    f"FOR EACH {'STATEMENT' if act == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION journal_only_grows()"
    for act in ("UPDATE", "DELETE", "TRUNCATE")
}


def protect(connection: Any) -> None:
    """Create the triggers of the connection's kind of database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for statement in _triggers(connection).values():
            cursor.execute(statement)


def unprotect(connection: Any) -> None:
    """Drop the triggers: only for undoing the migration and for emptying a test database."""
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _triggers(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _triggers(connection: Any) -> dict[str, str]:
    return {"sqlite": _SQLITE, "postgresql": _POSTGRES}[connection.vendor]
