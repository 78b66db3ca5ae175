"""Sentences made from the figures of a vote, in both languages; drawings hold nothing that may not be told."""

import pytest

from danaya.apps.dialogue.models import Grouping
from danaya.apps.dialogue.votes.charting import chart_of, figure_of, roles_of, subtitle_of
from danaya.apps.dialogue.votes.results import results_of
from danaya.apps.dialogue.votes.telling import difference_in_words, headlines, split_in_words, tell_row, why_unknown
from danaya.apps.people.models import Side
from danaya.engines.publishing.charts import Votes
from tests.apps.dialogue.told import Told, bodies
from tests.apps.dialogue.voted import make_ballots

pytestmark = pytest.mark.django_db
CUSTOMS, PRIVATE = Side.CUSTOMS, Side.PRIVATE


def sentences(ballots, language="fr"):
    results = results_of(ballots.room.consultation)
    return {one.kind: one.sentence for one in headlines(results, language)}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_three_sentences_of_a_full_vote():
    told = Told()
    said = sentences(told.ballots)
    assert said["shared"] == (
        "3 attentes ont presque sûrement la majorité dans chaque groupe. En tête, A-01 «\u202fAfficher les frais et les délais "
        "à chaque poste de douane, et les tenir à jour\u202f»\u00a0: au moins 80\u00a0% de chaque groupe est d'accord."
    )
    assert plain(said["dividing"]) == (
        "3 attentes divisent nettement. La plus grande différence, A-04 « Publier la liste des commissionnaires sanctionnés » : "
        "Douane : 88 % [77 ; 94], n = 40 ; Secteur privé : 22 % [13 ; 34], n = 45."
    )
    assert plain(said["mattering"]).startswith("5 attentes ont reçu des étoiles. En tête, A-01 « Afficher les frais")
    english = sentences(told.ballots, "en")
    assert english["shared"] == (
        "3 expectations almost certainly have a majority in each group. First, A-01 “Post fees and times at each customs office, "
        "and keep them up to date”: at least 80% of each group agrees."
    )


def test_one_is_said_in_the_singular():
    ballots = make_ballots()
    ballots.vote(ballots.room.shown(), {CUSTOMS: (9, 0, 0), PRIVATE: (9, 0, 0)})
    ballots.end()
    said = sentences(ballots)
    assert said["shared"].startswith("Une attente a presque sûrement la majorité")
    assert plain(said["dividing"]) == "Pas de différence nette entre les groupes. Attentes comparées : 1."


def test_nothing_sure_names_the_most_widely_shared_with_its_figures():
    ballots = make_ballots()
    ballots.vote(ballots.room.shown(), {CUSTOMS: (5, 4, 0), PRIVATE: (6, 0, 0)})
    ballots.end()
    said = plain(sentences(ballots)["shared"])
    assert said.startswith("Aucune attente n'a presque sûrement la majorité dans chaque groupe. La plus partagée, A-01")
    assert said.endswith("Douane : 56 % [30 ; 79], n = 9 ; Secteur privé : 6 sur 6.")


def test_what_is_not_known_says_who_is_missing():
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (9, 0, 0), PRIVATE: (4, 0, 0)})
    ballots.end()
    said = sentences(ballots)
    assert said["shared"].startswith("On ne sait pas encore ce qui rassemble.")
    assert said["dividing"].startswith("Les groupes ne peuvent pas encore être comparés.")
    assert plain(said["mattering"]).endswith("Moins de 5 votants ont donné des étoiles dans : Douane, Secteur privé.")
    results = results_of(ballots.room.consultation)
    assert plain(why_unknown(results.unknown[0], "fr")) == "Secteur privé : moins de 5 votants en tout"
    assert plain(tell_row(results.rows[0], results, "fr")[0]) == (
        "Pas encore connu de tous les groupes. Secteur privé : moins de 5 votants en tout."
    )


def test_sentences_of_one_expectation():
    told = Told()
    results = results_of(told.room.consultation)
    first, sanctioned = results.rows[0], results.rows[3]
    assert plain(tell_row(first, results, "fr")[0]) == (
        "Rang 1 sur 7 parmi les attentes que chaque groupe a vues : au moins 80 % de chaque groupe est d'accord."
    )
    assert (
        plain(tell_row(sanctioned, results, "fr")[1])
        == "Divise nettement : 65 points [46 ; 77] d'écart (Douane plus d'accord que Secteur privé)."
    )
    assert "\u00a0" in difference_in_words(sanctioned.divide, "fr").partition("[")[2]


def test_a_group_divided_in_itself_is_told_with_both_shares():
    told = Told()
    results = results_of(told.room.consultation)
    forwarders = results.rows[5]
    assert "Avis partagés dans le groupe même : Secteur privé 53 % d'accord, 33 % pas d'accord, n = 45." in [
        plain(sentence) for sentence in tell_row(forwarders, results, "fr")
    ]
    assert plain(split_in_words(forwarders, "en")) == "Private sector 53% agree, 33% disagree, n = 45"
    assert split_in_words(results.rows[0], "fr") == ""


def test_drawing_of_a_hidden_group_is_empty_and_has_no_tick():
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (30, 0, 0), PRIVATE: (4, 0, 0)})
    ballots.end()
    results = results_of(ballots.room.consultation)
    chart = chart_of(results, results.rows, "shared", "fr")
    assert [group.role for group in chart.groups] == ["customs"]
    assert chart.tick(0) is None


def test_drawing_of_a_group_under_eight_has_no_bounds():
    ballots = make_ballots()
    ballots.vote(ballots.room.shown(), {CUSTOMS: (30, 0, 0), PRIVATE: (6, 0, 0)})
    ballots.end()
    results = results_of(ballots.room.consultation)
    chart = chart_of(results, results.rows, "shared", "fr")
    assert chart.groups[1].votes == (Votes(6, 6, None, None),)
    assert chart.figures == ("comptes seuls",)


def test_more_organisations_than_shapes_have_no_drawing():
    every = bodies(9)
    ballots = make_ballots(grouping=Grouping.BODIES)
    one, other = ballots.room.shown(), ballots.room.shown("Autre.")
    ballots.vote(one, dict.fromkeys(every[:8], (8, 0, 0)))
    ballots.vote(other, dict.fromkeys(every, (8, 0, 0)))
    ballots.end()
    results = results_of(ballots.room.consultation)
    assert set(roles_of(results.groups).values()) == {f"body{place}" for place in range(1, 9)}
    first = [row for row in results.rows if row.expectation == one]
    assert len(chart_of(results, first, "shared", "fr").groups) == 8
    assert figure_of(results, results.rows, "shared", "", "fr") is None


def test_subtitle_says_measure_vote_and_voters():
    told = Told()
    results = results_of(told.room.consultation)
    assert plain(subtitle_of(results, "mattering", "fr")) == (
        "Part qui donne une étoile parmi ceux qui en ont donné, intervalle à 90 %. Vote 1, fini le 23 novembre 2026. "
        "Douane : 30 ont donné des étoiles ; Secteur privé : 32 ont donné des étoiles."
    )
    assert subtitle_of(results, "shared", "en").endswith("Customs: 40 voters; Private sector: 45 voters.")
