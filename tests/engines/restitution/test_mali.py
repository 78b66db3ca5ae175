"""Mali on Afrobarometer's answers, which are not shipped: DANAYA_AFROBAROMETER names the folder that holds them."""

import os
from functools import cache
from pathlib import Path

import pytest

from danaya.engines.restitution import Analysis, analyse, read_answers, read_study

FOLDER = os.environ.get("DANAYA_AFROBAROMETER", "")
EXAMPLES = Path(__file__).parents[3] / "examples"

pytestmark = pytest.mark.skipif(
    not FOLDER,
    reason="Afrobarometer's answers are not shipped; set DANAYA_AFROBAROMETER to the folder with the .sav files",
)

REFERENCE = {
    "2014": {
        "Q53C": (1191, 56.352, 1.729, 5.3441, 0.0920),
        "Q53F": (1190, 53.378, 1.650, 5.0851, 0.1048),
        "Q53J": (1184, 29.459, 1.503, 3.2755, 0.1209),
        "Q66K": (1196, 43.473, 1.529, 4.2531, 0.0912),
    },
    "2017": {
        "Q44C": (1140, 47.893, 1.557, 4.8034, 0.0920),
        "Q44I": (1123, 37.969, 1.526, 4.2168, 0.1021),
        "Q56K": (1165, 26.406, 1.373, 3.1160, 0.0887),
    },
}
"""Computed with the R package survey: n, weighted favourable %, its SE, score, its SE, as printed."""
FILES = {"2014": "mli_r6_data_2015_eng.sav", "2017": "mli_r7_data_eng.sav"}


@cache
def found(year: str) -> Analysis:
    study = read_study(EXAMPLES / f"mali-{year}.toml")
    answers = read_answers(Path(FOLDER) / FILES[year])
    if year == "2014":
        return analyse(answers, study)
    return analyse(answers, study, read_answers(Path(FOLDER) / FILES["2014"]), read_study(EXAMPLES / "mali-2014.toml"))


@pytest.mark.parametrize(("year", "item"), [(year, item) for year, items in REFERENCE.items() for item in items])
def test_reference_numbers_come_out_to_the_printed_digits(year: str, item: str) -> None:
    n, share, share_se, score, score_se = REFERENCE[year][item]
    rows = {measure: found(year).find(measure, item=item, audience="citizens") for measure in ("share", "score")}
    assert rows["share"] is not None
    assert rows["score"] is not None
    assert rows["share"].n == n
    assert round(100 * (rows["share"].estimate or 0), 3) == share
    assert round(100 * (rows["share"].se or 0), 3) == share_se
    assert round(rows["score"].estimate or 0, 4) == score
    assert round(rows["score"].se or 0, 4) == score_se


def test_changes_have_the_right_sign_and_are_beyond_chance() -> None:
    for item, sign in (("Q56K", -1), ("Q44I", 1), ("Q44C", -1)):
        row = found("2017").find("share_change", item=item, audience="citizens")
        assert row is not None
        assert row.estimate is not None
        assert row.fdr is not None
        assert row.estimate * sign > 0.05
        assert row.fdr < 0.01


def test_kidal_is_suppressed_in_both_rounds() -> None:
    for year in FILES:
        rows = [row for row in found(year).estimates if row.domain == "region" and row.level == "508"]
        assert rows
        assert all(row.estimate is None and row.n is None for row in rows)
