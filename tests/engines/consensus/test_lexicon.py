"""What statements are read as: concepts in two languages, and which way each is meant."""

from collections import Counter

import pytest

from danaya.engines.consensus import lexicon
from danaya.engines.consensus.lexicon import common_concepts, lexicons, senses


def test_each_word_stands_for_one_concept_in_both_languages() -> None:
    concepts = lexicon._data()["concepts"]
    assert len({concept["name"] for concept in concepts}) == len(concepts) > 250
    assert "officer" in common_concepts()
    for language in lexicons():
        written = Counter(word.lstrip("-") for concept in concepts for word in concept[language].split())
        assert [word for word, times in written.items() if times > 1] == []
        assert all(concept[language].split() for concept in concepts)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Afficher les FRAIS à l'entrée", {"publish": 1, "fee": 1}),
        ("fr", "Ne pas afficher les frais", {"publish": -1, "fee": -1}),
        ("fr", "Aucun agent n'affiche les frais", {"officer": -1, "publish": -1, "fee": -1}),
        ("fr", "Les barrages doivent être supprimés", {"checkpoint": -1}),
        ("fr", "Réduire les barrages, publier les frais", {"checkpoint": -1, "publish": 1, "fee": 1}),
        ("fr", "Pas de paiement sans quittance", {"pay": 1, "receipt": 1}),
        ("fr", "Des délais trop longs", {"delay": -1}),
        ("fr", "Des pots-de-vin au guichet unique", {"bribe": 1, "window": 1}),
        ("en", "Officers don't give receipts", {"officer": 1, "receipt": -1}),
        ("en", "Whistle-blowers and brokers", {"report": 1, "broker": 1}),
        ("en", "Stop false declarations", {"accurate": 1, "declare": -1}),
        ("en", "", {}),
    ],
)
def test_texts_are_read_as(language: str, text: str, expected: dict[str, int]) -> None:
    found = senses(text, language)
    assert {concept: direction for concept, direction in found.items() if not concept.startswith("~")} == expected


def test_words_no_concept_holds_are_known_by_their_beginning() -> None:
    assert senses("Frobniquer", "fr") == senses("frobniquées", "fr") == {"~frobni": 1}
    assert senses("Zorglub zorglubs", "xx") == {"~zorglu": 1}
