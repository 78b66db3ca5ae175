"""What tests of notices share: their kinds, an installation with an address, a mail server that really listens."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from danaya.apps.notices import work
from danaya.apps.people.models import Account, Role
from tests.apps.notices.factories import declare_kinds, forget_kinds
from tests.apps.notices.post_office import PostOffice, running
from tests.apps.people.factories import make_account, make_administration, make_tenure
from tests.conftest import Clock

ADDRESS = "https://danaya.douanes.example"
MONDAY = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
"""A Monday before seven in Bamako, which lives by UTC."""


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    declare_kinds()
    yield
    forget_kinds()


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = MONDAY
    return clock


@pytest.fixture
def office(settings: object) -> Iterator[PostOffice]:
    """A mail server that listens, named in the settings of an installation with an address."""
    with running() as office:
        settings.MAIL = office.server()
        settings.ADDRESS = ADDRESS
        yield office


@pytest.fixture
def member(db: None) -> Account:
    """A member with an address who reads French, on no particular day."""
    make_administration(time_zone="Africa/Bamako")
    account = make_account(email="awa@chambre.example", language="fr")
    make_tenure(Role.MEMBER, account=account)
    return account


@pytest.fixture
def tick(clock: Clock) -> object:
    """One pass of the periodic work at the moment of the clock."""
    return lambda: work.mail(clock())
