"""Texts that name a person are noticed, those that name a body, a service or a sum are not."""

import pytest

from danaya.apps.dialogue.naming import Hint, HintKind, find_hints, hints_of

BODIES = (
    "Fédération des commissionnaires en douane de Tamarie",
    "FCDT",
    "Conseil Patronal de Tamarie",
    "CPT",
    "AFCTRA",
)

NAMING = [
    ("Le chef Traoré demande de l'argent à chaque camion.", "chef Traoré"),
    ("Le chef du bureau de Naoré ne répond jamais.", "chef du bureau de Naoré"),
    ("La cheffe de poste à Gorobi garde les papiers.", "cheffe de poste à Gorobi"),
    ("M. Diarra nous fait attendre trois jours.", "M. Diarra"),
    ("M. DIARRA nous fait attendre trois jours.", "M. DIARRA"),
    ("Madame Fatoumata Keïta ne donne pas de quittance.", "Madame Fatoumata Keïta"),
    ("Mme A. Touré perçoit sans reçu.", "Mme A. Touré"),
    ("L'inspecteur Coulibaly devrait être muté.", "inspecteur Coulibaly"),
    ("Le colonel N'Diaye décide seul.", "colonel N'Diaye"),
    ("Un certain Moussa encaisse à la barrière.", "Un certain Moussa"),
    ("Me Sissoko prend des clients aux autres.", "Me Sissoko"),
    ("The chief of the office at Naore never answers.", "chief of the office at Naore"),
    ("Mr Camara asks for money at every truck.", "Mr Camara"),
    ("Officer Jane Doe keeps the papers.", "Officer Jane Doe"),
    ("Inspector O'Brien must go.", "Inspector O'Brien"),
]

NUMBERS = [
    ("Appelez le 76 12 34 56 pour payer.", HintKind.TELEPHONE, "76 12 34 56"),
    ("Il donne son numéro +223 76123456 à tous.", HintKind.TELEPHONE, "+223 76123456"),
    ("Son téléphone : 76123456.", HintKind.TELEPHONE, "téléphone : 76123456"),
    ("Le camion AB 1234 MD attend depuis mardi.", HintKind.PLATE, "AB 1234 MD"),
    ("Le véhicule 1234 AB 01 est bloqué.", HintKind.PLATE, "1234 AB 01"),
    ("The truck DK-1234-A has been waiting.", HintKind.PLATE, "DK-1234-A"),
    ("Écrivez à chef.poste@douanes.example pour payer.", HintKind.MAIL, "chef.poste@douanes.example"),
]

PLAIN = [
    "Publier les frais et les horaires à chaque poste.",
    "Le chef de bureau répond à chaque réclamation dans les quinze jours.",
    "Les chefs de poste tournent tous les trois ans.",
    "Le Directeur Général des Douanes publie la liste chaque année.",
    "Monsieur le Directeur devrait recevoir la FCDT chaque trimestre.",
    "La Fédération des commissionnaires en douane de Tamarie forme ses membres.",
    "Que l'agent FCDT du port ait un badge.",
    "Que chaque agent AFCTRA porte un badge.",
    "Demander à un agent. Les frais doivent être affichés.",
    "Le directeur Commerce et le directeur Transports se concertent.",
    "Payer 1 000 000 FCFA sans quittance est contraire au code.",
    "Les frais passent de 25 000 à 50 000 francs.",
    "Depuis 2024-2025 les délais s'allongent, du 12.03.2026 au 14.03.2026.",
    "La position 8703 22 et la circulaire n° 017/2026/DG sont contestées.",
    "Réparer la RN 6 entre Naoré et Balanko.",
    "LES AGENTS DEMANDENT DES FRAIS À CHAQUE BARRIÈRE.",
    "LE CHEF DE POSTE DOIT PUBLIER LES HORAIRES.",
    "Answer every complaint within 15 days.",
    "The Director General publishes the list.",
    "Let me pay at the bank, one receipt for each payment.",
    "Chief complaints are about fees.",
    "The head of the office answers within 15 days.",
    "Customs Officer and broker meet every quarter.",
    "Le guichet ouvre de 8 h 30 à 12 h.",
    "Appliquer les articles 10 et 12 de l'accord de l'OMC.",
    "",
]


@pytest.mark.parametrize(("text", "words"), NAMING)
def test_person_named_is_noticed(text, words):
    assert find_hints(text, BODIES) == [Hint(HintKind.PERSON, words)]


@pytest.mark.parametrize(("text", "kind", "words"), NUMBERS)
def test_number_that_leads_to_a_person_is_noticed(text, kind, words):
    assert find_hints(text, BODIES) == [Hint(kind, words)]


@pytest.mark.parametrize("text", PLAIN)
def test_bodies_services_sums_and_days_are_no_persons(text):
    assert find_hints(text, BODIES) == []


def test_hints_come_in_the_order_of_the_text_and_each_once():
    text = "Appelez le 76 12 34 56, demandez M. Diarra, puis encore M. Diarra."
    assert [hint.words for hint in find_hints(text)] == ["76 12 34 56", "M. Diarra"]


def test_both_languages_are_read():
    found = hints_of({"fr": "Payer M. Diarra.", "en": "Pay Mr Diarra."})
    assert [hint.words for hint in found] == ["M. Diarra", "Mr Diarra"]


def test_every_kind_has_its_words():
    assert all(kind.label for kind in HintKind)
