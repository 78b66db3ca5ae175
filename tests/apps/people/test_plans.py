"""Plans of administrations: codes and names made of what was typed, country templates, the day of the installation."""

from datetime import date

import pytest
from django.utils import timezone

from danaya.apps.people.clock import now, today
from danaya.apps.people.models import Role
from danaya.apps.people.plans import PlannedRegion, country_template, regions_of_lines, sign_in_name_of


def test_lines_of_regions_give_each_its_own_code():
    known = (PlannedRegion("kayes", {"fr": "Kayes", "en": "Kayes"}),)
    planned = regions_of_lines("Kayes\n Ségou \nSegou\n日本", "fr", known)
    assert [region.code for region in planned] == ["kayes", "segou", "segou-2", "region"]
    assert planned[0].name == {"fr": "Kayes", "en": "Kayes"}


@pytest.mark.parametrize(
    ("words_given", "taken", "name"),
    [
        ("Point focal FETRAM", (), "point-focal-fetram"),
        ("Point focal FETRAM", ("point-focal-fetram",), "point-focal-fetram-2"),
        ("1er adjoint", (), "er-adjoint"),
        ("日本", (), "poste"),
    ],
)
def test_sign_in_names_are_free_and_plain(words_given, taken, name):
    assert sign_in_name_of(words_given, taken) == name


@pytest.mark.parametrize("key", ["mali", "generic"])
def test_country_templates_hold_together(key):
    template = country_template(key)
    assert len({body.acronym for body in template.bodies}) == len(template.bodies)
    assert len({post.sign_in_name for post in template.posts}) == len(template.posts)
    assert Role.COORDINATOR in {post.role for post in template.posts}
    assert all(set(part.name) == {"fr", "en"} for part in template.bodies)


def test_day_of_the_demonstration_is_its_own(settings):
    settings.TODAY = date(2028, 2, 29)
    assert today() == date(2028, 2, 29)
    assert now().date() == date(2028, 2, 29)
    settings.TODAY = None
    assert abs(now() - timezone.now()).total_seconds() < 5
