"""A plan's record in the hands of those who would change it: one sign of the text, one entry, the whole history.

The attacker owns the server and the programme, and can compute every digest anew. The reader has a digest on paper.
"""

import dataclasses
import json
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from danaya.engines.seals import head_of
from danaya.engines.seals.printed import printed
from danaya.engines.seals.reading import LARGEST
from danaya.engines.seals.register import Signature, close, sign
from danaya.engines.seals.verdict import Outcome
from danaya.engines.seals.verifying import verify
from tests.engines.seals.plans import (
    DIGEST,
    FILE,
    HEAD,
    LINKS,
    OPENINGS,
    RECORD,
    SALTS,
    chained,
    codes,
    content,
    day,
    payloads,
    resealed,
)

PAPER = printed(DIGEST)
RECEIPT = printed(LINKS[5].digest)
"""What the employers' council has: the signed text, and the receipt of its signature, the sixth entry."""


def texts(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """Where each text of the plan stands."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(inner, (*path, key))


PLACES = [path for path in texts(content()["plan"]) if path[0] != "history"]


def put(record: dict[str, Any], path: tuple[Any, ...], value: Any) -> None:
    outer = record["plan"]
    for key in path[:-1]:
        outer = outer[key]
    outer[path[-1]] = value


def at(record: dict[str, Any], path: tuple[Any, ...]) -> Any:
    found = record["plan"]
    for key in path:
        found = found[key]
    return found


# The text


@given(
    st.sampled_from(PLACES),
    st.integers(0, 200),
    st.characters(codec="utf-8"),
    st.sampled_from(["change", "add", "drop"]),
)
@settings(max_examples=250)
def test_one_changed_sign_fails_and_says_where(path, place, sign_put, act):
    record = content()
    text = at(record, path)
    place %= max(len(text), 1)
    rest = text[place:] if act == "add" else text[place + 1 :]
    changed = text[:place] + ("" if act == "drop" else sign_put) + rest
    assume(unicodedata.normalize("NFC", changed) != text)
    put(record, path, changed)
    verdict = verify(record, PAPER)
    assert verdict.outcome is Outcome.FAILS
    found = codes(verdict)
    assert found["text"] in {"changed", "refused"}
    if found["text"] == "changed" and path[0] == "articles" and path[2] != "name":
        assert f"E-0{path[1] + 1} (modifié)" in verdict.in_language("fr")
        assert found["anchor"] == "text-changed"


@given(st.sampled_from(PLACES), st.text("abc", min_size=1, max_size=3))
@settings(max_examples=60)
def test_text_changed_with_every_digest_made_anew_fails_against_paper(path, more):
    """The record agrees with itself; the paper does not agree with it."""
    record = content()
    put(record, path, at(record, path) + more)
    forged = resealed(record)
    assert verify(forged, "").outcome is Outcome.UNDECIDED
    for typed in (PAPER, RECEIPT, HEAD):
        assert codes(verify(forged, typed))["anchor"] == "wrong"
        assert verify(forged, typed).outcome is Outcome.FAILS


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda articles: articles[:-1], "E-03 (retiré)"),
        (lambda articles: articles[::-1], "E-01 (déplacé), E-03 (déplacé)"),
        (lambda articles: [*articles, {"name": "E-09", "heading": "Autre", "fields": []}], "E-09 (ajouté)"),
    ],
)
def test_removed_moved_or_added_commitment_is_named(change, said):
    record = content()
    record["plan"]["articles"] = change(record["plan"]["articles"])
    verdict = verify(record, PAPER)
    assert verdict.outcome is Outcome.FAILS
    assert said in verdict.in_language("fr")


def test_moved_field_and_swapped_languages_are_seen():
    record = content()
    record["plan"]["articles"][0]["fields"].reverse()
    assert not verify(record, PAPER).holds_as_far_as_covered
    record = content()
    heading = record["plan"]["articles"][0]["heading"]
    heading["fr"], heading["en"] = heading["en"], heading["fr"]
    assert "E-01 (modifié)" in verify(record, PAPER).in_language("fr")


def test_letters_that_look_alike_are_seen():
    record = content()
    record["plan"]["title"] = record["plan"]["title"].replace("a", "\u0430", 1)
    assert "préambule (modifié)" in verify(record, PAPER).in_language("fr")


# The register


def shaken() -> list[tuple[str, list[Any]]]:
    """Every single loss, repetition and exchange of entries."""
    entries = payloads()
    found = [(f"lost {place}", entries[:place] + entries[place + 1 :]) for place in range(len(entries))]
    found += [(f"twice {place}", entries[: place + 1] + entries[place:]) for place in range(len(entries))]
    for one in range(len(entries)):
        for other in range(one + 1, len(entries)):
            swapped = list(entries)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            found.append((f"swapped {one} {other}", swapped))
    return found


@pytest.mark.parametrize(("name", "entries"), shaken())
def test_lost_repeated_or_moved_entry_fails(name, entries):
    """As they stand, the chain breaks or its end is missed; chained anew, the last receipt is not found.

    A signature repeated after the last receipt is seen for what it is.
    """
    digests = {json.dumps(entry["payload"], sort_keys=True): entry for entry in content()["entries"]}
    loose = content()
    loose["entries"] = [digests[json.dumps(payload, sort_keys=True)] for payload in entries]
    assert verify(loose, HEAD).outcome is Outcome.FAILS
    assert {codes(verify(loose, HEAD))["chain"], codes(verify(loose, HEAD))["end"]} & {"broken", "changed"}
    forged = chained(entries, content())
    assert codes(verify(forged, HEAD))["chain"] == "holds"
    assert verify(forged, HEAD).outcome is Outcome.FAILS
    name, found = ("signatures", "twice") if name == "twice 6" else ("anchor", "wrong")
    assert codes(verify(forged, HEAD))[name] == found


def test_history_before_the_text_cannot_be_rewritten():
    """The text names the history it was signed upon: its own digest is anchor enough."""
    entries = payloads()
    entries[1] = {**entries[1], "stance": "adopted"}
    verdict = verify(chained(entries, content()), PAPER)
    assert verdict.outcome is Outcome.FAILS
    assert codes(verdict)["history"] == "rewritten"


def test_reservations_cannot_be_taken_out_of_a_signature():
    entries = payloads()
    entries[5] = {**entries[5], "stance": "adopted", "reservations": ""}
    forged = chained(entries, {**content(), "openings": []})
    assert codes(verify(forged, RECEIPT))["anchor"] == "wrong"
    partly = verify(forged, PAPER)  # with the text alone, signatures after it are said to be unproven, never true
    assert (partly.outcome, partly.covered) == (Outcome.PARTLY, 2)


def test_signature_cannot_be_made_up_before_a_receipt():
    entries = payloads()
    entries.insert(4, sign(Signature("Industrie", "Président", day(12), DIGEST, DIGEST, "adopted", "system")))
    assert codes(verify(chained(entries, {**content(), "openings": []}), RECEIPT))["anchor"] == "wrong"


def test_end_cut_off_is_seen():
    cut = content()
    cut["entries"] = cut["entries"][:5]
    assert codes(verify(cut, PAPER))["end"] == "changed"
    cut["head"] = {"length": 5, "digest": cut["entries"][-1]["digest"]}
    assert codes(verify({**cut, "openings": []}, RECEIPT))["anchor"] == "wrong"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"plan": "f" * 64, "signed": "f" * 64}, "unknown-text"),
        ({"stance": "signed", "part": "E-01", "signed": "f" * 64}, "unknown-text"),
        ({"stance": "signed", "part": "E-99", "signed": DIGEST}, "unknown-text"),
        ({"stance": "enthusiastic"}, "malformed"),
        ({"way": "paper"}, "malformed"),
        ({"day": "2026-02-30"}, "malformed"),
        ({"organisation": ["CNPM"]}, "malformed"),
    ],
)
def test_signature_of_something_else_does_not_count(changes, expected):
    entries = [*payloads(), {**payloads()[6], **changes}]
    record = chained(entries, content())
    assert codes(verify(record, record["head"]["digest"]))["signatures"] == expected


def test_signature_before_the_text_was_put_does_not_count():
    entries = payloads()
    record = chained([*entries[:2], entries[4], entries[2], entries[3]], {**content(), "openings": []})
    assert codes(verify(record, record["head"]["digest"]))["signatures"] == "unknown-text"


@pytest.mark.parametrize(
    "opening",
    [
        dataclasses.replace(OPENINGS[0], text="Aucune réserve."),
        dataclasses.replace(OPENINGS[0], place=3),
        dataclasses.replace(OPENINGS[0], place=-2),
        dataclasses.replace(OPENINGS[0], place=10**15),
        dataclasses.replace(OPENINGS[0], salt=""),
        dataclasses.replace(OPENINGS[1], text="C. Traoré"),
    ],
)
def test_value_joined_to_an_entry_cannot_be_another(opening):
    assert codes(verify(dataclasses.replace(RECORD, openings=(opening,)), HEAD))["openings"] == "wrong"


def test_closed_name_cannot_be_guessed_without_its_salt():
    digest = LINKS[5].payload["person"]
    tried = [close("person", "B. Keïta", salt) for salt in (bytes(16), bytes(32), b"danaya" * 4)]
    assert digest not in tried
    assert digest == close("person", "B. Keïta", SALTS[2])


# The words


def test_forged_record_does_not_speak_through_its_verdict():
    """Its references and values reach the words: never as commands of a terminal, nor as what no file can be written with."""
    record = content()
    for name in ("\x1b[2J\rConforme", "\ud800", "\u202eemrofnoC", "a\nb", "x" * 5000):
        record["table"].append([name, "f" * 64])
    record["plan"]["articles"][1]["name"] = "\x1b]0;Conforme\x07"
    entries = payloads()
    entries[6] = {**entries[6], "stance": "\x1b[1mConforme"}
    for forged in (
        record,
        {**record, "plan": content()["plan"]},
        chained(entries, content()),
        {**content(), "version": "\x1b["},
    ):
        said = verify(forged, HEAD).in_language("fr")
        assert all(sign == "\n" or sign.isprintable() or sign in "\u00a0\u202f" for sign in said)
        assert said.encode("utf-8")
        assert len(said) < 4000


def test_many_changes_are_not_all_named():
    record = content()
    record["table"] += [[f"E-{number}", "f" * 64] for number in range(100, 2100)]
    assert verify(record, HEAD).in_language("fr").count("(retiré)") == 12


# The file


@pytest.mark.parametrize(
    "source",
    [
        b"[" * 10_000_000,
        b'{"a":' * 200_000,
        b"[" * 900 + b"]" * 900,
        b"[" + b"[]," * 3_000_000 + b"[]]",
        b'{"form":"danaya record","version":1,"plan":' + b"[" * 50 + b"]" * 50 + b"}",
        b" " * (LARGEST + 1),
        b'{"form":"danaya record","version":' + b"9" * 5000 + b"}",
        {"form": "danaya record", "version": 10**6000},
    ],
)
def test_bombs_are_refused_early(source):
    before = time.process_time()
    verdict = verify(source, PAPER)
    assert not verdict.holds_as_far_as_covered
    assert verdict.in_language("fr")
    assert time.process_time() - before < 2


def test_many_small_elements_are_counted_before_they_are_made():
    """Sixteen million bytes of empty lists would take half a gigabyte of memory."""
    assert codes(verify(b"[" + b"[]," * 1_000_000 + b"[]]", PAPER)) == {"file": "not-read"}
    assert codes(verify(b"[" + b"1," * 3_000_000 + b"1]", PAPER)) == {"file": "not-read"}


@pytest.mark.parametrize(
    "payload",
    [{"act": "signature", "plan": DIGEST, "post": "\ud800"}, {"act": "signature", "plan": DIGEST, "n": 2**60 + 1}],
)
def test_entry_that_cannot_be_sealed_is_where_the_register_breaks(payload):
    record = content()
    record["entries"].append({"place": 7, "previous": HEAD, "payload": payload, "digest": "f" * 64})
    verdict = verify(record, HEAD)
    assert codes(verdict)["chain"] == "broken"
    assert "entrée 8" in verdict.in_language("fr")
    assert (verdict.outcome, verdict.covered) == (Outcome.FAILS, 7)


def test_file_of_a_gigabyte_is_not_read(tmp_path):
    path = tmp_path / "record.json"
    with path.open("wb") as stream:
        stream.truncate(1024**3)  # a hole: no disk is used
    before = time.process_time()
    verdict = verify(path, PAPER)
    assert codes(verdict) == {"file": "not-read"}
    assert "32" in verdict.in_language("fr")
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"version":1}', b'"version":1,"version":1}'),
        (b'"title":', b'"title":"Autre","title":'),
        (b'"version":1}', b'"version":1.0}'),
        (b'"version":1}', b'"version":1,"more":"x"}'),
        (b'"Cible",12', b'"Cible",12.0'),
        (b'"Cible",12', b'"Cible",NaN'),
        (b'"Cible",12', b'"Cible",true'),
        (b'"table":', b'"tables":'),
        (b'{"digest"', b"{digest"),
    ],
)
def test_file_that_two_readers_could_read_differently_is_refused(old, new):
    assert old in FILE
    verdict = verify(FILE.replace(old, new, 1), HEAD)
    assert verdict.outcome is Outcome.FAILS
    assert codes(verdict).get("file") == "refused" or codes(verdict)["text"] == "refused"


@pytest.mark.parametrize("version", [2, 0, "1", None, True, 1.0, -1])
def test_unknown_version_is_not_judged(version):
    verdict = verify({**content(), "version": version}, HEAD)
    assert (verdict.outcome, codes(verdict)) == (Outcome.UNDECIDED, {"file": "not-read"})


def test_mapping_that_holds_itself_is_refused():
    record = content()
    record["entries"][0]["payload"] = record
    assert not verify(record, HEAD).holds_as_far_as_covered


def test_length_of_a_chain_cannot_be_lied_about():
    record = content()
    record["head"]["length"] = 8
    assert codes(verify(record, HEAD))["end"] == "changed"
    record["head"] = {"length": 7, "digest": "f" * 64}
    assert codes(verify(record, HEAD))["end"] == "changed"
    assert head_of(LINKS).length == 7
