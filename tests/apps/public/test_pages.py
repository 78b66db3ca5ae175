"""Public pages: what the director authorised, to anybody, plain and light; nothing else, and nothing any more once withdrawn."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.actions.telling.authorise_edition import (
    authorise_edition,
    refuse_edition,
    withdraw_edition,
)
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.models import Edition, Evidence
from danaya.apps.commitments.telling.slots import public_path
from danaya.base.files.models import StoredFile, Visibility
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.telling.factories import SECRETS, Stories
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db
INDEX = "/public/"


@pytest.fixture
def stories(settings) -> Stories:
    settings.TODAY = TODAY
    make_administration()
    return Stories.make().every()


def make(stories: Stories) -> Edition:
    return make_edition(stories.plan, actor=stories.parties.coordinator, at=AT)


def authorise(stories: Stories) -> Edition:
    edition = make(stories)
    return authorise_edition(edition, shown=edition.digest, actor=stories.parties.director, at=AT)


def of(stories: Stories) -> str:
    return reverse("public:plan", args=[stories.plan.pk])


def page(address: str = INDEX, **facts: object):
    return Client().get(address, facts)


def test_nothing_of_a_plan_is_public_before_it_is_authorised(stories):
    for act in (lambda: None, lambda: make(stories), lambda: _refuse(stories)):
        act()
        assert "Nothing is published yet" in page(language="en").content.decode()
        assert stories.kept.reference not in page().content.decode()
        assert page(of(stories)).status_code == 404
    assert public_path(stories.plan) == ""


def _refuse(stories: Stories) -> None:
    refuse_edition(stories.plan.editions.first(), why="Non.", actor=stories.parties.director, at=AT)


def test_the_authorised_edition_is_read_without_sign_in_cookie_or_script(stories):
    authorise(stories)
    answer = page()
    told = answer.content.decode()
    assert answer.status_code == 200
    assert stories.kept.reference in told
    assert "<script" not in told
    assert not answer.cookies
    assert "no-cache" in answer["Cache-Control"]
    assert not any(word in told for word in SECRETS)
    assert str(stories.parties.customs.post) not in told
    assert public_path(stories.plan) == of(stories)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Il manque douze agents."), ("en", "Twelve officers are missing.")]
)
def test_both_languages_by_their_own_address(stories, language, words):
    authorise(stories)
    told = page(of(stories), language=language).content.decode()
    assert f'<html lang="{language}"' in told
    assert words in told


def test_withdrawn_vanishes_at_once_also_from_an_open_address(stories):
    edition = authorise(stories)
    assert page(of(stories)).status_code == 200
    withdraw_edition(edition, why="Erreur.", actor=stories.parties.director, at=AT)
    assert page(of(stories)).status_code == 404
    assert stories.kept.reference not in page().content.decode()


def test_words_of_a_plan_are_escaped(stories):
    stories.kept.result = {"fr": "<script>alert(1)</script> & affiches"}
    stories.kept.save()
    authorise(stories)
    told = page(language="fr").content.decode()
    assert "<script" not in told
    assert "&lt;script&gt;" in told


def test_a_page_of_twenty_commitments_weighs_under_30_kb(stories):
    for number in range(25):
        stories.parties.commitment(
            f"Engagement {number} : un résultat que chacun peut vérifier sur place, écrit en entier."
        )
    authorise(stories)
    first, second = page(), page(page="2")
    assert max(len(first.content), len(second.content)) < 30_000 - 4_000, "its style sheet weighs under 4 KB"
    assert "E-20" in first.content.decode()
    assert "E-20<" not in second.content.decode()
    assert page(page="nonsense").status_code == 200


def test_only_public_evidence_of_the_authorised_edition_can_be_taken(stories):
    claim = stories.kept.milestones.first().claims.get()
    stored = StoredFile.objects.create(
        name="photo.png", media_type="image/png", size=3, sha256="b" * 64, visibility=Visibility.PUBLIC, stored_at=AT
    )
    from django.core.files.storage import default_storage

    default_storage.save(stored.location, ContentFile(b"abc"))
    facts = {"claim": claim, "kind": "photo", "file": stored, "digest": "b" * 64, "by": claim.by, "on": claim.on}
    shown = Evidence.objects.create(**facts, visibility=Visibility.PUBLIC)
    hidden = Evidence.objects.create(**facts, visibility=Visibility.FORUM)
    address = f"{of(stories)}evidence/{shown.pk}/"
    assert page(address).status_code == 404, "before anything is authorised"
    edition = authorise(stories)
    answer = page(address)
    assert b"".join(answer.streaming_content) == b"abc"
    assert "attachment" in answer["Content-Disposition"]
    assert page(f"{of(stories)}evidence/{hidden.pk}/").status_code == 404
    later = Evidence.objects.create(**facts, visibility=Visibility.PUBLIC)
    assert page(f"{of(stories)}evidence/{later.pk}/").status_code == 404, "not in what was authorised"
    Evidence.objects.filter(pk=shown.pk).update(visibility=Visibility.FORUM)
    assert page(address).status_code == 404, "taken back for the forum since"
    Evidence.objects.filter(pk=shown.pk).update(visibility=Visibility.PUBLIC)
    withdraw_edition(edition, why="Erreur.", actor=stories.parties.director, at=AT)
    assert page(address).status_code == 404


def test_several_plans_are_listed_each_with_its_own_page(stories):
    authorise(stories)
    other = Stories.make(title={"fr": "Plan de 2024", "en": "Plan of 2024"})
    assert other.kept.reference
    authorise(other)
    told = page(language="fr").content.decode()
    assert of(stories) in told
    assert of(other) in told
    assert "Plan de 2024" in told
