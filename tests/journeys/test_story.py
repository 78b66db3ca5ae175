"""The demonstration shows the story: what the analyses of its rounds hold, and what its pages say."""

import json
import sqlite3

import pytest

from tests.journeys.visitors import COORDINATOR, one_line, open_restitution, sign_in_as

FACTORS = {
    "leadership", "regulation", "transparency", "automation", "reform",
    "audit", "conduct", "human_resources", "morale", "private_sector",
}  # fmt: skip
SHOWN = {"published", "modelled"}
WOMEN_AND_MEN = {"1", "2"}
NAORE, GOROBI, TESSA = "1", "3", "5"


class Told:
    """The figures of one round's analysis."""

    def __init__(self, plain):
        self.rows = plain["estimates"]
        self.comparability = plain["comparability"]
        self.sentences = [one_line(finding["sentence"]["fr"]) for finding in plain["findings"]]
        self.kinds = {one_line(finding["sentence"]["fr"]): finding["kind"] for finding in plain["findings"]}

    def says(self, kind, beginning):
        """Tell whether a finding of ``kind`` begins with these words."""
        return any(self.kinds[one] == kind and one.startswith(beginning) for one in self.sentences)

    def of(self, measure, *, item="", audience="", domain="", level=""):
        """Return factor → row of a measure."""
        wanted = (measure, item, audience, domain, level)
        keys = ("measure", "item", "audience", "domain", "level")
        return {row["factor"]: row for row in self.rows if tuple(row[key] for key in keys) == wanted}

    def estimates(self, measure, **place):
        """Return factor → figure, of the ten factors."""
        return {factor: row["estimate"] for factor, row in self.of(measure, **place).items() if factor in FACTORS}


@pytest.fixture(scope="module")
def told(demonstration):
    """Round → its figures; read from the folder, as an auditor of the installation would."""
    with sqlite3.connect(demonstration.folder / "danaya.sqlite3") as database:
        years = dict(
            database.execute(
                "SELECT a.id, r.year FROM findings_analysis a JOIN rounds_round r ON r.id = a.round_id"
            ).fetchall()
        )
    found = {}
    for path in (demonstration.folder / "analyses").glob("*/analysis.json"):
        found[years[path.parent.name.replace("-", "")]] = Told(json.loads(path.read_text("utf-8")))
    return {"reported": found[2021], "first": found[2024], "second": found[2026]}


def widest(gaps):
    return sorted(gaps, key=lambda factor: -abs(gaps[factor]))


def test_round_1_customs_sees_itself_higher_on_all_ten_most_so_on_transparency_then_audit(told):
    gaps = told["first"].estimates("score_gap")
    assert set(gaps) == FACTORS
    assert max(gaps.values()) < 0
    assert widest(gaps)[:2] == ["transparency", "audit"]
    assert told["first"].estimates("score", audience="officials")["transparency"] == pytest.approx(7.0, abs=0.1)
    assert told["first"].estimates("score", audience="private")["transparency"] == pytest.approx(4.2, abs=0.1)


@pytest.mark.parametrize("audience", ["officials", "private"])
def test_automation_is_the_strength_of_both_sides(told, audience):
    for one in ("first", "second"):
        scores = told[one].estimates("score", audience=audience)
        assert max(scores, key=scores.__getitem__) == "automation"
        assert told[one].says("strength", "Automatisation : un point fort")


def test_human_resources_are_weakest_for_officials(told):
    scores = told["first"].estimates("score", audience="officials")
    assert min(scores, key=scores.__getitem__) == "human_resources"
    assert told["first"].says("improvement", "Gestion des ressources humaines : à améliorer")


@pytest.mark.parametrize(
    ("audience", "factor", "change", "sentence"),
    [
        ("private", "transparency", 1.1, "Transparence : en hausse de 1,1 point selon le secteur privé"),
        ("private", "private_sector", 0.7, "Relations avec le secteur privé : en hausse de 0,7 point selon le secteur privé"),
        ("officials", "automation", 0.4, "Automatisation : en hausse de 0,4 point selon la douane"),
        ("officials", "morale", -0.6, "Esprit de corps : en baisse de 0,6 point selon la douane"),
    ],
)  # fmt: skip
def test_round_2_shows_its_changes_beyond_chance(told, audience, factor, change, sentence):
    row = told["second"].of("score_change", audience=audience)[factor]
    assert row["estimate"] == pytest.approx(change, abs=0.1)
    assert row["fdr"] < 0.05
    assert told["second"].kinds[sentence] == "change"


def test_round_2_human_resources_show_no_change(told):
    sentence = "Gestion des ressources humaines : pas de changement démontré selon la douane"
    assert told["second"].kinds[sentence] == "no_change"


def test_round_2_code_of_conduct_is_not_comparable_and_says_why(told):
    for audience in ("officials", "private"):
        row = told["second"].of("score_change", audience=audience)["conduct"]
        assert row["status"] == "not_comparable"
        assert row["estimate"] is None
        assert one_line(row["reason"]["fr"]).startswith("La question a été reformulée")
    assert not [one for one in told["second"].sentences if one.startswith("Code de conduite : en")]


def test_tessa_shows_no_figure_in_any_round(told):
    for one in ("first", "second"):
        rows = [row for row in told[one].rows if (row["domain"], row["level"]) == ("region", TESSA)]
        assert len(rows) > 500
        assert {row["status"] for row in rows} <= {"protected", "not_comparable", "not_asked"}
        assert {(row["estimate"], row["se"], row["ci_low"], row["ci_high"], row["n"]) for row in rows} == {(None,) * 5}


def test_payments_asked_of_women_at_the_border_are_published_in_round_2_only(told):
    by_round = {
        one: [
            told[one].of("share", item="lived_asked_border", audience="private", domain="gender", level=level)[""]
            for level in sorted(WOMEN_AND_MEN)
        ]
        for one in ("first", "second")
    }
    assert {row["status"] for row in by_round["first"]} == {"protected"}
    women, men = by_round["second"]
    assert {women["status"], men["status"]} <= SHOWN
    # The share counts those who were not asked for a payment.
    assert women["estimate"] < men["estimate"] - 0.2


def test_speaking_freely_is_better_in_naore_and_not_in_gorobi(told):
    by_region = {
        region: told["second"].of(
            "share_change", item="spirit_speak", audience="officials", domain="region", level=region
        )
        for region in (NAORE, GOROBI)
    }
    naore, gorobi = (next(iter(rows.values())) for rows in by_region.values())
    assert naore["estimate"] > 0.1
    assert naore["fdr"] < 0.05
    assert gorobi["status"] == "protected" or gorobi["fdr"] > 0.05


def test_older_survey_is_marked_as_reported_and_has_no_interval(told):
    rows = told["reported"].rows
    assert {row["status"] for row in rows} == {"reported"}
    assert {row["ci_low"] for row in rows} == {None}


@pytest.mark.browser
def test_pages_say_that_conduct_is_not_compared_and_that_the_old_survey_was_reported(visit, demonstration):
    page = visit(demonstration.address)
    sign_in_as(page, COORDINATOR)
    restitution = open_restitution(page)
    page.goto(f"{restitution}comparison/")
    row = page.get_by_role("row").filter(has_text="Code de conduite").first
    assert "non comparable" in row.inner_text()
    assert "reformulée" in row.inner_text()
    open_restitution(page, "rapport du consultant")
    assert "communiqué, non recalculable" in one_line(page.locator("main").inner_text()).lower()
    assert "invent" in page.locator("body").inner_text()
