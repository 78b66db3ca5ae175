"""Checks before a signature are tried elsewhere: here they pass unless a test says otherwise."""

from types import SimpleNamespace

import pytest

from danaya.apps.commitments.actions.signing import put_to_signature
from tests.apps.commitments.signing.desk import Desk, make_desk


@pytest.fixture
def checks_pass(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """References of commitments whose checks fail; empty at first."""
    failing: set[str] = set()

    def gates_of_many(plan, rows):
        return {one.pk: SimpleNamespace(ready=one.reference not in failing, open=()) for one in rows}

    monkeypatch.setattr(put_to_signature, "gates_of_many", gates_of_many)
    return failing


@pytest.fixture
def desk(db, checks_pass) -> Desk:
    """A plan ready to be signed."""
    return make_desk()
