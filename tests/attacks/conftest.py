"""The installation that attacks are tried on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.attacks.samples import TODAY, VIEWERS, World


@pytest.fixture(scope="module")
def inhabited(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The installation, and every viewer signed in: made once, undone after the last test of this file."""
    with django_db_blocker.unblock(), override_settings(TODAY=TODAY), transaction.atomic():
        made = World.build()
        for viewer in VIEWERS:
            made.client(viewer)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(settings: Any, inhabited: World) -> World:
    """The installation as it was made; objects for addresses are of the test that asks for them."""
    settings.TODAY = TODAY
    cache.clear()
    return inhabited.as_made()
