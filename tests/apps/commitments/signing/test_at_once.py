"""Two at the same moment: signing, deciding, putting. On PostgreSQL, and on SQLite in a file as an installation has it."""

from types import SimpleNamespace

import pytest

from danaya.apps.commitments.actions.signing import put_to_signature
from danaya.apps.commitments.models import PlanState, Signature, Version
from danaya.apps.commitments.signing.register import links_of
from danaya.engines.seals import verify
from tests.apps.commitments.factories import AT
from tests.apps.commitments.signing.desk import make_desk
from tests.at_once import at_once, tell_in_a_file


def ready_desk():
    def passed(plan, rows):
        return {one.pk: SimpleNamespace(ready=True, open=()) for one in rows}

    put_to_signature.gates_of_many = passed
    return make_desk()


def two_put_the_text_and_one_version_is_signed():
    desk = ready_desk()
    said = at_once(
        2, lambda _n: put_to_signature.put_to_signature(desk.parties.plan, actor=desk.parties.coordinator, at=AT)
    )
    assert said.count("commitments-signing-already-at-signature") == 1, said
    assert Version.objects.filter(plan=desk.plan).count() == 1


def one_post_signs_twice_and_it_counts_once():
    desk = ready_desk()
    desk.put()
    read = desk.part(desk.first)
    said = at_once(2, lambda _n: desk.sign(desk.first, desk.parties.customs, read))
    assert said.count("commitments-signing-signed-already") == 1, said


def everybody_signs_and_the_chain_is_whole():
    desk = ready_desk()
    desk.put()
    desk.initial()
    parts = {one: desk.part(one) for one in (desk.first, desk.second)}
    digest = desk.version.digest
    acts = [
        *(
            (lambda one=one, actor=actor: desk.sign(one, actor, parts[one]))
            for one in parts
            for actor in (desk.parties.customs, desk.parties.private)
        ),
        lambda: desk.adopt(desk.director, digest=digest),
        lambda: desk.adopt(desk.president, digest=digest),
    ]
    said = at_once(len(acts), lambda number: acts[number]())
    assert all(isinstance(one, Signature) for one in said), said
    assert len(links_of(desk.plan)) == 7
    assert verify(links_of(desk.plan)) is None
    assert desk.plan.state == PlanState.ADOPTED, "whoever came last adopted it, once"


STORIES = (
    two_put_the_text_and_one_version_is_signed,
    one_post_signs_twice_and_it_counts_once,
    everybody_signs_and_the_chain_is_whole,
)


@pytest.fixture
def gates_as_they_were(monkeypatch):
    """Stories replace the gates: put back afterwards."""
    monkeypatch.setattr(put_to_signature, "gates_of_many", put_to_signature.gates_of_many)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("gates_as_they_were")
@pytest.mark.parametrize("story", STORIES)
def test_on_postgres(story):
    story()


def test_on_sqlite_in_a_file(new_database, tmp_path):
    tell_in_a_file(__name__, new_database, tmp_path)
