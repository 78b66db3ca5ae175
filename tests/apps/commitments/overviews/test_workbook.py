"""Excel out and in again: unchanged says nothing, each change is seen, what cannot be taken over is said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danaya.apps.commitments.models import Commitment, CommitmentState, Indicator, Milestone
from danaya.engines.language import Problem
from tests.apps.commitments.factories import make_parties
from tests.apps.commitments.overviews.sheets import Book, Formula, came_back, changed, written

pytestmark = pytest.mark.django_db

TEXTS = st.one_of(
    st.sampled_from(
        [
            "=1+1", "@SUM(A1)", "+33 1 02", "-12", "00123", "1e5", "12/03/2026", "TRUE", "#N/A", "a\nb\r\nc", " espaces ", "l’été à Ségou",
            "_x0041_", "Ã©tÃ©", "<b>gras</b> & co", "'apostrophe", "a\tb", "12345678901234567890", "\\x41", "١٢٣", "🛃",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
)  # fmt: skip
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
MONEY = st.one_of(st.none(), st.decimals(0, Decimal("9999999999999.99"), places=2))
NUMBERS = st.one_of(st.none(), st.floats(-1e12, 1e12, allow_nan=False))
SEVERAL = 20


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_unchanged_nothing_changes(data):
    parties = make_parties()
    for _each in range(SEVERAL):
        one = parties.commitment(
            problem={"fr": data.draw(TEXTS), "en": data.draw(TEXTS)},
            budget=data.draw(MONEY),
            budget_source=data.draw(TEXTS),
        )
        Commitment.objects.filter(pk=one.pk).update(starts=data.draw(DAYS))
        Milestone.objects.filter(commitment=one).update(text={"fr": data.draw(TEXTS)}, due=data.draw(DAYS))
        Indicator.objects.filter(commitment=one).update(baseline=data.draw(NUMBERS), source=data.draw(TEXTS))
    language, reader = data.draw(st.permutations(("fr", "en")))
    found = came_back(parties.plan, written(parties.plan, language), reader)
    assert [(one.before, one.after) for entry in found.entries for one in entry.differences] == []
    assert (found.changing, found.refusing, list(found.notes), found.absent) == ([], [], [], 0)


def test_each_change_is_seen_old_beside_new():
    parties = make_parties()
    parties.commitment(state=CommitmentState.PROPOSED)
    found = changed(
        parties.plan,
        lambda book: (
            book.put("result_en", "Posted at 14 posts.")
            .put("budget", "1 250 000,50")
            .put("budget_nil", "non")
            .put("starts", "3 mars 2026")
            .put("weight", 25, 2, milestones=True)
        ),
    )
    (entry,) = found.changing
    assert {one.field.key: (one.before, one.after) for one in entry.differences} == {
        "result_en": ("Fees and times are posted at 12 posts of 12.", "Posted at 14 posts."),
        "budget": ("", "1250000.5"),
        "budget_nil": ("yes", "no"),
        "starts": ("2026-01-01", "2026-03-03"),
    }
    assert [(one.before, one.after) for step in entry.steps for one in step.differences] == [("30", "25")]
    assert not any(one.clash for one in entry.differences)


def test_what_cannot_be_changed_here_is_said():
    parties = make_parties()
    parties.commitment()
    found = changed(
        parties.plan,
        lambda book: (
            book.put("ref", "E-99")
            .put("owner", "Personne")
            .put("starts", "bientôt")
            .put("counterpart", None)
            .put("due", date(2027, 2, 1), 3, milestones=True)
        ),
    )
    (entry,) = found.refusing
    said = " ".join(one["fr"] for one in entry.refused)
    assert found.changing == []
    for words in (
        "ne change plus",
        "« Personne » n'est pas dans la liste",
        "bientôt",
        "remplissez",
        "écrivez le motif",
    ):
        assert words in said


def test_a_promised_date_is_asked_for_with_its_reason():
    parties = make_parties()
    parties.commitment()
    found = changed(
        parties.plan,
        lambda book: book.put("due", date(2027, 2, 1), 3, milestones=True).put("reason", "Crue", 3, milestones=True),
    )
    ((step,),) = [entry.steps for entry in found.changing]
    assert (step.move.after, step.reason, step.differences) == ("2027-02-01", "Crue", [])


def test_what_both_changed_is_chosen_by_a_person():
    parties = make_parties()
    one = parties.commitment(state=CommitmentState.PROPOSED)
    book = Book(written(parties.plan)).put("trigger_fr", "Le mien").put("budget_source", "Budget 2027")
    one.trigger, one.problem, one.revision = {"fr": "Le leur"}, {"fr": "Autre problème"}, 2
    one.save()
    ((first, second),) = [entry.differences for entry in came_back(parties.plan, book.content()).changing]
    assert (first.field.key, first.before, first.after, first.clash) == ("trigger_fr", "Le leur", "Le mien", True)
    assert (second.field.key, second.clash) == (
        "budget_source",
        False,
    )  # and nothing about the problem, which only they changed


def test_rows_sorted_columns_moved_headings_renamed_rows_deleted():
    parties = make_parties()
    for _each in range(3):
        parties.commitment()
    book = Book(written(parties.plan)).put("problem_fr", "Nouveau", 3)
    keys, heads, first, _second, third = book.commitments
    heads[3] = "Renommé"
    book.sheets[0] = [list(reversed(row)) for row in (keys, heads, third, first)]
    found = came_back(parties.plan, book.content())
    assert [(one.commitment.reference, [each.after for each in one.differences]) for one in found.changing] == [
        ("E-03", ["Nouveau"])
    ]
    assert (found.refusing, found.absent) == ([], 1)


def test_without_its_hidden_row_headings_say_which_column_it_is():
    parties = make_parties()
    parties.commitment()
    book = Book(written(parties.plan, "en")).put("problem_en", "Why")
    del book.commitments[0]
    found = came_back(parties.plan, book.content())
    assert [one.after for entry in found.changing for one in entry.differences] == ["Why"]


def test_new_rows_are_new_drafts_with_their_milestones():
    parties = make_parties()
    one = parties.commitment()
    owner, counterpart = (f"{post.organisation.acronym} – {post.title['fr']}" for post in (one.owner, one.counterpart))

    def add(book):
        book.put("ref", "N1", 2).put("result_fr", "Chaque plainte reçoit une réponse.", 2)
        book.put("owner", owner, 2).put("counterpart", counterpart, 2)
        book.put("ref", "n1", 4, milestones=True).put("text_fr", "Registre ouvert.", 4, milestones=True)
        book.put("due", date(2026, 9, 1), 4, milestones=True)
        book.put("result_fr", "Sans porteur", 3)

    found = changed(parties.plan, add)
    (new,) = found.changing
    assert (new.is_new, new.cells["owner"], [step.cells["due"] for step in new.steps]) == (
        True, str(one.owner_id), ["2026-09-01"],
    )  # fmt: skip
    assert "Porteur" in found.refusing[0].refused[0]["fr"]


def test_formulas_are_read_as_saved_and_said():
    parties = make_parties()
    parties.commitment(state=CommitmentState.PROPOSED)
    found = changed(parties.plan, lambda book: book.put("problem_fr", Formula("=1+1")))
    assert found.changing == []  # never calculated: the formula has no saved value
    assert any("formule" in one["fr"].lower() for one in (*found.notes, *found.refusing[0].refused))


def test_merged_cells_fill_their_rows_and_say_so():
    parties = make_parties()
    for _each in range(2):
        parties.commitment(budget_source="État")
    book = Book(written(parties.plan)).put("budget_source", "Bailleur")
    book.merge("budget_source", 1, 2)
    found = came_back(parties.plan, book.content())
    assert [one.after for entry in found.changing for one in entry.differences] == ["Bailleur", "Bailleur"]
    assert any("fusion" in one["fr"].lower() for one in found.notes)


def test_the_workbook_of_another_plan_is_refused():
    parties, others = make_parties(), make_parties()
    parties.commitment()
    others.commitment()
    with pytest.raises(Problem) as refused:
        came_back(parties.plan, written(others.plan))
    assert refused.value.code == "commitments-workbook-of-another-plan"
