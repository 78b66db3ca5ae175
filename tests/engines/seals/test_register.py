"""Signatures that say all they must and nothing else; personal data stand outside and open with their salt only."""

import dataclasses
import hashlib

import pytest

from danaya.engines.language import Problem
from danaya.engines.seals import salted
from danaya.engines.seals.register import Opening, Signature, close, opens, put_to_signature, read_signature, sign
from tests.engines.seals.plans import DIGEST, LINKS, PARTS, RESERVATIONS, SALTS, TABLE, day

SCAN = hashlib.sha256(b"scan").hexdigest()
ADOPTION = Signature("CNPM", "Président", day(14), DIGEST, DIGEST, "adopted", "system")


def test_signature_is_read_as_it_was_written():
    for one in (
        ADOPTION,
        dataclasses.replace(ADOPTION, way="paper", scan=SCAN),
        dataclasses.replace(ADOPTION, stance="signed", part="E-01", signed=PARTS["E-01"]),
        dataclasses.replace(
            ADOPTION, stance="adopted-with-reservations", reservations=close("reservations", "x", SALTS[0])
        ),
        dataclasses.replace(ADOPTION, stance="abstained", person=close("person", "A. Diarra", SALTS[0])),
    ):
        assert read_signature(sign(one)) == one


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"organisation": " "}, "signatory-missing"),
        ({"post": ""}, "signatory-missing"),
        ({"plan": "abc", "signed": "abc"}, "digest-malformed"),
        ({"stance": "maybe"}, "word-unknown"),
        ({"way": "telephone"}, "word-unknown"),
        ({"way": "paper"}, "scan-missing"),
        ({"scan": SCAN}, "scan-missing"),
        ({"way": "paper", "scan": "x" * 64}, "digest-malformed"),
        ({"stance": "adopted-with-reservations"}, "reservations-missing"),
        ({"reservations": SCAN}, "reservations-missing"),
        ({"stance": "signed"}, "part-misplaced"),
        ({"part": "E-01"}, "part-misplaced"),
        ({"signed": SCAN}, "part-misplaced"),
        ({"person": "A. Diarra"}, "digest-malformed"),
        ({"organisation": "a\u202eb"}, "text-not-visible"),
    ],
)
def test_signature_that_does_not_make_sense_is_refused(changes, expected):
    with pytest.raises(Problem) as caught:
        sign(dataclasses.replace(ADOPTION, **changes))
    assert caught.value.code == expected
    assert caught.value.in_language("fr") != caught.value.in_language("en")


@pytest.mark.parametrize(
    "written", ["", "2026-02-31", "20261114", "2026-W46-6", "14/11/2026", "2026-11-14T00:00", None, 3]
)
def test_day_is_written_in_one_way(written):
    with pytest.raises(Problem) as caught:
        read_signature({**sign(ADOPTION), "day": written})
    assert caught.value.code == "day-malformed"


def test_nothing_personal_stands_in_the_register():
    text = str([link.payload for link in LINKS])
    assert "Diarra" not in text
    assert "Keïta" not in text
    assert RESERVATIONS not in text


def test_closed_value_opens_with_its_salt_at_its_place_only():
    payload = LINKS[5].payload
    right = Opening(5, "reservations", SALTS[1].hex(), RESERVATIONS)
    assert opens(right, payload)
    assert opens(dataclasses.replace(right, text=RESERVATIONS.replace("\n", "\r\n")), payload)
    assert not opens(dataclasses.replace(right, text=RESERVATIONS + "."), payload)
    assert not opens(dataclasses.replace(right, salt=SALTS[2].hex()), payload)
    assert not opens(dataclasses.replace(right, field="person"), payload)
    assert not opens(dataclasses.replace(right, field="post"), payload)
    assert not opens(right, LINKS[4].payload)
    assert not opens(right, None)


def test_field_is_bound_in():
    assert close("person", "x", SALTS[0]) != close("reservations", "x", SALTS[0])


def test_account_of_the_journal_opens_as_the_journal_closed_it():
    payload = {"account": salted("7c1f-42", SALTS[0])}
    assert opens(Opening(0, "account", SALTS[0].hex(), "7c1f-42"), payload)
    assert not opens(Opening(0, "account", SALTS[0].hex(), "7c1f-43"), payload)


@pytest.mark.parametrize("salt", ["", "zz" * 16, "ab" * 15, "é" * 32])
def test_salt_that_is_none_is_refused(salt):
    with pytest.raises(Problem) as caught:
        opens(Opening(5, "person", salt, "x"), LINKS[5].payload)
    assert caught.value.code == "salt-malformed"


def test_text_is_put_to_signature_with_its_digest():
    assert put_to_signature(TABLE, "2", day(10)) == {
        "act": "put-to-signature", "plan": DIGEST, "version": "2", "day": "2026-11-10",
    }  # fmt: skip
