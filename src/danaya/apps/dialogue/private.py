"""Reading and writing what a body keeps sealed. Only who has the members' secret gets a key that opens; nothing is kept open."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from danaya.apps.dialogue.actions.submit_expectation import Words
from danaya.apps.dialogue.models import Opinion, PrivateSpace, SealedText, SealedVote
from danaya.engines.language import Problem
from danaya.engines.seals.boxes import PrivateKey, open_box, unwrap


@dataclass(frozen=True, slots=True)
class OpenText:
    """A member's text, opened for one page: its words, and how members voted on it."""

    key: UUID
    words: Words
    agree: int = 0
    disagree: int = 0
    passed: int = 0


def unlock(space: PrivateSpace, secret: str) -> PrivateKey:
    """Return the body's key.

    Raises
    ------
    Problem
        ``wrong-secret``.
    """
    return unwrap(bytes(space.wrapped_key), secret)


def about_text(key: UUID) -> bytes:
    """Return what a text's box is bound to."""
    return f"dialogue.sealedtext:{key}".encode()


def about_vote(space: PrivateSpace, key: str) -> bytes:
    """Return what a vote's box is bound to."""
    return f"dialogue.sealedvote:{space.pk}:{key}".encode()


def vote_key(member: bytes, text: UUID) -> str:
    """Return the name under which a member's vote on a text is kept.

    ``member`` is known to that member's card, or to the opened space: from the row nobody comes back to either.
    """
    return hmac.new(member, f"vote:{text}".encode(), hashlib.sha256).hexdigest()


def member_of_account(private: PrivateKey, account: Any) -> bytes:
    """Return what stands for a signed-in member inside the opened space."""
    return hmac.new(private.raw, f"member:{account.pk}".encode(), hashlib.sha256).digest()


def pack(words: Words) -> bytes:
    """Return the words as bytes for a box."""
    plain = {
        "text": dict(words.text),
        "language": words.language,
        "factor": words.factor,
        "matters": list(words.matters),
    }
    return json.dumps(plain, ensure_ascii=False).encode()


def unpack(plain: bytes) -> Words:
    """Return the words that were packed."""
    found = json.loads(plain)
    return Words(found["text"], found["language"], found["factor"], tuple(found["matters"]))


def open_texts(space: PrivateSpace, private: PrivateKey) -> list[OpenText]:
    """Return every text of the space, most agreed with first."""
    votes = counted(open_votes(space, private))
    texts = [open_text(text, private, votes.get(str(text.pk), Counter())) for text in space.texts.all()]
    return sorted(texts, key=lambda text: (-text.agree + text.disagree, str(text.key)))


def open_text(text: SealedText, private: PrivateKey, votes: Mapping[int, int] | None = None) -> OpenText:
    """Return one text of the space."""
    words = unpack(open_box(private, bytes(text.box), about=about_text(text.pk)))
    ways = votes or {}
    return OpenText(
        text.pk, words, ways.get(Opinion.AGREE, 0), ways.get(Opinion.DISAGREE, 0), ways.get(Opinion.PASS, 0)
    )


def open_votes(space: PrivateSpace, private: PrivateKey) -> Iterator[tuple[str, int]]:
    """Yield text and opinion of every vote in the space; one that does not open was not made by a member."""
    for vote in SealedVote.objects.filter(space=space):
        try:
            found = json.loads(open_box(private, bytes(vote.box), about=about_vote(space, vote.key)))
        except Problem:
            continue
        yield found["text"], found["opinion"]


def counted(votes: Iterator[tuple[str, int]]) -> dict[str, Counter[int]]:
    """Return the opinions of each text."""
    found: dict[str, Counter[int]] = {}
    for text, opinion in votes:
        found.setdefault(text, Counter())[opinion] += 1
    return found
