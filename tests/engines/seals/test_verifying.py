"""A true record holds as far as what was typed reaches; every check says what it found, in words, and nothing is raised."""

import dataclasses
import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danaya.engines.seals import Link, append, head_of
from danaya.engines.seals.printed import printed
from danaya.engines.seals.reading import read_record
from danaya.engines.seals.record import make_record, write_record
from danaya.engines.seals.refusals import _REFUSALS
from danaya.engines.seals.register import Signature, sign
from danaya.engines.seals.verdict import Check, Outcome, Verdict
from danaya.engines.seals.verifying import verify
from danaya.engines.seals.wording import CHECKS, HEADLINES
from tests.engines.seals.plans import DIGEST, FILE, HEAD, LINKS, PLAN, RECORD, codes, content, day, extended

KEPT = Path(__file__).parents[2] / "data" / "records" / "plan.json"
ALL_HOLD = dict.fromkeys(
    ("file", "text", "table", "chain", "end", "history", "inclusion", "signatures", "openings"), "holds"
)


# Golden: what was written once is read and found true for ever


def test_kept_record_is_what_is_written_today():
    assert KEPT.read_bytes() == FILE
    assert hashlib.sha256(FILE).hexdigest() == "de8f9b88d0afe8e287000cc08896963c88c4b6bb0c714b9195820b87d0c3164e"
    assert HEAD == "6829d09912bb32fd9944419e854c8a12e294519a27f424b5ce3d99ca91cd4341"


def test_kept_record_holds_against_what_was_printed():
    verdict = verify(KEPT, "FHLDM-ZCBZX-83FBT-DHZVW-CCA4P-XR7TA")
    assert verdict.holds
    assert codes(verdict) == {**ALL_HOLD, "anchor": "whole"}
    assert verdict.covered == 7


def test_record_comes_back_as_it_was_written():
    assert write_record(read_record(FILE)) == FILE


# How far a digest reaches


@pytest.mark.parametrize(
    "source", [FILE, FILE.decode(), b"\xef\xbb\xbf" + FILE, json.dumps(content(), indent=2), content(), RECORD]
)
def test_same_verdict_from_any_source(source):
    assert codes(verify(source, HEAD)) == {**ALL_HOLD, "anchor": "whole"}


@pytest.mark.parametrize("form", [DIGEST, printed(DIGEST), printed(DIGEST).lower().replace("-", " ")])
def test_digest_of_the_text_proves_the_text_and_the_history_it_names(form):
    verdict = verify(FILE, form)
    assert (verdict.outcome, verdict.covered, codes(verdict)["anchor"]) == (Outcome.PARTLY, 2, "text")
    assert not verdict.holds
    assert verdict.holds_as_far_as_covered
    assert "2 entrées sur 7" in verdict.in_language("fr")


def test_receipt_proves_what_stands_before_it():
    verdict = verify(FILE, printed(LINKS[5].digest))
    assert (verdict.outcome, verdict.covered) == (Outcome.PARTLY, 6)
    assert verify(FILE, [DIGEST, LINKS[4].digest]).covered == 5


def test_receipt_of_an_earlier_text_does_not_prove_this_one():
    verdict = verify(FILE, LINKS[1].digest)
    assert (verdict.outcome, codes(verdict)["anchor"]) == (Outcome.UNDECIDED, "history-only")


def test_receipt_of_a_later_text_does_not_prove_an_older_one():
    """An old text shown as the present one: who signed the new one has a receipt that is not about the old."""
    other = hashlib.sha256(b"version 3").hexdigest()
    links = extended(
        LINKS,
        {"act": "put-to-signature", "plan": other, "version": "3", "day": "2026-11-20"},
        sign(Signature("CNPM", "Président", day(21), other, other, "adopted", "system")),
    )
    old = make_record(PLAN, links)
    assert codes(verify(old, links[-1].digest))["anchor"] == "history-only"
    assert codes(verify(old, DIGEST)) == {**ALL_HOLD, "inclusion": "later", "openings": "none", "anchor": "text"}
    assert "entrée 8" in verify(old, DIGEST).in_language("fr")


def test_without_a_digest_nothing_is_concluded():
    for typed in ("", (), ["", "  "]):
        verdict = verify(FILE, typed)
        assert (verdict.outcome, verdict.covered, codes(verdict)["anchor"]) == (Outcome.UNDECIDED, 0, "missing")


def test_slip_of_the_pen_is_no_accusation():
    form = printed(DIGEST)
    verdict = verify(FILE, form[:-1] + ("2" if form[-1] != "2" else "3"))
    assert (verdict.outcome, codes(verdict)["anchor"]) == (Outcome.UNDECIDED, "mistyped")
    assert "groupe" in verdict.in_language("fr")


