import pytest

from danaya.engines.language import Problem
from danaya.engines.seals import digest, digest_file, salted, short

SALT = bytes(range(16))


def test_digest_of_bytes_is_sha256():
    # FIPS 180-4, example "abc"
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_digest_of_value_is_that_of_its_canonical_bytes():
    assert digest({"b": 1.0, "a": "x"}) == digest(b'{"a":"x","b":1}')
    assert digest("abc") == digest(b'"abc"')


def test_digest_of_file_is_that_of_its_content(tmp_path):
    path = tmp_path / "answers.bin"
    path.write_bytes(b"abc" * 500_000)
    assert digest(path) == digest_file(path) == digest(b"abc" * 500_000)


def test_short_is_the_beginning():
    assert short(digest(b"abc")) == "ba7816bf"


def test_salted_is_one_for_one_person_and_depends_on_the_salt():
    assert salted(" A.Diarra@EXEMPLE.ml ", SALT) == salted("a.diarra@exemple.ml", SALT)
    assert salted("a.diarra@exemple.ml", SALT) != salted("b.diarra@exemple.ml", SALT)
    assert salted("a", SALT) != salted("a", SALT[::-1])
    assert len(salted("a", SALT)) == 64


def test_salted_without_a_real_salt_is_refused():
    with pytest.raises(Problem) as caught:
        salted("a", b"short")
    assert caught.value.code == "salt-too-short"
    assert "5" in caught.value.in_language("fr")
