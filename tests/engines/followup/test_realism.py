"""A whole draft: a sound one has nothing against it, a poor one is told everything at once."""

from dataclasses import replace

import pytest

from danaya.engines.followup import Budget, Draft, Indicator, ShareMeasured, TermDays, review
from danaya.engines.language import LANGUAGES, Problem
from tests.engines.followup.plans import closed, commitment, milestone, on

RECORD = [closed(f"r{n}", 100, actual) for n, actual in enumerate((80, 90, 100, 120, 130))]
COMMITMENT = commitment(milestone("a", 10, 40, 50), milestone("b", 40, 90, 50, ("a",)), key="draft", starts=on(10))
SOUND = Draft(
    COMMITMENT,
    "fr",
    "Les redevances sont affichées dans les 12 postes frontières",
    {"a": "Barème publié au Journal officiel", "b": "12 panneaux posés"},
    Indicator("Frais connus avant de payer", 0.40, "Cycle 1", 0.55, "Cycle 2", "tous les deux ans", ShareMeasured(400)),
    Budget(3_000_000, "Budget de l'État"),
)


def test_a_sound_draft_has_nothing_against_it() -> None:
    assert review(SOUND, RECORD, on(0), {"a": TermDays(20, on(40)), "b": TermDays(35, on(90))}) == ()


def test_a_poor_draft_is_told_everything_in_order() -> None:
    steps = (milestone("a", 10, 40, 50, ("b",)), milestone("b", 40, 90, 50, ("a",)))
    poor = Draft(
        replace(COMMITMENT, milestones=steps), "fr", "Promouvoir la transparence", {"a": "Plus de clarté"}, None, None
    )
    others = [commitment(milestone(f"x{n}", 0, 50), key=f"o{n}") for n in range(3)]
    found = review(poor, [*RECORD, *others], on(60), {"b": TermDays(2, on(91), off=({"fr": "fête"},))})
    assert [(each.code, each.where) for each in found] == [
        ("vague-verb", "result"),
        ("nothing-countable", "a"),
        ("text-missing", "b"),
        ("due-in-the-past", "a"),
        ("due-on-day-off", "b"),
        ("term-too-short", "b"),
        ("awaits-itself", "a"),
        ("owner-overloaded", "owner"),
        ("budget-missing", "budget"),
        ("indicator-missing", "indicator"),
    ]
    for each in found:
        texts = {each.in_language(language) for language in LANGUAGES}
        assert len(texts) == 2
        assert not any("{" in text for text in texts)


def test_the_record_is_held_against_the_dates() -> None:
    slow = [closed(f"r{n}", 100, 150) for n in range(5)]
    assert [each.code for each in review(SOUND, slow, on(0))] == ["record-says-later"]


def test_places_the_administration_knows_make_a_wording_verifiable() -> None:
    draft = replace(SOUND, result="Un panneau à l'entrée de naoré")
    assert [each.code for each in review(draft, RECORD, on(0))] == ["nothing-countable"]
    assert review(draft, RECORD, on(0), places=iter(["Naoré"])) == ()


def test_an_earlier_version_is_not_counted_twice() -> None:
    assert review(SOUND, [*RECORD, COMMITMENT], on(0), most_at_once=1) == ()


def test_a_wait_that_makes_no_sense_is_a_remark_and_a_key_used_twice_a_refusal() -> None:
    lost = replace(SOUND, commitment=replace(COMMITMENT, milestones=(milestone("a", 10, 40, 50, ("z",)),)))
    assert [each.code for each in review(lost, RECORD, on(0))] == ["awaits-unknown"]
    with pytest.raises(Problem) as refused:
        review(SOUND, [replace(COMMITMENT, key="other")], on(0))
    assert refused.value.code == "key-twice"
