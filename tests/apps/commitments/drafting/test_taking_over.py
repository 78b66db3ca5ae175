"""A follow-up table that exists becomes drafts: merged cells, guessed columns, nothing lost, its past unconfirmed."""

from datetime import date

import pytest
from django import forms
from django.test.html import parse_html

from danaya.apps.commitments.actions.take_over_table import (
    ASIDE,
    account_in,
    begin_import,
    choose_sheet,
    give_up_import,
    map_columns,
    name_parties,
    roles_of,
    take_over,
)
from danaya.apps.commitments.drafting.taking_over import guess, when
from danaya.apps.commitments.forms.choosing import SharedSelect, drawn_options
from danaya.apps.commitments.models import Commitment, Import
from danaya.base.files.models import StoredFile
from danaya.engines.language import Problem
from tests.apps.commitments.drafting.tables import document, workbook
from tests.apps.commitments.factories import AT, TODAY, make_parties
from tests.apps.commitments.samples import csv_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties():
    return make_parties()


def brought(parties, upload):
    return begin_import(parties.plan, upload, actor=parties.private, at=AT)


def named(held, parties):
    """Both owners' words stand for posts."""
    both = {
        "DGD": [str(parties.customs.post_id), str(parties.private.post_id)],
        "Chambre de commerce": [str(parties.private.post_id), str(parties.customs.post_id)],
    }
    name_parties(held, {words: both.get(words, ASIDE) for words in account_in(held).owners})


@pytest.mark.parametrize("make", [workbook, document])
def test_cells_merged_over_rows_become_milestones_of_one_commitment(parties, make):
    held = brought(parties, make())
    assert roles_of(held) == {
        "N°": "past",
        "Activités": "result",
        "Étapes": "step",
        "Structure responsable": "owner",
        "Partenaire": "counterpart",
        "Échéance": "due",
        "Taux de réalisation": "past",
        "Observations": "past",
    }
    first, second = account_in(held).rows
    assert first.result == "Afficher les frais dans 12 postes"
    assert [(words, due) for words, _starts, due in first.steps] == [
        ("La liste est signée", date(2026, 3, 2)),
        ("L'affiche est posée", date(2026, 6, 30)),
    ]
    assert {"100 %", "40 %", "Fait", "Retard à Kayes", "fin juin 2026"} <= {one.text for one in first.past}
    assert (second.owner, second.steps) == ("Chambre de commerce", [])
    assert "« en continu »" in second.lacks[0]["fr"]


def test_a_title_over_rows_is_kept_with_them_and_a_total_is_told_apart(parties):
    account = account_in(brought(parties, workbook()))
    assert {row.past[0].text for row in account.rows} == {"AXE 1 : TRANSPARENCE"}
    assert {one.text for one in account.aside} == {"Total", "47 %"}
    assert account.aside[-1].place == "suivi.xlsx · Suivi!G6"


def test_rows_become_drafts_of_the_body_with_an_unconfirmed_past_that_counts_for_nothing(parties):
    held = brought(parties, workbook())
    named(held, parties)
    made = take_over(held, actor=parties.private, at=AT)
    assert [(one.state, one.imported, one.drafted_by_id) for one in made] == [
        ("draft", True, parties.private.post_id)
    ] * 2
    first = Commitment.objects.select_related("followed").get(pk=made[0].pk)
    assert (first.owner, first.counterpart) == (parties.customs.post, parties.private.post)
    assert (first.followed.claimed, first.followed.confirmed) == (0, 0)
    assert "suivi.xlsx · Suivi!G3" in first.past.get(text="100 %").place
    held.refresh_from_db()
    assert held.taken_on == TODAY
    for again in (
        lambda: take_over(held, actor=parties.private, at=AT),
        lambda: name_parties(held, {}),
        lambda: give_up_import(held, actor=parties.private, at=AT),
        lambda: choose_sheet(held, "Suivi"),
    ):
        with pytest.raises(Problem) as refused:
            again()
        assert refused.value.code == "commitments-taken-over"
    assert Commitment.objects.count() == 2


