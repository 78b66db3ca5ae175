"""Keys: one for each purpose, none leads to another, none works on another installation."""

import hashlib
import hmac

import pytest

from danaya.base.cards.keys import CARD, derive, key, own_key, root_of

pytestmark = pytest.mark.usefixtures("real_cost")

CODE = "ABCD-EFGH-JKMN-PQRS"


def test_key_is_the_same_however_the_code_was_typed():
    assert derive(CODE, CARD) == derive(" abcd efgh jkmn pqrs", CARD)
    assert len(derive(CODE, CARD)) == 64


def test_each_purpose_has_its_own_key_of_the_same_root():
    root = root_of(CODE)
    keys = {purpose: derive(CODE, purpose) for purpose in (CARD, "author", "voter")}
    assert len({root, *keys.values()}) == 4
    assert keys == {purpose: key(root, purpose) for purpose in keys}


def test_key_is_scrypt_then_hmac_under_a_salt_of_the_installation(settings):
    settings.SECRET_KEY = "a secret of a test"
    # HKDF of RFC 5869 written out: extract with no salt, expand one block.
    extracted = hmac.digest(bytes(32), b"a secret of a test", "sha256")
    salt = hmac.digest(extracted, b"danaya cards root\x01", "sha256")
    assert own_key("cards root") == salt
    root = hashlib.scrypt(CODE.encode(), salt=salt, n=16384, r=8, p=1, dklen=32)
    assert derive(CODE, "author") == hmac.digest(root, b"author", "sha256").hex()


def test_other_installation_has_other_keys(settings):
    here = derive(CODE, CARD)
    settings.SECRET_KEY = "another installation"
    assert derive(CODE, CARD) != here
    assert own_key("cards root") != own_key("cards pocket")
