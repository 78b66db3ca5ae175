"""What became of a promise, by the date first given."""

from dataclasses import replace

import pytest

from danaya.engines.followup import Answer, Commitment, DateChange, Keeping, keeping_of
from danaya.engines.language import LANGUAGES
from tests.engines.followup.plans import claimed, commitment, milestone, on

MADE = commitment(milestone("a", 0, 60))
MOVED = replace(MADE, changes=(DateChange("a", on(50), on(90)),))


@pytest.mark.parametrize(
    ("made", "day", "became"),
    [
        (MADE, 60, Keeping.RUNNING),
        (MADE, 61, Keeping.OVERDUE),
        (MOVED, 61, Keeping.OVERDUE),
        (claimed(MADE, "a", 60, Answer.FULL, 75), 70, Keeping.AWAITING),
        (claimed(MADE, "a", 60, Answer.FULL, 75), 75, Keeping.ON_TIME),
        (claimed(MOVED, "a", 61, Answer.FULL), 61, Keeping.LATE),
        (claimed(MADE, "a", 61), 62, Keeping.OVERDUE),
        (claimed(MADE, "a", 30), 40, Keeping.RUNNING),
        (claimed(MADE, "a", 30, Answer.CONTESTED), 61, Keeping.OVERDUE),
        (claimed(MADE, "a", 30, Answer.PART), 61, Keeping.OVERDUE),
        (replace(MADE, abandoned=on(20)), 19, Keeping.RUNNING),
        (replace(MADE, abandoned=on(20)), 20, Keeping.ABANDONED),
        (replace(claimed(MADE, "a", 10, Answer.FULL), abandoned=on(20)), 30, Keeping.ON_TIME),
    ],
)
def test_what_became_of_it(made: Commitment, day: int, became: Keeping) -> None:
    assert keeping_of(made, on(day)) is became


def test_what_waits_or_runs_is_not_decided() -> None:
    assert {each for each in Keeping if not each.decided} == {Keeping.AWAITING, Keeping.RUNNING}
    assert len({each.in_words(language) for each in Keeping for language in LANGUAGES}) == 2 * len(Keeping)
