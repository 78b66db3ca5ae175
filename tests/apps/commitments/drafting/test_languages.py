"""Two languages of one text: what is said where one was reworded and the other was not, and what makes the remark go."""

from dataclasses import replace

import pytest

from danaya.apps.commitments.actions.draft_commitment import edit_commitment
from danaya.apps.commitments.drafting.languages import behind_of
from danaya.apps.commitments.drafting.rewording import wording_of
from danaya.apps.commitments.models import Commitment
from danaya.base.journal.entries import history
from tests.apps.commitments.drafting.test_pages import at, of, sent
from tests.apps.commitments.factories import AT, TODAY, make_parties
from tests.apps.dialogue.desks import sign_in, words
from tests.apps.people.factories import make_administration

BOTH = {"fr": "Un à 12 postes.", "en": "One at 12 posts."}
FRENCH, ENGLISH = {**BOTH, "fr": "Un à 7 postes."}, {**BOTH, "en": "One at 7 posts."}
REMARK = "Résultat : le texte anglais n'a pas changé depuis que le texte français a été reformulé."


@pytest.fixture
def parties(settings):
    settings.TODAY = TODAY
    make_administration()
    return make_parties()


@pytest.mark.parametrize(
    ("known", "before", "after", "behind"),
    [
        ([], BOTH, FRENCH, ["en"]),
        ([], BOTH, ENGLISH, ["fr"]),
        ([], BOTH, {"fr": "Sept.", "en": "Seven."}, []),
        ([], BOTH, BOTH, []),
        ([], BOTH, {**BOTH, "fr": " Un à 12  postes. "}, []),  # only spaces
        ([], {"fr": "Un."}, {"fr": "Un.", "en": "One."}, []),  # a translation is added
        ([], {"fr": "Un."}, {"fr": "Deux.", "en": "One."}, []),
        ([], BOTH, {"fr": "Deux."}, []),  # what stands in one language is behind nothing
        ([], {}, BOTH, []),
        (["en"], FRENCH, FRENCH, ["en"]),
        (["en"], FRENCH, {**FRENCH, "en": "One at 7 posts."}, []),  # it catches up
        (["en"], FRENCH, {**FRENCH, "fr": "Un à 6 postes."}, ["en"]),
        (["en"], FRENCH, {"fr": "Un à 6 postes.", "en": "One at 6."}, []),
    ],
)
def test_a_language_is_behind_from_a_rewording_of_the_other_until_it_is_changed_itself(known, before, after, behind):
    found = behind_of({"result": known}, {"result": before}, {"result": after})
    assert found == ({"result": behind} if behind else {})


@pytest.mark.django_db
def test_a_model_reworded_in_one_language_is_remarked_with_its_field_until_somebody_has_read_the_other(parties):
    client = sign_in(parties.private)
    address = f"{at('draft', parties.plan)}?model=fees-posted"
    typed = sent(client, address) | {
        "model": "fees-posted",
        "result_fr": "Une affiche donne les frais dans 7 postes sur 7.",
        "owner": str(parties.customs.post_id),
        "counterpart": str(parties.private.post_id),
    }
    assert client.post(address, typed).status_code == 302
    made = Commitment.objects.get(model="fees-posted")
    assert made.behind == {"result": ["en"]}
    for page in ("commitment", "propose"):
        answer = client.get(of(made, page))
        assert REMARK in words(answer)
        assert f'href="{of(made, "edit", "promise")}#id_result_1"' in answer.content.decode()
    promise = of(made, "edit", "promise")
    assert 'id="id_result_1"' in client.get(promise).content.decode()
    means = of(made, "edit", "means")
    assert client.post(means, sent(client, means) | {"same": "on"}).status_code == 302
    assert REMARK in words(client.get(promise))  # read on another page: not these words
    assert client.post(promise, sent(client, promise) | {"same": "on"}).status_code == 302
    assert REMARK not in words(client.get(promise))
    assert history(made).last().verb == "commitments.agree_languages"


@pytest.mark.django_db
def test_milestones_and_indicator_are_remarked_where_they_stand_and_the_wording_stays_when_they_are_read(parties):
    made = parties.commitment(state="proposed")
    kept = wording_of(made)
    steps = tuple(replace(step, text={**step.text, "en": f"Step {step.weight}."}) for step in kept.steps)
    whole = replace(kept, steps=steps, measure=replace(kept.measure, name={"fr": "Postes", "en": "Posts"}))
    edit_commitment(made, whole, revision=1, actor=parties.customs, at=AT)
    kept = wording_of(made)
    first, second, third = kept.steps
    turned = (second, replace(first, text={**first.text, "en": "Another step."}), third)
    changed = replace(kept, steps=turned, measure=replace(kept.measure, name={"fr": "Bureaux", "en": "Posts"}))
    made = edit_commitment(made, changed, revision=2, actor=parties.customs, at=AT)
    assert made.behind == {str(first.key): ["fr"], "indicator": ["en"]}
    client = sign_in(parties.customs)
    said = words(client.get(of(made, "edit", "steps")))
    assert "Jalon 2 : le texte français n'a pas changé depuis que le texte anglais a été reformulé." in said
    for part in ("steps", "measure"):
        page = of(made, "edit", part)
        assert client.post(page, sent(client, page) | {"same": "on"}).status_code == 302
    made.refresh_from_db()
    assert (made.behind, made.revision) == ({}, 3)
