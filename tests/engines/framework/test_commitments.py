import re
from collections import Counter

import pytest

from danaya.engines.framework import (
    load_articles,
    load_bodies,
    load_evidence_kinds,
    load_factors,
    load_frequencies,
    load_matters,
    load_model_commitment,
    load_model_commitments,
    load_targets,
)
from danaya.engines.language import LANGUAGES, Problem, typeset

COMMITMENTS = load_model_commitments()
SIDE_OF = {one.key: one.side for one in load_bodies()}

# What cannot be verified: a promise says what will be seen, not what will be striven for.
VAGUE = {
    "fr": re.compile(
        r"renforc|promouv|promotion|sensibilis|amélior|favoris|encourag|soutenir|soutien|appuyer|développ|optimis"
        r"|veiller|contribu|dynamis|consolid|œuvr|valoris|facilit|s'efforc|assurer|poursuiv|davantage|régulièrement",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"strengthen|promot|awareness|sensiti[sz]|improv|enhanc|foster|encourag|\bsupport(s|ed)?\b|develop|optimi[sz]"
        r"|contribut|consolidat|facilitat|ensur|implement|streamlin|strive|better|regularly|as appropriate",
        re.IGNORECASE,
    ),
}
COUNTED = {
    "fr": re.compile(
        r"\d|\b(chaque|tous|toutes|tout|toute|aucun|aucune|seule?|une fois|deux|trois|quatre|dix)\b", re.IGNORECASE
    ),
    "en": re.compile(r"\d|\b(each|every|all|any|no|only|one|once|two|three|four|ten)\b", re.IGNORECASE),
}
NUMBER_WORDS = {
    "fr": ["trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    "en": ["three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}
# The story of the demonstration: what its plan starts from.
TOLD = {
    "fees-posted": ("customs", "transparency"),
    "one-receipt": ("customs", "transparency"),
    "complaints-15-days": ("customs", "audit"),
    "hotline": ("customs", "audit"),
    "rotation-plan": ("customs", "human_resources"),
    "interests-training": ("customs", "human_resources"),
    "quarterly-bilateral": ("customs", "private_sector"),
    "industry-code": ("industry", "conduct"),
    "drivers-informed": ("transporters", "private_sector"),
}


def promised(one):
    """Return the texts that promise: they must be verifiable."""
    return [one.title, one.trigger, one.indicator.name, *(step.text for step in one.milestones)]


def cells(one):
    """Return each text with the most signs its cell of a table may hold."""
    yield one.title, 175
    yield one.trigger, 175
    yield one.post, 70
    yield one.indicator.name, 100
    yield one.indicator.unit, 20
    yield one.indicator.source, 90
    yield from ((step.text, 120) for step in one.milestones)
    yield from ((proof.text, 110) for proof in one.evidence)
    for obstacle in one.obstacles:
        yield obstacle.text, 90
        yield obstacle.helped, 110


def every_text():
    shared = [one.name for one in (*load_bodies(), *load_evidence_kinds(), *load_frequencies())]
    return shared + [text for one in COMMITMENTS for text, _ in cells(one)]


def numbers_in(text, language):
    """Return the numbers of a text, in figures or in words from three to ten, in any order; 7:00 is 7 and 7 h is 7."""
    words = {word: number for number, word in enumerate(NUMBER_WORDS[language], start=3)}
    found = re.findall(r"\d+|\w+", text.lower())
    numbers = [int(one) if one.isdigit() else words[one] for one in found if one.isdigit() or one in words]
    return Counter(number for number in numbers if number)


def by_key(one):
    return one.key


def test_the_library_covers_each_factor_from_both_sides():
    assert 40 <= len(COMMITMENTS) <= 50
    for factor in load_factors():
        sides = Counter(one.side for one in COMMITMENTS if one.factor == factor.key)
        assert sides["customs"] >= 2, factor.key
        assert sides["private"] >= 1, factor.key


def test_each_kind_of_body_promises_and_confirms_something():
    bodies = set(SIDE_OF)
    assert {one.owner for one in COMMITMENTS} == bodies
    assert {key for one in COMMITMENTS for key in one.counterparts} == bodies
    assert set(SIDE_OF.values()) == {"customs", "private"}


def test_order_is_by_factor_then_customs_first():
    numbers = {one.key: one.number for one in load_factors()}
    order = [(numbers[one.factor], one.side != "customs") for one in COMMITMENTS]
    assert order == sorted(order)


def test_keys_are_unique_and_plain():
    keys = [one.key for one in COMMITMENTS]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and len(key) <= 24 for key in keys)


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_counterparts_are_of_the_other_side(one):
    assert one.counterparts
    assert len(one.counterparts) == len(set(one.counterparts))
    assert {SIDE_OF[key] for key in one.counterparts} == {"customs", "private"} - {one.side}
    assert one.side == SIDE_OF[one.owner]


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_links_exist(one):
    assert set(one.matters) <= {matter.key for matter in load_matters()}
    assert 1 <= len(set(one.matters)) == len(one.matters) <= 3
    assert set(one.articles) <= {article.key for article in load_articles()}
    assert set(one.targets) <= {target.key for target in load_targets()}
    assert one.targets
    assert one.indicator.frequency in {frequency.key for frequency in load_frequencies()}
    assert {proof.kind for proof in one.evidence} <= {kind.key for kind in load_evidence_kinds()}


