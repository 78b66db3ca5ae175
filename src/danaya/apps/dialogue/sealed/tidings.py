"""What a body's posts are told of its private space: that it was opened, got another secret, was emptied. Never of what is in it.

So nobody who was given one of the body's posts begins a space, or ends one, unseen by the others.
"""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse

from danaya.apps.dialogue.models import PrivateSpace
from danaya.apps.dialogue.tidings import VOICELESS
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import Kind
from danaya.apps.notices.models import Urgency
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Post, Tenure
from danaya.engines.language import LANGUAGES, Text, in_language

SPACE = Kind(
    "dialogue.space",
    {"fr": "Espace privé de votre organisation", "en": "Private space of your organisation"},
    {
        "fr": "Un poste de votre organisation a ouvert l’espace privé, changé son secret ou l’a vidé.",
        "en": "A post of your organisation opened the private space, changed its secret or emptied it.",
    },
    Urgency.SECURITY,
    may_opt_out=False,
)

ASK = {
    "fr": "Si cela vous surprend, parlez-en entre vous avant de taper un secret ou d’écrire.",
    "en": "If this surprises you, talk to each other before you type a secret or write.",
}

OPENED: Text = {
    "fr": "L’espace privé de votre organisation est ouvert",
    "en": "The private space of your organisation is open",
}
CHANGED: Text = {
    "fr": "L’espace privé de votre organisation a un nouveau secret",
    "en": "The private space of your organisation has a new secret",
}
EMPTIED: Text = {
    "fr": "L’espace privé de votre organisation a été vidé",
    "en": "The private space of your organisation was emptied",
}
BY: Text = {
    "fr": "« {title} » : par le poste « {post} ». {ask}",
    "en": "“{title}”: by the post “{post}”. {ask}",
}


def tell_posts(space: PrivateSpace, subject: Text, actor: Tenure, at: datetime) -> None:
    """Tell the body's other posts what one of them did with the space."""
    others = Post.objects.filter(organisation=space.organisation_id, active=True).exclude(role__in=VOICELESS)
    text = NoticeText(subject, _filled(space, actor))
    url = reverse("dialogue:private_begin", args=[space.consultation_id])
    for post in others.exclude(pk=actor.post_id):
        notify(post, SPACE.name, text=text, at=at, url=url, about=space.consultation)


def _filled(space: PrivateSpace, actor: Tenure) -> Mapping[str, str]:
    facts = {"title": space.consultation.title, "post": actor.post.title, "ask": ASK}
    return {
        code: BY[code].format(**{name: in_language(words, code) for name, words in facts.items()}) for code in LANGUAGES
    }
