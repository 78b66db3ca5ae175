"""One text, one digest, however it was typed; another text, another digest, and the article that differs is known."""

import dataclasses
import datetime
import decimal
import hashlib
import json
import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.language import Problem
from danaya.engines.seals import Head
from danaya.engines.seals.plan import (
    Article,
    PlanText,
    fixed,
    plan_bytes,
    plan_digest,
    plan_table,
    sealed,
    table_digest,
)
from tests.engines.seals.plans import DIGEST, PLAN, TABLE

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Cn", "Co")), max_size=12)


def code(value: object) -> str:
    with pytest.raises(Problem) as caught:
        fixed(value, "here")
    assert caught.value.where.startswith("here")
    assert caught.value.in_language("fr") != caught.value.in_language("en")
    return caught.value.code


def test_long_text_is_written_out_once():
    for text in (PLAN, PlanText("Rien", (), ())):
        assert sealed(text) == (plan_bytes(text), plan_table(text))


def test_digests_do_not_change_unseen():
    assert DIGEST == "1629f9e16a932d929e8448b7e1ec1a7a955a96597e856d777e7ea70d6e68b8b4"


def test_digest_can_be_made_with_any_json_and_sha256():
    def sha(value: object) -> str:
        return hashlib.sha256(
            json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        ).hexdigest()

    text = json.loads(plan_bytes(PLAN))
    articles = text.pop("articles")
    parts = [["", sha(text)], *([one["name"], sha(one)] for one in articles)]
    assert sha({"form": "danaya plan 1", "parts": parts}) == DIGEST


def test_bytes_are_json_that_says_the_text():
    found = json.loads(plan_bytes(PLAN))
    assert found["articles"][0]["fields"][1] == ["Échéance", "2027-03-01"]
    assert list(found) == sorted(found)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"])
def test_every_line_end_is_one(end):
    assert fixed(f"a{end}b{end}{end}c") == "a\nb\n\nc"


def test_dates_and_moments_have_one_form():
    zone = datetime.timezone(datetime.timedelta(hours=2))
    assert fixed(datetime.date(2026, 11, 6)) == "2026-11-06"
    assert fixed(datetime.datetime(2026, 11, 6, 1, 30, tzinfo=zone)) == "2026-11-05T23:30:00Z"
    assert fixed([True, None, 3, ("e\u0301",)]) == [True, None, 3, ["é"]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, "value-not-signable"),
        (math.nan, "value-not-signable"),
        (decimal.Decimal("1.5"), "value-not-signable"),
        (b"a", "value-not-signable"),
        ({1: "a"}, "value-not-signable"),
        ({"a"}, "value-not-signable"),
        (datetime.time(9), "value-not-signable"),
        (datetime.datetime(2026, 11, 6), "moment-without-zone"),  # noqa: DTZ001
        ("a\0b", "text-not-visible"),
        ("a\x1bb", "text-not-visible"),
        ("prix : \u202e021", "text-not-visible"),
        ({"a": ["\x7f"]}, "text-not-visible"),
    ],
)
def test_what_has_no_one_readable_form_is_refused(value, expected):
    assert code(value) == expected


def test_marks_that_arabic_text_needs_are_kept():
    assert fixed("\u200fالجمارك\u200e \u2067٪\u2069") == "\u200fالجمارك\u200e \u2067٪\u2069"


@given(WORDS, WORDS)
def test_any_other_text_has_another_digest(one, other):
    def with_note(text: str) -> str:
        return plan_digest(dataclasses.replace(PLAN, facts=(*PLAN.facts, ("Note", text))))

    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (with_note(one) == with_note(other)) == same
    assert with_note(unicodedata.normalize("NFD", one)) == with_note(one)


def test_change_shows_in_its_own_part_only():
    first, second, third = PLAN.articles
    changed = dataclasses.replace(PLAN, articles=(first, dataclasses.replace(second, heading="Autre"), third))
    differing = [one.name for one, other in zip(TABLE, plan_table(changed), strict=True) if one != other]
    assert differing == ["E-02"]
    assert plan_digest(changed) != DIGEST


@pytest.mark.parametrize(
    "changed",
    [
        dataclasses.replace(PLAN, title="Autre"),
        dataclasses.replace(PLAN, history=None),
        dataclasses.replace(PLAN, history=Head(1, "0" * 64)),
        dataclasses.replace(PLAN, facts=PLAN.facts[::-1]),
        dataclasses.replace(PLAN, articles=PLAN.articles[::-1]),
        dataclasses.replace(PLAN, articles=PLAN.articles[:-1]),
    ],
)
def test_order_title_and_history_are_covered(changed):
    assert plan_digest(changed) != DIGEST


def test_table_gives_the_digest():
    assert table_digest(TABLE) == DIGEST
    assert table_digest(TABLE[::-1]) != DIGEST


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (Article("E-01", "Deux fois"), "article-twice"),
        (Article(" ", "Sans référence"), "article-unnamed"),
        (Article("E-04", "x", (("Vrai", True),)), "field-not-readable"),
        (Article("E-04", "x", (("Rien", None),)), "field-not-readable"),  # type: ignore[arg-type]
        (Article("E-04", "x", (("Liste", [["a"]]),)), "field-not-readable"),  # type: ignore[list-item]
        (Article("E-04", {"FR x": "a"}), "field-not-readable"),
        (Article("E-04", "x", (("Part", 0.5),)), "value-not-signable"),  # type: ignore[arg-type]
    ],
)
def test_article_that_no_page_can_show_is_refused(article, expected):
    with pytest.raises(Problem) as caught:
        plan_table(dataclasses.replace(PLAN, articles=(*PLAN.articles, article)))
    assert caught.value.code == expected


def test_plan_without_articles_has_a_digest():
    assert len(plan_digest(PlanText("Plan", (), ()))) == 64
