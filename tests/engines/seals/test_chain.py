from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.seals import START, append, link_digest, verify


def chain(*payloads):
    links = []
    for payload in payloads:
        links.append(append(links[-1] if links else None, payload))
    return links


LINKS = chain({"verb": "opened"}, {"verb": "closed", "n": 316}, {"verb": "released"}, {"verb": "read"})


def test_whole_chain_holds():
    assert verify(LINKS) is None
    assert verify([]) is None
    assert verify(LINKS, length=4, last=LINKS[-1].digest) is None
    assert LINKS[0].previous == START


def test_changed_payload_is_found_at_its_place():
    assert verify([*LINKS[:1], replace(LINKS[1], payload={"verb": "closed", "n": 317}), *LINKS[2:]]) == 1


def test_changed_payload_with_digest_made_anew_is_found_at_the_next_place():
    payload = {"verb": "closed", "n": 317}
    forged = replace(LINKS[1], payload=payload, digest=link_digest(1, LINKS[1].previous, payload))
    assert verify([LINKS[0], forged, *LINKS[2:]]) == 2


@pytest.mark.parametrize("place", [0, 1, 2])
def test_dropped_link_is_found(place):
    assert verify([*LINKS[:place], *LINKS[place + 1 :]]) == place


def test_moved_links_are_found():
    assert verify([LINKS[0], LINKS[2], LINKS[1], LINKS[3]]) == 1


def test_end_cut_off_is_found_only_by_who_knows_the_end():
    assert verify(LINKS[:3]) is None
    assert verify(LINKS[:3], length=4) == 3
    assert verify(LINKS[:3], last=LINKS[3].digest) == 3
    assert verify(LINKS, length=3) == 3


@given(st.lists(st.integers(), min_size=1, max_size=6, unique=True), st.data())
def test_any_two_links_exchanged_are_found(numbers, data):
    links = chain(*(str(number) for number in numbers))
    one = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(st.integers(0, len(links) - 1))
    links[one], links[other] = links[other], links[one]
    assert verify(links) == (None if one == other else min(one, other))
