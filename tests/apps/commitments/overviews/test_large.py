"""The plan of the benchmark: its pages answer, and none asks more of a large plan than of a small one."""

import pytest

from benchmarks.plan import addresses, asking, count_queries
from benchmarks.plan_rows import TODAY, Rows
from tests.apps.dialogue.desks import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.nightly]


def test_every_page_of_a_large_plan_answers(settings):
    settings.TODAY = TODAY
    rows = Rows(300, seed=5)
    plan = rows.fill()
    client = sign_in(rows.viewer)
    for name, address in addresses(plan).items():
        ask = asking(client, address)
        ask()
        assert count_queries(ask)[0] < 60, name