def test_every_matter_and_every_kind_of_evidence_is_used():
    assert {key for one in COMMITMENTS for key in one.matters} == {matter.key for matter in load_matters()}
    kinds = {proof.kind for one in COMMITMENTS for proof in one.evidence}
    assert kinds == {kind.key for kind in load_evidence_kinds()}


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_milestones_weigh_100_and_follow_each_other(one):
    months = [step.months for step in one.milestones]
    assert 2 <= len(one.milestones) <= 5
    assert sum(step.weight for step in one.milestones) == 100
    assert all(10 <= step.weight <= 60 for step in one.milestones)
    assert months == sorted(months)
    assert months[0] >= 1
    assert months[-1] <= 24


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_each_is_measured_proved_and_warned_of(one):
    assert one.indicator.better in {"up", "down"}
    assert 1 <= len(one.evidence) <= 3
    assert 1 <= len(one.obstacles) <= 3


def test_frequencies_are_in_months():
    assert [one.months for one in load_frequencies()] == [1, 3, 6, 12]


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_texts_are_complete_and_fit_their_cell(one):
    for text, most in cells(one):
        assert set(text) == set(LANGUAGES)
        for language in LANGUAGES:
            assert 1 <= len(text[language]) <= most, (len(text[language]), text[language])
            assert text[language] == text[language].strip()


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_promises_use_no_vague_word(one):
    for text in promised(one):
        for language in LANGUAGES:
            assert not VAGUE[language].search(text[language]), text[language]


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_titles_say_how_much_or_where(one):
    for language in LANGUAGES:
        assert COUNTED[language].search(one.title[language]), one.title[language]
        assert one.title[language].endswith(".")


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_triggers_say_when_and_what(one):
    assert re.fullmatch(r"Quand .+, .+\.", one.trigger["fr"])
    assert re.fullmatch(r"When .+, .+\.", one.trigger["en"])


@pytest.mark.parametrize("one", COMMITMENTS, ids=by_key)
def test_both_languages_give_the_same_numbers(one):
    for text, _ in cells(one):
        assert numbers_in(text["fr"], "fr") == numbers_in(text["en"], "en"), text


def test_french_is_written_with_plain_spaces_that_typesetting_replaces():
    for text in every_text():
        french = text["fr"]
        assert not re.search("[\u00a0\u202f\u2009]", french), french
        assert re.sub("[\u00a0\u202f]", " ", typeset(french, "fr")) == french
        assert not re.search(r'["“”‘’]|\.\.\.|!|  ', french), french
        assert typeset(typeset(french, "fr"), "fr") == typeset(french, "fr")


def test_nobody_is_spoken_to_as_tu_and_no_country_is_named():
    for text in every_text():
        assert not re.search(r"\b(tu|te|toi|ton|tes)\b", text["fr"].lower()), text["fr"]
        assert not re.search(r"Mali|Bamako|Burkina|Niger|Tamarie|Naoré|Balanko|SYDONIA", text["fr"] + text["en"])


def test_no_sentence_is_used_twice():
    counted = Counter(text["fr"] for one in COMMITMENTS for text in promised(one))
    assert [text for text, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(("key", "told"), TOLD.items())
def test_what_the_demonstration_tells_is_there(key, told):
    one = load_model_commitment(key)
    assert (one.owner, one.factor) == told


def test_model_commitment_of_unknown_key_says_which_exist():
    with pytest.raises(Problem, match="fees-posted") as caught:
        load_model_commitment("fees")
    assert caught.value.code == "framework-key-unknown"
    assert caught.value.where == "fees"
