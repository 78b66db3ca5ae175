"""Reading and writing what a body keeps sealed. Only who has the members' secret gets a key that opens; nothing is kept open."""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from danaya.apps.dialogue.actions.submit_expectation import Words
from danaya.apps.dialogue.models import Opinion, PrivateSpace, SealedText, SealedVote
from danaya.apps.dialogue.votes.tally import CastVote, Count, Tally
from danaya.base.cards.codes import SIGNS, plain_code
from danaya.engines.language import Problem
from danaya.engines.seals.boxes import PrivateKey, open_box, plain_secret, unwrap
from danaya.engines.seals.phrases import plain_phrase

MEMBERS = "members"
"""The one group of a private space: votes are counted for all its members together."""

_AT_A_TIME = BoundedSemaphore(os.cpu_count() or 1)
"""Secrets stretched at a time, each in 32 MB: forty members who type theirs at once must not fill the machine."""


@dataclass(frozen=True, slots=True)
class OpenText:
    """A member's text, opened for one page: its words, how members voted on it as last counted, how this member votes."""

    key: UUID
    words: Words = field(repr=False)
    count: Count | None = field(default=None, repr=False)
    mine: Opinion | None = field(default=None, repr=False)

    @property
    def order(self) -> tuple[bool, int, str]:
        """Most agreed with first, what was not counted yet after; never the order in which texts came."""
        return self.count is None, self.count.disagree - self.count.agree if self.count else 0, str(self.key)


@dataclass(frozen=True, slots=True)
class OpenVote:
    """One sealed vote, opened: which row it is, on which text, which way, and after which count it was cast."""

    row: UUID
    text: str
    opinion: int
    poll: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What was last counted: ``poll`` is its number, 0 before the first."""

    poll: int = 0
    tally: Tally = field(default_factory=Tally, repr=False)


# The key


def unlock(space: PrivateSpace, typed: str) -> PrivateKey:
    """Return the body's key for its members' secret, however words or a code were typed.

    Raises
    ------
    Problem
        ``wrong-secret``.
    """
    for secret in dict.fromkeys([typed, _as_made(typed)]):
        try:
            with _AT_A_TIME:
                return unwrap(bytes(space.wrapped_key), secret)
        except Problem as refused:
            if refused.code != "wrong-secret":
                raise
    raise Problem("wrong-secret", _WRONG_SECRET)


def _as_made(typed: str) -> str:
    """Return a secret as we propose them: a code in its groups, else words in plain small letters."""
    signs = [sign for sign in typed if sign.isalnum()]
    code = plain_code(typed)
    return code if len(signs) == SIGNS == len(code.replace("-", "")) else plain_phrase(typed)


def same_secret(typed: str, secret: str) -> bool:
    """Tell whether what was typed is a secret that was just proposed, as ``unlock`` will take it."""
    return plain_secret(secret) in {plain_secret(typed), _as_made(typed)}


def fingerprint(space: PrivateSpace) -> str:
    """Return what a body notes on its paper, to see later that texts are still closed for its own key: 64 bits in figures."""
    figures = str(int.from_bytes(hashlib.sha256(bytes(space.public_key)).digest()[:8], "big")).zfill(20)
    return " ".join(figures[place : place + 4] for place in range(0, len(figures), 4))


# What a box is bound to, and the names of votes


def about_text(key: UUID) -> bytes:
    """Return what a text's box is bound to."""
    return f"dialogue.sealedtext:{key}".encode()


def about_vote(space: PrivateSpace, key: str) -> bytes:
    """Return what a vote's box is bound to."""
    return f"dialogue.sealedvote:{space.pk}:{key}".encode()


def about_count(space: PrivateSpace) -> bytes:
    """Return what the box of the last count is bound to."""
    return f"dialogue.privatespace:{space.pk}:counted".encode()


def vote_key(member: bytes, text: UUID) -> str:
    """Return the name under which a member's vote on a text is kept.

    ``member`` is known to that member's card, or to the opened space: from the row nobody comes back to either.
    """
    return hmac.new(member, f"vote:{text}".encode(), hashlib.sha256).hexdigest()


