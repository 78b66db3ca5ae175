"""The page that opens offline, in the hands of those who would change what it shows or how it checks; texts that would break out of it."""

import copy
import dataclasses

import pytest

from danaya.engines.seals.offline import offline_copy, record_in_page
from danaya.engines.seals.reading import read_record
from danaya.engines.seals.record import make_record, write_record
from danaya.engines.seals.register import Opening
from danaya.engines.seals.verdict import Outcome
from danaya.engines.seals.verifying import verify
from tests.engines.seals.plans import HEAD, PLAN, RECORD, SALTS, chained, codes, content, payloads


def page(language: str = "fr") -> str:
    return offline_copy(RECORD, language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_page_is_judged_with_the_record_it_holds(language):
    assert verify(page(language), HEAD).holds
    assert verify(page(language).replace("\n", "\r\n").encode(), HEAD).holds


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Les tarifs sont affichés dans 12 bureaux.</bdi>", "Les tarifs sont affichés dans 2 bureaux.</bdi>"),
        ("</main>", "</main><p>Nul et non avenu</p>"),
        ('"fails"', '"holds"'),
        (': check("anchor", "wrong")', ': check("anchor", "whole")'),
        ("main { max-width", "article { display: none } main { max-width"),
    ],
)
def test_page_whose_display_or_script_was_changed_is_seen(old, new):
    assert old in page()
    verdict = verify(page().replace(old, new), HEAD)
    assert (verdict.outcome, codes(verdict)["page"]) == (Outcome.FAILS, "changed")


def test_page_of_another_version_is_not_taken_for_compared():
    verdict = verify(page().replace("danaya offline 4", "danaya offline 3"), HEAD)
    assert (verdict.outcome, codes(verdict)["page"]) == (Outcome.UNDECIDED, "other-version")


def test_page_with_two_records_or_none_is_refused():
    html = page()
    second = f'<script type="application/json" id="record">{record_in_page(html)}</script>'
    assert codes(verify(html + second, HEAD)) == {"file": "refused"}
    assert codes(verify("<!DOCTYPE html><html></html>", HEAD)) == {"file": "refused"}


NASTY = "</script><script>alert(1)</script><!--<script>-->]]>&lt;\"'\u2028\u2029\\u003c${x}`"


def test_no_text_breaks_out_of_the_page():
    articles = (dataclasses.replace(PLAN.articles[0], heading=NASTY, fields=((NASTY, [NASTY]),)),)
    plan = dataclasses.replace(PLAN, title=NASTY, facts=((NASTY, NASTY),), articles=articles)
    entries = copy.deepcopy(payloads()[:2])
    entries[1].update(organisation=NASTY, post=NASTY)
    record = chained(entries, content())
    links = read_record(record).links
    opening = Opening(1, "person", SALTS[0].hex(), NASTY)
    html = offline_copy(make_record(plan, links, [opening]), "fr")
    assert html.count("<script") == html.count("</script") == 3
    assert "<!--" not in html.replace("<!DOCTYPE", "")
    assert "alert(1)<" not in html
    assert not {"\u2028", "\u2029"} & set(html.split('id="record">')[1])
    assert write_record(read_record(record_in_page(html))) == write_record(make_record(plan, links, [opening]))


def test_page_reaches_for_nothing_outside():
    html = page()
    for outside in ("http:", "https:", "//", " src=", "href=", "url(", "@import", "<link", "<img", "<iframe", "<form"):
        assert outside not in html.replace("<!-- -->", ""), outside
    assert "default-src 'none'" in html
