"""Who answers to what is typed; the same answer whether or not somebody does."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import get_hasher

from danaya.apps.people import backends
from danaya.apps.people.identifiers import find_account
from danaya.apps.people.telephones import CALLING_CODES, TRUNK_ZERO, normalise_telephone
from tests.apps.people.factories import PASSWORD, make_account, make_administration, make_post, make_tenure

TODAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def day(settings):
    settings.TODAY = TODAY


@pytest.mark.parametrize(
    "typed",
    [
        "+223 76 12 34 56",
        "00223 76123456",
        "223 76 12 34 56",
        "76 12 34 56",
        "76.12.34.56",
        "(+223) 76-12-34-56",
        "+223\u202f76\u00a012 34 56",
    ],
)
def test_telephone_usual_spellings_are_one_number(typed):
    assert normalise_telephone(typed, "ML") == "+22376123456"


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("020 212 3456", "KE", "+254202123456"),
        ("+44 (0)20 7946 0018", "ML", "+442079460018"),
        ("07 01 02 03 04", "CI", "+2250701020304"),
        ("76123456", "", None),
        ("coordonnateur", "ML", None),
        ("", "ML", None),
        ("76 12", "ML", None),
        ("17", "ML", None),
        ("22 37 61 23", "ML", "+22322376123"),
        ("27 21 23 45 67", "CI", "+2252721234567"),
        ("2250701020304", "CI", "+2250701020304"),
        ("82 123 4567", "ZA", "+27821234567"),
        ("+223 76 12 34 56 78 90 12 34", "ML", None),
        ("+223 ٧٦١٢٣٤٥٦", "ML", None),
    ],
)
def test_telephone_of_other_countries_or_none(typed, country, number):
    assert normalise_telephone(typed, country) == number


def test_countries_with_a_trunk_zero_have_a_calling_code():
    assert set(CALLING_CODES) >= TRUNK_ZERO
    assert len(set(CALLING_CODES.values())) == len(CALLING_CODES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["awa@douanes.ml", " AWA@Douanes.ML ", "+223 76 12 34 56", "76123456", "coordonnateur", "Coordonnateur "]
)
def test_account_found_by_mail_number_or_post(typed):
    make_administration(country="ML")
    account = make_account(email="awa@douanes.ml", telephone="+22376123456")
    make_tenure(post=make_post(sign_in_name="coordonnateur"), account=account)
    assert find_account(typed) == account
    assert authenticate(username=typed, password=PASSWORD) == account


@pytest.mark.django_db
@pytest.mark.parametrize("until", [TODAY, date(2026, 1, 1)])
def test_post_name_no_longer_names_who_held_it(until):
    make_tenure(post=make_post(sign_in_name="coordonnateur"), until=until)
    assert find_account("coordonnateur") is None


@pytest.mark.django_db
def test_post_name_names_its_holder_of_today():
    post = make_post(sign_in_name="coordonnateur")
    make_tenure(post=post, until=TODAY)
    holder = make_tenure(post=post, since=TODAY).account
    assert find_account("coordonnateur") == holder


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["nobody", "no password yet", "wrong", "inactive"])
def test_sign_in_refused_costs_one_hash_whoever_is_named(case, monkeypatch):
    make_account(email="a@b.ml", password=None if case == "no password yet" else PASSWORD, is_active=case != "inactive")
    hashes = []
    hasher = type(get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *args: hashes.append(1) or encode(self, *args))
    name = "x@y.ml" if case == "nobody" else "a@b.ml"
    given = PASSWORD if case == "inactive" else "another one entirely"
    assert authenticate(username=name, password=given) is None
    assert len(hashes) == 1


@pytest.mark.django_db
def test_accounts_own_permissions_give_nothing():
    backend = backends.IdentifierBackend()
    assert backend.get_all_permissions(make_account()) == set()
    assert not backend.has_perm(make_account(), "people.manage_posts")
