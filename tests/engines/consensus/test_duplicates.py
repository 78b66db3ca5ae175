"""Near-duplicates on labelled statements: what is found, what is wrongly proposed, and contrary senses."""

import csv
import itertools
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danaya.engines.consensus import NearDuplicate, Statement, near_duplicates

LABELLED = Path(__file__).parents[2] / "data" / "duplicates" / "statements.csv"
TUNED, HELD_OUT = ("one", "two", "three"), ("held-out",)
Pair = frozenset[str]


@dataclass(frozen=True)
class Figures:
    """Pairs that are duplicates, pairs proposed as such, pairs of contrary sense."""

    true: frozenset[Pair]
    proposed: frozenset[Pair]
    contrary: frozenset[Pair]

    @property
    def recall(self) -> float:
        return len(self.true & self.proposed) / len(self.true)

    @property
    def precision(self) -> float:
        return len(self.true & self.proposed) / len(self.proposed)


@cache
def labelled() -> tuple[dict[str, str], ...]:
    with LABELLED.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def statement_of(row: dict[str, str]) -> Statement:
    return Statement(row["statement"], {each: row[f"text_{each}"] for each in ("fr", "en") if row[f"text_{each}"]})


@cache
def figures(consultations: tuple[str, ...]) -> Figures:
    """Each consultation by itself, as it is in life; pairs together."""
    true, proposed, contrary = set(), set(), set()
    for name in consultations:
        rows = [row for row in labelled() if row["consultation"] == name]
        found = near_duplicates([statement_of(row) for row in rows])
        proposed |= {frozenset((each.first, each.second)) for each in found if not each.opposite}
        for one, other in itertools.combinations(rows, 2):
            pair = frozenset((one["statement"], other["statement"]))
            if one["expectation"] and one["expectation"] == other["expectation"]:
                true.add(pair)
            if {one["opposite_of"], other["opposite_of"]} & {one["expectation"], other["expectation"]} - {""}:
                contrary.add(pair)
    return Figures(frozenset(true), frozenset(proposed), frozenset(contrary))


def test_set_is_large_and_mixed() -> None:
    rows = labelled()
    assert len(rows) >= 300
    assert len(figures(TUNED + HELD_OUT).true) >= 200
    assert len(figures(TUNED + HELD_OUT).contrary) >= 40
    assert sum(not row["text_fr"] for row in rows) >= 30
    assert sum(not row["text_en"] for row in rows) >= 8


def test_four_of_five_duplicates_are_found_and_four_of_five_proposals_are_right() -> None:
    found = figures(TUNED)
    assert found.recall >= 0.80
    assert found.precision >= 0.80


def test_what_to_expect_of_a_new_consultation() -> None:
    found = figures(HELD_OUT)
    assert found.recall >= 0.55
    assert found.precision >= 0.70


def test_contrary_senses_are_hardly_ever_proposed_as_the_same() -> None:
    found = figures(TUNED + HELD_OUT)
    assert len(found.contrary & found.proposed) <= 0.15 * len(found.contrary)


def test_duplicates_without_a_language_in_common_are_found() -> None:
    """The tuned consultations once more, every other statement in French only and the rest in English only."""
    true, found = set(), set()
    for name in TUNED:
        rows = [row for row in labelled() if row["consultation"] == name and row["text_fr"] and row["text_en"]]
        alone = [{**row, ("text_en", "text_fr")[number % 2]: ""} for number, row in enumerate(rows)]
        across = {row["statement"]: number % 2 for number, row in enumerate(rows)}
        proposed = near_duplicates([statement_of(row) for row in alone])
        found |= {frozenset((each.first, each.second)) for each in proposed if not each.opposite}
        true |= {
            pair for pair in figures(TUNED).true if pair <= across.keys() and len({across[each] for each in pair}) == 2
        }
    assert len(true) >= 60
    assert len(true & found) >= 0.7 * len(true)


