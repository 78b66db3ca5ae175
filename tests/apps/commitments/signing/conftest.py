"""Checks before a signature are tried elsewhere: here they pass unless a test says otherwise."""

from types import SimpleNamespace

import pytest

from danaya.apps.commitments.actions.signing import put_to_signature
from tests.apps.commitments.signing.desk import Desk, make_desk


@pytest.fixture
def checks_pass(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """References of commitments whose checks fail; empty at first."""
    failing: set[str] = set()

    looked_at = put_to_signature.gates_of_many

    def gates_of_many(plan, rows):
        found = looked_at(plan, [one for one in rows if one.reference in failing])
        return {one.pk: found.get(one.pk) or SimpleNamespace(ready=True, open=()) for one in rows}

    monkeypatch.setattr(put_to_signature, "gates_of_many", gates_of_many)
    return failing


@pytest.fixture
def desk(db, checks_pass) -> Desk:
    """A plan ready to be signed."""
    return make_desk()
