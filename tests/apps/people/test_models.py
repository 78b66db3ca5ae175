"""Invariants of people: one administration, one holder at a time, guests with an end."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from danaya.apps.people.models import Account, Administration, Organisation, Role, Side, Tenure
from danaya.apps.people.models.texts import read
from tests.apps.people.factories import (
    make_account,
    make_administration,
    make_organisation,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db


def codes(error: ValidationError) -> set[str | None]:
    return {item.code for items in error.error_dict.values() for item in items}


def test_administration_second_one_refused():
    make_administration()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_administration(short_name="AUTRE")
    assert Administration.objects.count() == 1


def test_tenure_runs_until_the_day_before_its_end():
    tenure = make_tenure(since=date(2026, 1, 1), until=date(2026, 6, 30))
    assert not tenure.runs_on(date(2025, 12, 31))
    assert tenure.runs_on(date(2026, 1, 1))
    assert tenure.runs_on(date(2026, 6, 29))
    assert not tenure.runs_on(date(2026, 6, 30))
    assert list(Tenure.objects.on(date(2026, 6, 29))) == [tenure]
    assert not Tenure.objects.on(date(2026, 6, 30)).exists()


@pytest.mark.parametrize(
    ("since", "until", "clash"),
    [
        (date(2025, 12, 1), date(2026, 1, 1), False),
        (date(2025, 12, 1), date(2026, 1, 2), True),
        (date(2026, 3, 1), date(2026, 3, 2), True),
        (date(2026, 6, 30), None, False),
        (date(2026, 6, 29), None, True),
        (date(2025, 1, 1), None, True),
        (date(2026, 3, 1), date(2026, 3, 1), False),
    ],
)
def test_tenure_overlapping_another_of_the_post_refused(since, until, clash):
    post = make_tenure(since=date(2026, 1, 1), until=date(2026, 6, 30)).post
    second = Tenure(post=post, account=make_account(), since=since, until=until)
    if not clash:
        second.full_clean()
        return
    with pytest.raises(ValidationError) as caught:
        second.full_clean()
    assert codes(caught.value) == {"overlap"}


def test_tenure_second_open_one_refused_by_the_database():
    post = make_tenure().post
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tenure(post=post, since=date(2026, 1, 1))


def test_tenure_end_before_beginning_refused():
    post = make_post()
    with pytest.raises(ValidationError) as caught:
        Tenure(post=post, account=make_account(), since=date(2026, 2, 1), until=date(2026, 1, 1)).full_clean()
    assert "until-before-since" in codes(caught.value)


def test_tenure_of_visiting_expert_needs_an_end():
    post = make_post(Role.VISITING_EXPERT)
    with pytest.raises(ValidationError) as caught:
        Tenure(post=post, account=make_account(), since=date(2026, 2, 1)).full_clean()
    assert codes(caught.value) == {"expert-without-end"}


def test_tenure_account_may_hold_several_posts():
    account = make_account()
    make_tenure(account=account)
    make_tenure(Role.TRAINER, account=account)
    assert Tenure.objects.acting_on(date(2026, 1, 1)).filter(account=account).count() == 2


@pytest.mark.parametrize("part", ["post", "organisation", "account"])
def test_tenure_gives_no_rights_once_post_organisation_or_account_is_inactive(part):
    tenure = make_tenure()
    thing = {"post": tenure.post, "organisation": tenure.post.organisation, "account": tenure.account}[part]
    setattr(thing, "is_active" if part == "account" else "active", False)
    thing.save()
    assert not Tenure.objects.acting_on(date(2026, 1, 1)).exists()


def test_post_role_not_of_its_side_refused():
    post = make_post(Role.MEMBER, make_organisation(Side.PRIVATE))
    post.role = Role.COORDINATOR
    with pytest.raises(ValidationError) as caught:
        post.full_clean()
    assert codes(caught.value) == {"role-of-side"}


@pytest.mark.parametrize("name", ["Coordonnateur", "1er-adjoint", "point focal", "+22376", "a@b"])
def test_post_sign_in_name_that_could_be_taken_for_another_identifier_refused(name):
    post = make_post()
    post.sign_in_name = name
    with pytest.raises(ValidationError) as caught:
        post.full_clean()
    assert codes(caught.value) == {"sign-in-name"}


def test_account_needs_neither_mail_nor_telephone():
    first, second = Account.objects.create_account(), Account.objects.create_account(email=" A@B.ML ")
    assert (first.email, first.telephone, first.has_usable_password()) == (None, None, False)
    assert second.email == "a@b.ml"


@pytest.mark.parametrize("name", [{}, {"fr": 3}, ["Douanes"]])
def test_organisation_name_that_is_no_text_refused(name):
    with pytest.raises(ValidationError) as caught:
        Organisation(name=name, acronym="X", side=Side.PRIVATE).full_clean()
    assert set(caught.value.error_dict) == {"name"}


def test_read_takes_the_language_of_the_page(settings):
    from django.utils.translation import override

    with override("en"):
        assert read({"fr": "Douanes", "en": "Customs"}) == "Customs"
        assert read({"fr": "Douanes"}) == "Douanes"
