"""What was done to a commitment, in words: read from the journal, names of posts only."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models import Commitment
from danaya.apps.people.models import Post
from danaya.base.journal.entries import history
from danaya.base.journal.models import Entry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORDS: dict[str, "StrOrPromise"] = {
    "commitments.draft_commitment": _("drafted it"),
    "commitments.edit_commitment": _("changed the wording"),
    "commitments.agree_languages": _("said that both languages say the same"),
    "commitments.propose_commitment": _("proposed it to both sides"),
    "commitments.rate_commitment": _("rated the wording"),
    "commitments.withdraw_commitment": _("withdrew it"),
    "commitments.abandon_commitment": _("abandoned it"),
    "commitments.sign": _("signed it"),
    "commitments.claim_milestone": _("claimed that a milestone is reached"),
    "commitments.add_evidence": _("added evidence"),
    "commitments.answer_claim": _("answered a claim"),
    "commitments.record_outcome": _("recorded the outcome of a meeting"),
    "commitments.answer_outcome": _("answered the outcome that was recorded"),
    "commitments.ask_move": _("asked for another date"),
    "commitments.answer_move": _("answered the request for another date"),
    "commitments.post_update": _("answered the three questions"),
    "commitments.ask_help": _("asked that help be offered"),
    "commitments.offer_help": _("offered help"),
    "commitments.answer_help": _("answered the offer of help"),
    "commitments.escalate": _("brought it to the two secretaries"),
    "commitments.close_escalation": _("closed what had been brought to the secretaries"),
    "commitments.issue_link": _("issued a personal link"),
    "commitments.revoke_link": _("revoked a personal link"),
}
"""Verb of the journal → what is said of it."""

LINKED_ONLY = _("changed what it rests on or serves")
OTHER = _("recorded something about it")


@dataclass(frozen=True, slots=True)
class Event:
    """One act: when, which post (empty: the installation itself), what."""

    on: date
    post: str
    words: str


def history_of(commitment: Commitment) -> list[Event]:
    """Return what was done to a commitment, the latest first."""
    entries = list(history(commitment).order_by("-place"))
    names = _names({entry.post for entry in entries if entry.post})
    return [_event(entry, names) for entry in entries]


def _event(entry: Entry, names: dict[str, str]) -> Event:
    words = WORDS.get(entry.verb, OTHER)
    if entry.verb == "commitments.edit_commitment" and not entry.payload.get("reworded", True):
        words = LINKED_ONLY
    return Event(timezone.localtime(entry.at).date(), names.get(entry.post, ""), str(words))


def _names(keys: set[str]) -> dict[str, str]:
    posts: Any = Post.objects.filter(pk__in=keys).select_related("organisation")
    return {str(post.pk): f"{post} ({post.organisation.acronym})" for post in posts}