def test_owners_are_asked_for_or_their_rows_left_aside(parties):
    held = brought(parties, workbook())
    with pytest.raises(Problem) as refused:
        take_over(held, actor=parties.private, at=AT)
    assert refused.value.code == "commitments-parties-missing"
    name_parties(
        held, {"DGD": [str(parties.customs.post_id), str(parties.private.post_id)], "Chambre de commerce": ASIDE}
    )
    assert len(take_over(held, actor=parties.private, at=AT)) == 1


def test_columns_are_named_by_hand_where_they_were_guessed_wrong(parties):
    held = brought(parties, csv_upload("Quoi;Pilote;Quand\nPublier 12 barèmes;DGD;T2 2026\n"))
    assert roles_of(held) == {"Quoi": "result", "Pilote": "owner", "Quand": "due"}
    for code, roles in (
        ("no-action-column", {"Quoi": "past"}),
        ("column-twice", {"Quoi": "result", "Pilote": "result"}),
    ):
        with pytest.raises(Problem) as refused:
            map_columns(held, roles, "fr")
        assert refused.value.code == f"commitments-{code}"
    rows = "".join(f"Publier {place} barèmes;Poste {place};2026\n" for place in range(61))
    crowded = brought(parties, csv_upload(f"Quoi;Pilote;Quand\n{rows}"))
    with pytest.raises(Problem) as many:
        map_columns(crowded, roles_of(crowded), "fr")
    assert many.value.code == "commitments-owners-many"
    map_columns(held, {"Quoi": "result", "Pilote": "past", "Quand": "due"}, "en")
    (row,) = account_in(held).rows
    assert (row.owner, row.steps[0][1:]) == ("", (date(2026, 4, 1), date(2026, 6, 30)))


def test_files_that_are_no_table_are_refused_and_not_kept(parties):
    with pytest.raises(Problem):
        brought(parties, csv_upload("<html><script>alert(1)</script></html>"))
    with pytest.raises(Problem):
        brought(parties, csv_upload("MZ\x90\x00programme", "suivi.exe"))
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()
    held = brought(parties, workbook())
    give_up_import(held, actor=parties.private, at=AT)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("avant le 30/06/2026", date(2026, 6, 30)),
        ("Fin mars 2026", date(2026, 3, 31)),
        ("d'ici T2 2026", date(2026, 6, 30)),
        ("au plus tard le 15 août 2026", date(2026, 8, 15)),
        ("by the end of June 2026", date(2026, 6, 30)),
        ("2026", date(2026, 12, 31)),
    ],
)
def test_dates_are_read_with_the_words_around_them(typed, day):
    assert when(typed).last == day


def test_words_that_name_no_date_are_none():
    assert [when(typed) for typed in ("en continu", "permanent", "", None, "dès que possible")] == [None] * 5


def test_posts_are_guessed_by_title_and_by_acronym():
    posts = [("1", "Chef du bureau de Kayes", "DGD"), ("2", "Secrétaire général", "FEDCOM"), ("3", "Directeur", "DGD")]
    assert guess("Le chef du bureau de Kayes", posts) == "1"
    assert guess("FEDCOM (M. Traoré)", posts) == "2"
    assert guess("OCLEI", posts) == ""


@pytest.mark.parametrize("chosen", ["", "b", '"><b>', None])
def test_a_long_list_drawn_once_is_drawn_as_any_other(chosen):
    choices = [("", "?"), ("Douane", [("a", "A <& Co"), ("b", "B")])]
    usual = forms.Select(choices=choices).render("owner", chosen, {"id": "x"})
    drawn = SharedSelect(drawn_options(choices)).render("owner", chosen, {"id": "x"})
    assert parse_html(drawn) == parse_html(usual)
