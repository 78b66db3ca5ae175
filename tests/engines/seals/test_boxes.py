"""Boxes open for the right key at the right place and in no other case; the parts give the RFCs' own figures."""

import hashlib
import hmac
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from danaya.engines.language import Problem
from danaya.engines.seals import boxes
from danaya.engines.seals.boxes import PrivateKey, make_key, open_box, pad, rewrap, seal, unpad, unwrap

pytestmark = pytest.mark.usefixtures("real_cost")

SECRET = "caïman lanterne douze mangues"
PLACE = b"dialogue.draft:7:text"


def chance(seed: int = 0) -> Callable[[int], bytes]:
    """Return a source of bytes that is the same each time."""
    drawn = 0

    def random(count: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return hashlib.shake_256(f"{seed} {drawn}".encode()).digest(count)

    return random


KEY = make_key(SECRET, chance())
PRIVATE = PrivateKey(chance()(32))
OTHER = PrivateKey(chance(1)(32))


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        call()
    assert caught.value.in_language("fr") != caught.value.in_language("en")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None  # nothing of the inside shows
    return caught.value.code


def changed(content: bytes, place: int) -> bytes:
    return content[:place] + bytes((content[place] ^ 1,)) + content[place + 1 :]


@pytest.fixture
def cheap(monkeypatch):
    """Stretch secrets little: a test opens hundreds. The parameters stand in what is wrapped, so they may differ."""
    monkeypatch.setattr(boxes, "_COST", (4, 1, 1))


# The parts, against the figures printed in the RFCs


def test_agreement_is_that_of_rfc_7748_section_6_1():
    alice = PrivateKey(bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))
    bob = PrivateKey(bytes.fromhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"))
    assert alice.public.hex() == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    assert bob.public.hex() == "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
    shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
    assert boxes._agree(alice, bob.public).hex() == boxes._agree(bob, alice.public).hex() == shared


def test_secrets_are_stretched_as_rfc_7914_section_12_does():
    head = bytes((1, 14, 8, 1)) + b"SodiumChloride"
    expected = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"  # the first 32 of 64 bytes
    assert boxes._stretch("pleaseletmein", head).hex() == expected


def expand(shared: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256 written out as in RFC 5869, section 2."""
    key = hmac.digest(salt or bytes(32), shared, "sha256")
    out, block = b"", b""
    for count in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes((count,)), "sha256")
        out += block
    return out[:length]


def test_keys_are_derived_as_rfc_5869_does():
    first = expand(b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA)), 42)  # its test case 1
    assert first.hex() == ("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    key, nonce = boxes._box_key(b"shared", OTHER.public, PRIVATE.public)
    assert key + nonce == expand(b"shared", b"", b"danaya sealed box 1" + OTHER.public + PRIVATE.public, 44)


def test_encryption_is_that_of_rfc_8439_section_2_8_2():
    cipher = ChaCha20Poly1305(bytes(range(0x80, 0xA0)))
    text = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
    sealed = cipher.encrypt(bytes.fromhex("070000004041424344454647"), text, bytes.fromhex("50515253c0c1c2c3c4c5c6c7"))
    assert sealed.hex().startswith("d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6")
    assert sealed.hex().endswith("1ae10b594f09e26a7e902ecbd0600691")


def test_boxes_are_made_as_their_form_says():
    box = seal(PRIVATE.public, b"x", about=PLACE, random=chance(9))
    fresh = PrivateKey(chance(9)(32))
    material = expand(
        boxes._agree(PRIVATE, fresh.public), b"", b"danaya sealed box 1" + fresh.public + PRIVATE.public, 44
    )
    assert box[:33] == b"\x01" + fresh.public
    padded = ChaCha20Poly1305(material[:32]).decrypt(material[32:], box[33:], box[:33] + PLACE)
    assert padded == b"x\x80" + bytes(254)


def test_form_of_boxes_and_keys_does_not_change_unseen():
    box = seal(PRIVATE.public, "Les tarifs sont affichés.".encode(), about=PLACE, random=chance(2))
    digest = hashlib.sha256
    assert (digest(box).hexdigest(), digest(KEY.wrapped).hexdigest()) == (
        "221c4afc548e5289caaa81499d8ef4c1fac6dd61757280231b82b7adc512ef1d",
        "e5070a58c24780ec5f2386be4029cf8a8cfcc855efd752cbec56f2e9e4e50cef",
    )
    assert (len(KEY.public), len(KEY.wrapped), len(box)) == (32, 80, 1 + 32 + 256 + 16)


# Boxes


def test_box_opens_for_its_key_at_its_place():
    box = seal(KEY.public, b"texte", about=PLACE, random=chance(3))
    assert open_box(unwrap(KEY.wrapped, SECRET), box, about=PLACE) == b"texte"


@given(plain=st.binary(max_size=3000), about=st.binary(max_size=40), seed=st.integers(0, 10**6))
@settings(max_examples=60)
def test_whatever_is_sealed_comes_back(plain, about, seed):
    box = seal(PRIVATE.public, plain, about=about, random=chance(seed))
    assert open_box(PRIVATE, box, about=about) == plain
    assert plain not in box or len(plain) < 4


def test_equal_texts_give_different_boxes():
    random = chance()
    first, second = (seal(PRIVATE.public, b"texte", about=PLACE, random=random) for _ in range(2))
    assert first != second
    assert first[33:] != second[33:]


def test_any_changed_byte_is_seen():
    box = seal(PRIVATE.public, b"texte", about=PLACE, random=chance())
    for place in range(len(box)):
        assert refused(lambda place=place: open_box(PRIVATE, changed(box, place), about=PLACE)) == "box-damaged"
    # X25519 reads the highest bit of a point as nothing; the key does not.
    twin = box[:32] + bytes((box[32] ^ 0x80,)) + box[33:]
    assert refused(lambda: open_box(PRIVATE, twin, about=PLACE)) == "box-damaged"


@pytest.mark.parametrize("length", [0, 1, 32, 33, 48, 49, 100])
def test_box_cut_short_or_lengthened_is_seen(length):
    box = seal(PRIVATE.public, b"texte", about=PLACE, random=chance())
    assert refused(lambda: open_box(PRIVATE, box[:length], about=PLACE)) == "box-damaged"
    assert refused(lambda: open_box(PRIVATE, box + bytes(length + 1), about=PLACE)) == "box-damaged"


@pytest.mark.parametrize("about", [b"", b"dialogue.draft:8:text", PLACE + b" ", PLACE[1:]])
def test_moved_box_does_not_open(about):
    box = seal(PRIVATE.public, b"texte", about=PLACE, random=chance())
    assert refused(lambda: open_box(PRIVATE, box, about=about)) == "box-damaged"


def test_box_of_another_body_does_not_open():
    box = seal(PRIVATE.public, b"texte", about=PLACE, random=chance())
    assert refused(lambda: open_box(OTHER, box, about=PLACE)) == "box-damaged"


@pytest.mark.parametrize(
    "public", [b"", b"x" * 31, bytes(32), b"\x01" + bytes(31)]
)  # the last two: points of low order
def test_what_is_no_public_key_seals_nothing(public):
    assert refused(lambda: seal(public, b"texte", about=PLACE, random=chance())) == "key-damaged"


# Lengths


@pytest.mark.parametrize(
    ("length", "bucket"),
    [
        (0, 256),
        (255, 256),
        (256, 512),
        (511, 512),
        (512, 1024),
        (4000, 4096),
        (65535, 65536),
        (65536, 131072),
        (131071, 131072),
    ],
)
def test_length_shows_only_its_bucket(length, bucket):
    assert len(pad(b"a" * length)) == bucket
    assert len(seal(PRIVATE.public, b"a" * length, about=PLACE, random=chance())) == 1 + 32 + bucket + 16


@given(
    plain=st.one_of(
        st.binary(max_size=600), st.lists(st.sampled_from([b"\x80", b"\0", b"a"]), max_size=300).map(b"".join)
    )
)
def test_padding_comes_off(plain):
    assert unpad(pad(plain)) == plain


@pytest.mark.parametrize("padded", [b"", bytes(256), b"a" * 256, b"a\x80" + bytes(5) + b"b"])
def test_what_was_not_padded_is_refused(padded):
    with pytest.raises(ValueError, match="not padded"):
        unpad(padded)


# Secrets


def test_wrong_secret_opens_nothing():
    assert refused(lambda: unwrap(KEY.wrapped, SECRET + "s")) == "wrong-secret"
    assert refused(lambda: unwrap(KEY.wrapped, "")) == "wrong-secret"


def test_secret_is_the_same_however_it_was_typed():
    assert unwrap(KEY.wrapped, "  cai\u0308man lanterne\u00a0 douze\tmangues ").public == KEY.public


def test_changed_secret_opens_and_the_old_one_no_longer(cheap):
    box = seal(KEY.public, b"texte", about=PLACE, random=chance())
    wrapped = rewrap(PRIVATE, "autre secret que voici", chance(4))
    assert open_box(unwrap(wrapped, "autre secret que voici"), box, about=PLACE) == b"texte"
    assert refused(lambda: unwrap(wrapped, SECRET)) == "wrong-secret"


def test_one_key_wraps_anew_each_time(cheap):
    random = chance()
    first, second = (rewrap(PRIVATE, SECRET, random) for _ in range(2))
    assert first != second
    assert unwrap(first, SECRET) == unwrap(second, SECRET) == PRIVATE


@pytest.mark.parametrize("secret", ["", "           .", "court", " " * 40])
def test_short_secret_is_refused(secret):
    assert refused(lambda: make_key(secret, chance())) == "secret-too-short"


def test_any_changed_byte_of_a_wrapped_key_is_seen(cheap):
    wrapped = rewrap(PRIVATE, SECRET, chance())
    codes = [refused(lambda place=place: unwrap(changed(wrapped, place), SECRET)) for place in range(len(wrapped))]
    assert codes[0] == codes[2] == codes[3] == "key-damaged"  # version; r and p of nought
    assert set(codes[4:]) == {"wrong-secret"}


@pytest.mark.parametrize(
    "head", [(1, 19, 8, 3), (1, 15, 255, 3), (1, 15, 8, 17), (1, 255, 1, 1), (2, 15, 8, 3), (1, 0, 8, 1)]
)
def test_forged_cost_does_not_exhaust_the_machine(head):
    assert refused(lambda: unwrap(bytes(head) + KEY.wrapped[4:], SECRET)) == "key-damaged"


@pytest.mark.parametrize("wrapped", [b"", KEY.wrapped[:-1], KEY.wrapped + b"\0"])
def test_what_is_no_wrapped_key_is_refused(wrapped):
    assert refused(lambda: unwrap(wrapped, SECRET)) == "key-damaged"


def test_nothing_secret_shows_in_print():
    assert PRIVATE.raw.hex() not in repr(PRIVATE)
    assert "raw" not in repr(PRIVATE)
    assert SECRET not in repr(KEY)
