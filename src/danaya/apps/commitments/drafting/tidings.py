"""What people are told of drafting: a commitment is proposed, rated by both sides, withdrawn, abandoned. Ratings are never quoted."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from danaya.apps.commitments.models import Commitment
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import Kind
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Post, Role, Side
from danaya.engines.language import LANGUAGES, Text, in_language

PROPOSED = Kind(
    "commitments.proposed",
    {"fr": "Engagements proposés à votre organisation", "en": "Commitments proposed to your organisation"},
    {
        "fr": "Un engagement que vous porteriez, ou dont vous seriez la contrepartie, est proposé, noté par les deux côtés ou retiré.",
        "en": "A commitment that you would own, or be the counterpart of, is proposed, rated by both sides or withdrawn.",
    },
)
ABANDONED = Kind(
    "commitments.abandoned",
    {"fr": "Engagements abandonnés", "en": "Abandoned commitments"},
    {
        "fr": "Un engagement adopté est abandonné, avec sa raison.",
        "en": "An adopted commitment is abandoned, with its reason.",
    },
)
KINDS = (PROPOSED, ABANDONED)

SIDES = (Side.CUSTOMS, Side.PRIVATE)
VOICELESS = (Role.TECHNICIAN, Role.VISITING_EXPERT)


def tell_proposed(commitment: Commitment, at: datetime) -> None:
    """Tell owner and counterpart: read it, then rate it."""
    _tell(
        PROPOSED,
        commitment,
        {"fr": "L'engagement {ref} vous est proposé", "en": "The commitment {ref} is proposed to you"},
        {
            "fr": "« {title} » : lisez-le, puis dites s'il est ambitieux et réaliste. Personne ne voit votre note avant celle de l'autre côté.",
            "en": "“{title}”: read it, then say whether it is ambitious and realistic. Nobody sees your rating before the other side's.",
        },
        at,
    )


def tell_rated(commitment: Commitment, at: datetime) -> None:
    """Tell owner and counterpart that both ratings are in; the ratings stand on the page only."""
    _tell(
        PROPOSED,
        commitment,
        {"fr": "Les deux côtés ont noté l'engagement {ref}", "en": "Both sides have rated the commitment {ref}"},
        {
            "fr": "« {title} » : les deux notes se lisent maintenant côte à côte.",
            "en": "“{title}”: both ratings can now be read side by side.",
        },
        at,
    )


def tell_withdrawn(commitment: Commitment, at: datetime) -> None:
    """Tell owner and counterpart of what had been proposed to them: it no longer is."""
    _tell(
        PROPOSED,
        commitment,
        {"fr": "L'engagement {ref} est retiré", "en": "The commitment {ref} is withdrawn"},
        {
            "fr": "« {title} » : il n'est plus proposé. Raison : {reason}",
            "en": "“{title}”: it is no longer proposed. Reason: {reason}",
        },
        at,
        url=reverse("commitments:plan", args=[commitment.plan_id]),
    )


def tell_abandoned(commitment: Commitment, at: datetime) -> None:
    """Tell all posts of both sides that a promise was given up, and why."""
    posts = Post.objects.filter(organisation__side__in=SIDES, organisation__active=True, active=True)
    _tell(
        ABANDONED,
        commitment,
        {"fr": "L'engagement {ref} est abandonné", "en": "The commitment {ref} is abandoned"},
        {"fr": "« {title} » : raison : {reason}", "en": "“{title}”: reason: {reason}"},
        at,
        to=posts.exclude(role__in=VOICELESS),
    )


def _tell(
    kind: Kind,
    commitment: Commitment,
    subject: Text,
    body: Text,
    at: datetime,
    *,
    to: Iterable[Post] | None = None,
    url: str = "",
) -> None:
    text = NoticeText(_filled(subject, commitment), _filled(body, commitment))
    page = url or reverse("commitments:commitment", args=[commitment.plan_id, commitment.pk])
    for post in (commitment.owner, commitment.counterpart) if to is None else to:
        notify(post, kind.name, text=text, at=at, url=page, about=commitment)


def _filled(words: Text, commitment: Commitment) -> dict[str, str]:
    return {
        code: words[code].format(
            ref=commitment.reference,
            title=in_language(commitment.result, code),
            reason=in_language(commitment.ended_why, code),
        )
        for code in LANGUAGES
    }
