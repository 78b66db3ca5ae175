"""Opening an address changes nothing: robots that preview links, mail scanners and browsers that load ahead open them too."""

import pytest
from django.urls import reverse

from tests.attacks.samples import arguments
from tests.attacks.test_permissions import addresses
from tests.attacks.voices import tables

pytestmark = pytest.mark.django_db

VISITS = {"django_session"}
"""Tables in which a visit itself is kept."""


def rows() -> dict[str, list[str]]:
    return {name: kept for name, kept in tables().items() if name not in VISITS}


@pytest.mark.parametrize("viewer", ["coordinator", "technician", "own_member", "observer"])
def test_no_page_of_a_post_writes_when_it_is_opened(viewer, world):
    places = [
        reverse(name, kwargs=arguments(world, name, list(address.arguments))) for name, address in addresses().items()
    ]
    client = world.client(viewer)
    before = rows()
    shown = sum(client.get(place).status_code == 200 for place in places)
    after = rows()
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {}
    assert shown > 25, "pages were shown"
    assert client.get("/").context["request"].user.is_authenticated, "to the end"