def of(*texts: dict[str, str]) -> tuple[NearDuplicate, ...]:
    """What is proposed among these, in a consultation of eight more statements about other things."""
    subjects = ("drone", "abeille", "piano", "volcan", "tulipe", "girafe", "moulin", "comète")
    others = [{"fr": f"{each}s verts", "en": f"{each}s violet", "pt": f"{each}s azuis"} for each in subjects]
    found = near_duplicates([Statement(str(number), text) for number, text in enumerate([*texts, *others])])
    return tuple(each for each in found if int(each.second) < len(texts))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "Publier la liste des agents sanctionnés", "Ne pas publier la liste des agents sanctionnés"),
        ("fr", "Les agents affichent les frais", "Les agents n'affichent plus les frais"),
        ("fr", "Ouvrir le bureau le samedi", "Fermer le bureau le samedi"),
        ("fr", "Réduire le nombre de barrages", "Augmenter le nombre de barrages"),
        ("fr", "Maintenir les escortes", "Les escortes doivent être supprimées"),
        ("fr", "Accélérer le dédouanement", "Ralentir : un dédouanement plus lent"),
        ("fr", "Rendre publiques les sanctions", "Garder secrètes les sanctions"),
        ("en", "Publish the list of punished officers", "Do not publish the list of punished officers"),
        ("en", "Officers should accept cash", "Officers shouldn't accept cash"),
        ("en", "Abolish the escort of trucks", "Keep the escort of trucks"),
        ("en", "More checkpoints on the corridor", "Fewer checkpoints on the corridor"),
        ("en", "Allow gifts to officers", "Ban gifts to officers"),
    ],
)
def test_same_words_with_the_contrary_sense_are_flagged(language: str, one: str, other: str) -> None:
    found = of({language: one}, {language: other})
    assert [(each.first, each.second, each.opposite) for each in found] == [("0", "1", True)]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "Pas de paiement sans reçu", "Un reçu pour chaque paiement"),
        ("fr", "Réduire le délai de dédouanement", "Accélérer le dédouanement"),
        ("fr", "Les délais de dédouanement sont trop longs", "Réduire les délais de dédouanement"),
        ("fr", "Ne plus accepter d'espèces", "Supprimer les espèces"),
        ("en", "No payment without a receipt", "A receipt for each payment"),
        ("en", "Clearance is too slow", "Faster clearance"),
        ("en", "Stop gifts to officers", "Officers must not receive gifts"),
    ],
)
def test_one_sense_said_twice_is_not_taken_for_its_contrary(language: str, one: str, other: str) -> None:
    found = of({language: one}, {language: other})
    assert [(each.first, each.second, each.opposite) for each in found] == [("0", "1", False)]


def test_statements_meet_in_a_language_both_have_else_across() -> None:
    french, english = {"fr": "Un reçu pour chaque paiement"}, {"en": "A receipt for each payment"}
    assert of(french, english)[0].languages == ("fr", "en")
    assert of(french | english, english)[0].languages == ("en",)
    assert of(french | english, french | english)[0].languages == ("en", "fr")
    assert of(french, english)[0].common == ("receipt", "pay")


def test_a_translation_that_stands_beside_makes_the_pair() -> None:
    bridge = {"fr": "Zorglub obligatoire au guichet", "en": "Compulsory frobnication at the counter"}
    assert [each.languages for each in of(bridge, {"en": "Frobnication should be compulsory"})] == [("en",)]


def test_other_languages_are_read_word_by_word() -> None:
    found = of({"pt": "Publicar as taxas em cada posto"}, {"pt": "Publicar as taxas nos postos"})
    assert [(each.first, each.second, each.opposite) for each in found] == [("0", "1", False)]


def test_nothing_empty_or_alone_is_proposed() -> None:
    assert near_duplicates([]) == ()
    assert near_duplicates([Statement("1", {"fr": "Un reçu"})]) == ()
    assert (
        near_duplicates([Statement("1"), Statement("2"), Statement("3", {"fr": ""}), Statement("4", {"fr": "?!"})])
        == ()
    )


@settings(max_examples=10)
@given(st.permutations(range(50)))
def test_order_of_statements_does_not_matter(order: list[int]) -> None:
    rows = [row for row in labelled() if row["consultation"] == "held-out"]

    def pairs(numbers: list[int]) -> dict[Pair, tuple[float, bool]]:
        found = near_duplicates([statement_of(rows[number]) for number in numbers])
        return {frozenset((each.first, each.second)): (round(each.similarity, 5), each.opposite) for each in found}

    assert pairs(order) == pairs(list(range(50)))


def test_two_thousand_statements_take_less_than_two_seconds_of_the_processor() -> None:
    rng, rows = np.random.default_rng(1), labelled()
    words = [word for row in rows for word in row["text_fr"].split()]
    statements = [
        Statement(str(number), {"fr": " ".join(rng.choice(words, 10)), "en": rows[number % len(rows)]["text_en"]})
        for number in range(2_000)
    ]
    begin = time.process_time()
    near_duplicates(statements)
    assert time.process_time() - begin < 2
