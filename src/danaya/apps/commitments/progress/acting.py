"""Who acts on a commitment's progress, and the commitment held for the time of one act.

A post acts by its holder, signed in (a tenure), or by a personal link: then nobody's account is known, only the post.
"""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from danaya.apps.commitments.models import Commitment, CommitmentState
from danaya.apps.commitments.problems import not_in_force, problem
from danaya.apps.people.models import Post
from danaya.base.locks import locked
from danaya.engines.language import Problem

LONGEST = 2000
"""Signs of a text about progress."""


class Acting(Protocol):
    """A tenure, or a post that came by its personal link."""

    @property
    def post(self) -> Post:
        """The post that acts."""

    @property
    def post_id(self) -> Any:
        """Its key."""

    @property
    def account_id(self) -> Any:
        """Key of the account that acts for it; empty where nobody is signed in."""


@dataclass(frozen=True, slots=True)
class ByLink:
    """A post that acts by a personal link."""

    post: Post
    account_id: str = ""

    @property
    def post_id(self) -> UUID:
        """Its key."""
        return self.post.pk


def came_by_link(actor: Acting) -> bool:
    """Tell whether nobody is signed in."""
    return isinstance(actor, ByLink)


def hold(commitment: UUID) -> Commitment:
    """Return a commitment with its parties, locked until the end of the transaction: acts on it follow each other.

    Raises
    ------
    Problem
        ``commitments-not-in-force``.
    """
    rows = locked(Commitment.objects).select_related("plan", "owner__organisation", "counterpart__organisation")
    held = rows.get(pk=commitment)
    if held.state != CommitmentState.ADOPTED:
        raise not_in_force()
    return held


def owner_only(commitment: Commitment, actor: Acting) -> None:
    """Refuse whoever is not the owner's post."""
    if actor.post_id != commitment.owner_id:
        raise _not_yours(commitment.owner)


def counterpart_only(commitment: Commitment, actor: Acting) -> None:
    """Refuse whoever is not the counterpart's post."""
    if actor.post_id != commitment.counterpart_id:
        raise _not_yours(commitment.counterpart)


def party_only(commitment: Commitment, actor: Acting) -> None:
    """Refuse whoever is neither."""
    if actor.post_id not in {commitment.owner_id, commitment.counterpart_id}:
        raise _not_yours(commitment.owner)


def _not_yours(post: Post) -> Problem:
    return problem(
        "not-yours",
        "Cet acte revient à un autre poste ({post}) : personne ne le fait à sa place. Prévenez ce poste.",
        "This act belongs to another post ({post}): nobody does it in its place. Tell that post.",
        post=str(post),
    )


def written(text: str) -> str:
    """Return a text without the space around it."""
    return text.strip()
