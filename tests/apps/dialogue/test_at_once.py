"""Two at the same moment: merging, reading, choosing, answering. On PostgreSQL, and on SQLite in a file as an installation has it."""

import pytest

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.move_phase import move_phase
from danaya.apps.dialogue.actions.read_expectation import clear_expectation, hold_expectation
from danaya.apps.dialogue.actions.restate_expectation import restate_expectation
from danaya.apps.dialogue.actions.solve import add_contribution, choose_option, rate_option
from danaya.apps.dialogue.models import Expectation, Ground, Option, Phase, Poll, Reading, State
from danaya.apps.people.models import Role
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.people.factories import make_tenure
from tests.at_once import at_once, tell_in_a_file

CHANGED = "dialogue-changed-meanwhile"


def two_facilitators_merge_the_same_two_each_into_the_other():
    room = make_room()
    one, two = room.shown("Un"), room.shown("Deux")
    pairs = [(one, two), (two, one)]
    said = at_once(2, lambda number: merge_expectations(*pairs[number], actor=room.facilitator, at=AT))
    assert said.count(CHANGED) == 1, said
    merged = Expectation.objects.filter(consultation=room.consultation).exclude(merged_into=None)
    assert merged.count() == 1, "no circle"
    assert merged.get().merged_into.merged_into is None


def six_facilitators_merge_in_a_ring():
    room = make_room()
    texts = [room.shown(str(number)) for number in range(6)]
    at_once(6, lambda n: merge_expectations(texts[n], texts[(n + 1) % 6], actor=room.facilitator, at=AT))
    rows = list(Expectation.objects.filter(consultation=room.consultation).select_related("merged_into"))
    assert [row for row in rows if row.merged_into is None], "somebody still speaks"
    assert not [row for row in rows if row.merged_into is not None and row.merged_into.merged_into_id is not None]


def two_readers_of_one_side_decide_and_one_of_them_has():
    room = make_room()
    colleague = make_tenure(Role.DIRECTOR, room.customs.post.organisation)
    room.consultation.readers.add(colleague.post)
    made = room.expectation()
    readers = [room.customs, colleague]
    said = at_once(2, lambda number: clear_expectation(made, revision=1, actor=readers[number], at=AT))
    assert said.count("dialogue-read-already") == 1, said
    assert Reading.objects.filter(expectation=made).count() == 1


def one_side_clears_while_the_other_holds():
    room = make_room()
    made = room.expectation()
    acts = [
        lambda: clear_expectation(made, revision=1, actor=room.customs, at=AT),
        lambda: hold_expectation(made, ground=Ground.NAMES, revision=1, actor=room.private, at=AT),
    ]
    at_once(2, lambda number: acts[number]())
    made.refresh_from_db()
    assert (made.state, made.number) == (State.HELD, None), "whatever came first, it is not shown"


def readers_of_both_sides_show_ten_texts_and_each_has_its_number():
    room = make_room()
    texts = [room.expectation(str(number)) for number in range(10)]
    for text in texts:
        clear_expectation(text, revision=1, actor=room.private, at=AT)
    said = at_once(10, lambda number: clear_expectation(texts[number], revision=1, actor=room.customs, at=AT))
    assert all(isinstance(one, Expectation) for one in said), said
    numbers = Expectation.objects.filter(consultation=room.consultation).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 11))


def two_choose_two_options_and_one_is_chosen():
    room = make_room()
    made = room.shown()
    options = [add_contribution(Option, made, {"fr": text}, actor=room.customs, at=AT) for text in ("Un", "Deux")]
    for option in options:
        for rater in (room.customs, room.private):
            rate_option(option, effect=3, feasibility=3, actor=rater, at=AT)
    said = at_once(2, lambda number: choose_option(options[number], actor=room.facilitator, at=AT))
    assert said.count("dialogue-option-chosen") == 1, said
    assert Option.objects.filter(expectation=made, chosen_on__isnull=False).count() == 1


def two_restate_and_one_waits_for_the_author():
    room = make_room()
    made = room.shown()
    said = at_once(2, lambda number: restate_expectation(made, {"fr": str(number)}, actor=room.customs, at=AT))
    assert said.count("dialogue-reformulation-pending") == 1, said
    assert made.reformulations.count() == 1


def two_begin_voting_and_one_vote_is_open():
    room = make_room()
    said = at_once(2, lambda _n: move_phase(room.consultation, Phase.VOTING, actor=room.facilitator, at=AT))
    assert said.count("dialogue-phase") == 1, said
    assert Poll.objects.filter(consultation=room.consultation).count() == 1


STORIES = (
    two_facilitators_merge_the_same_two_each_into_the_other,
    six_facilitators_merge_in_a_ring,
    two_readers_of_one_side_decide_and_one_of_them_has,
    one_side_clears_while_the_other_holds,
    readers_of_both_sides_show_ten_texts_and_each_has_its_number,
    two_choose_two_options_and_one_is_chosen,
    two_restate_and_one_waits_for_the_author,
    two_begin_voting_and_one_vote_is_open,
)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("story", STORIES)
def test_on_postgres(story):
    story()


def test_on_sqlite_in_a_file(new_database, tmp_path):
    tell_in_a_file(__name__, new_database, tmp_path)
