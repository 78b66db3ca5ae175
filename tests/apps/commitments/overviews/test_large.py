"""The plan of the benchmark: every page of its rooms answers, and none asks more of a large plan than of a small one."""

import pytest

from benchmarks.plan import look_at
from benchmarks.plan_around import Around
from benchmarks.plan_pages import pages
from benchmarks.plan_rows import TODAY, Rows
from danaya.apps.commitments.views.workbook import AT_ONCE

pytestmark = [pytest.mark.django_db, pytest.mark.nightly]

MOST = {"returned": 60 + AT_ONCE * 20}
"""Page → queries: each line of a workbook sent back is tried, and undone."""


def test_every_page_of_a_large_plan_answers(settings):
    settings.TODAY = TODAY
    rows = Rows(300, seed=5)
    around = Around(rows, rows.fill())
    around.fill()
    for signing in (False, True):
        if signing:
            around.put_again()
        for page in pages(around, signing=signing):
            kind, figures = look_at(around, page, times=0)
            assert kind == "acts" or figures["queries"] < MOST.get(page.name, 60), page.name