def test_each_typed_digest_must_be_found():
    verdict = verify(FILE, [DIGEST, hashlib.sha256(b"other").hexdigest()])
    assert (verdict.outcome, codes(verdict)["anchor"]) == (Outcome.FAILS, "wrong")


# A register without a plan: the journal of an installation


def journal(count: int) -> list[Link]:
    links: list[Link] = []
    for place in range(count):
        sealed = {
            "id": f"id-{place}", "verb": "rounds.close_round", "post": "p1", "account": "", "object": ["rounds.round", "r1"],
            "at": "2026-11-23T09:00:00+00:00", "payload": '{"share":0.25}',
        }  # fmt: skip
        links.append(append(links[-1] if links else None, sealed))
    return links


def test_journal_is_verified_as_it_is():
    links = journal(40)
    record = write_record(make_record(None, links))
    verdict = verify(record, head_of(links).digest)
    assert codes(verdict) == {
        "file": "holds",
        "chain": "holds",
        "end": "holds",
        "openings": "none",
        "anchor": "register-whole",
    }
    assert verdict.holds
    assert (verify(record, links[9].digest).outcome, verify(record, links[9].digest).covered) == (Outcome.PARTLY, 10)
    changed = record.replace(b"rounds.close_round", b"rounds.open_round", 1)
    assert codes(verify(changed, links[9].digest))["chain"] == "broken"


def test_empty_register_holds_nothing_up():
    assert codes(verify(make_record(None, []), "0" * 64))["anchor"] == "wrong"
    assert verify(make_record(None, []), "").outcome is Outcome.UNDECIDED


# Words


def places(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("key", sorted(CHECKS))
def test_each_outcome_is_said_in_both_languages(key):
    outcome, words = CHECKS[key]
    assert outcome in HEADLINES
    assert places(words["fr"]) == places(words["en"])
    assert words["fr"]
    values = dict.fromkeys(places(words["fr"]) - {"where"}, "…")
    assert "{" not in Check(*key, values).in_language("fr")


def test_each_refusal_has_the_same_places_in_both_languages():
    for code, words in _REFUSALS.items():
        assert places(words["fr"]) == places(words["en"]), code


def test_worst_outcome_is_that_of_the_verdict():
    holds, partly = Check("chain", "holds"), Check("anchor", "text")
    missing, wrong = Check("anchor", "missing"), Check("anchor", "wrong")
    assert Verdict((holds,)).outcome is Outcome.HOLDS
    assert Verdict((holds, partly)).outcome is Outcome.PARTLY
    assert Verdict((partly, missing, holds)).outcome is Outcome.UNDECIDED
    assert Verdict((partly, missing, wrong, holds)).outcome is Outcome.FAILS


# Whatever is given


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.binary(max_size=60) | st.text(max_size=60) | JSON | st.dictionaries(st.text(max_size=5), JSON),
    st.text(max_size=70),
)
@settings(max_examples=200)
def test_garbage_is_refused_in_words(source, anchor):
    verdict = verify(source, anchor)
    assert not verdict.holds
    assert not verdict.holds_as_far_as_covered
    assert verdict.in_language("fr")
    assert verdict.checks[0].words["en"]


def spots(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from spots(inner, (*path, key))


SPOTS = sorted(spots(content()), key=str)


@given(st.sampled_from(SPOTS), JSON)
@settings(max_examples=300)
def test_anything_put_anywhere_is_seen_and_never_raises(path, value):
    """Any value of the file replaced by another: never true, unless it is the same value, or a copy that opens nothing."""
    record = content()
    if not path:
        assert not verify(value, HEAD).holds
        return
    outer = record
    for key in path[:-1]:
        outer = outer[key]
    same = outer[path[-1]] == value and type(outer[path[-1]]) is type(value)
    outer[path[-1]] = value
    verdict = verify(record, HEAD)
    assert verdict.in_language("fr")
    assert verdict.holds == (same or record == {**content(), "openings": []})


def test_missing_file_is_said(tmp_path):
    assert codes(verify(tmp_path / "absent.json", HEAD)) == {"file": "not-read"}
    assert codes(verify(tmp_path, HEAD)) == {"file": "not-read"}
    assert codes(verify(Path("a\0b"), HEAD)) == {"file": "not-read"}


def test_record_object_is_judged_like_a_file():
    assert codes(verify(dataclasses.replace(RECORD, digest="x" * 64), HEAD))["table"] == "changed"