def member_of_account(private: PrivateKey, account: Any) -> bytes:
    """Return what stands for a signed-in member inside the opened space."""
    return hmac.new(private.raw, f"member:{account.pk}".encode(), hashlib.sha256).digest()


def member_of_card(key: str) -> bytes:
    """Return what stands for the holder of a member's card (``key``: its key for this purpose)."""
    return hmac.new(bytes.fromhex(key), b"member", hashlib.sha256).digest()


# Texts


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


def open_texts(space: PrivateSpace, private: PrivateKey, member: bytes | None = None) -> list[OpenText]:
    """Return every text of the space, most agreed with first; for a ``member`` with the vote that is theirs.

    Raises
    ------
    Problem
        ``box-damaged`` where somebody tampered with the table.
    """
    sealed = list(space.texts.all())
    counts = open_counted(space, private).tally.counts
    mine = own_votes(space, private, member, [text.pk for text in sealed]) if member else {}
    texts = [_opened(text, private, counts, mine) for text in sealed]
    return sorted(texts, key=lambda text: text.order)


def open_text(space: PrivateSpace, private: PrivateKey, text: SealedText, member: bytes | None = None) -> OpenText:
    """Return one text of the space; for a ``member`` with the vote that is theirs."""
    mine = own_votes(space, private, member, [text.pk]) if member else {}
    return _opened(text, private, open_counted(space, private).tally.counts, mine)


def _opened(
    text: SealedText,
    private: PrivateKey,
    counts: Mapping[str, Mapping[str, Count]],
    mine: Mapping[UUID, Opinion],
) -> OpenText:
    words = unpack(open_box(private, bytes(text.box), about=about_text(text.pk)))
    return OpenText(text.pk, words, counts.get(str(text.pk), {}).get(MEMBERS), mine.get(text.pk))


# Votes


def open_votes(space: PrivateSpace, private: PrivateKey) -> Iterator[OpenVote]:
    """Yield every vote in the space; one that does not open was not made by a member."""
    for vote in SealedVote.objects.filter(space=space):
        found = _open_vote(space, private, vote)
        if found is not None:
            yield found


def own_votes(space: PrivateSpace, private: PrivateKey, member: bytes, texts: Iterable[UUID]) -> dict[UUID, Opinion]:
    """Return how a member votes on each of some texts; absent where they did not."""
    keys = {vote_key(member, text): text for text in texts}
    rows = {vote.key: vote for vote in SealedVote.objects.filter(space=space, key__in=list(keys))}
    opened = {keys[key]: _open_vote(space, private, vote) for key, vote in rows.items()}
    return {text: Opinion(vote.opinion) for text, vote in opened.items() if vote is not None}


def _open_vote(space: PrivateSpace, private: PrivateKey, vote: SealedVote) -> OpenVote | None:
    try:
        found = json.loads(open_box(private, bytes(vote.box), about=about_vote(space, vote.key)))
    except Problem:
        return None
    return OpenVote(vote.pk, found["text"], found["opinion"], found["poll"])


# Counting


def open_counted(space: PrivateSpace, private: PrivateKey) -> Counted:
    """Return what was last counted of the members' votes."""
    if not space.counted:
        return Counted()
    found = json.loads(open_box(private, bytes(space.counted), about=about_count(space)))
    return Counted(found["poll"], Tally.from_plain(found["tally"]))


def cast_votes(space: PrivateSpace, private: PrivateKey) -> list[CastVote]:
    """Return the votes of the space as they are counted: one group, all its members."""
    return [CastVote(MEMBERS, vote.text, vote.opinion, vote.poll) for vote in open_votes(space, private)]


_WRONG_SECRET = {
    "fr": "Vérifiez le secret : celui-ci n'ouvre pas les textes de votre organisation. Comparez-le avec votre feuille, mot par mot.",
    "en": "Check the secret: this one does not open the texts of your body. Compare it with your sheet, word by word.",
}
