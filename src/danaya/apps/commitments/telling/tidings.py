"""What posts are told of decisions and editions: every notice and its words, in one place."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.urls import reverse

from danaya.apps.commitments.models import Decision, Edition
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import Kind
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Post, Role
from danaya.engines.language import LANGUAGES, Text, in_language

DECISIONS = Kind(
    "commitments.decisions",
    {"fr": "Décisions du plan d'action", "en": "Decisions on the action plan"},
    {
        "fr": "Une décision est demandée au directeur, ou le directeur a décidé.",
        "en": "A decision is asked of the director, or the director has decided.",
    },
)
EDITIONS = Kind(
    "commitments.editions",
    {"fr": "Ce qui est montré à tous", "en": "What is shown to everyone"},
    {
        "fr": "Une édition du plan attend l'autorisation du directeur, est autorisée, refusée ou retirée.",
        "en": "An edition of the plan waits for the director's authorisation, is authorised, refused or withdrawn.",
    },
)
KINDS = (DECISIONS, EDITIONS)

Words = tuple[Text, Text]
"""Subject and body, with a place for ``title`` (of the plan)."""

ASKED: Words = (
    {"fr": "Une décision vous est demandée", "en": "A decision is asked of you"},
    {
        "fr": "« {title} » : la question, les options et leurs conséquences tiennent sur une page.",
        "en": "“{title}”: the question, the options and their consequences stand on one page.",
    },
)
DECIDED: Words = (
    {"fr": "Le directeur a décidé", "en": "The director has decided"},
    {
        "fr": "« {title} » : lisez l'option choisie, la note de service et la suite attendue.",
        "en": "“{title}”: read the option chosen, the note de service and what is to follow.",
    },
)
TO_AUTHORISE: Words = (
    {"fr": "Une édition attend votre autorisation", "en": "An edition waits for your authorisation"},
    {
        "fr": "« {title} » : rien n'est montré à tous avant que vous l'ayez lue et autorisée.",
        "en": "“{title}”: nothing is shown to everyone before you have read and authorised it.",
    },
)
AUTHORISED: Words = (
    {"fr": "L'édition est autorisée", "en": "The edition is authorised"},
    {
        "fr": "« {title} » : chacun peut maintenant la lire sans se connecter.",
        "en": "“{title}”: everyone can read it now without signing in.",
    },
)
REFUSED: Words = (
    {"fr": "L'édition n'est pas autorisée", "en": "The edition is not authorised"},
    {
        "fr": "« {title} » : le directeur dit ce qui doit changer.",
        "en": "“{title}”: the director says what must change.",
    },
)
WITHDRAWN: Words = (
    {"fr": "L'édition publique est retirée", "en": "The public edition is withdrawn"},
    {
        "fr": "« {title} » : plus rien du plan n'est montré à tous. Le motif est écrit à côté.",
        "en": "“{title}”: nothing of the plan is shown to everyone any more. The reason is written beside it.",
    },
)


def tell_asked(decision: Decision, at: datetime) -> None:
    """Tell the director that a question waits."""
    _tell(directors(), DECISIONS, ASKED, decision, at, "director")


def tell_decided(decision: Decision, at: datetime) -> None:
    """Tell whoever asked, and the owner of the commitment it is about."""
    readers = [decision.asked_by, *([decision.commitment.owner] if decision.commitment else [])]
    _tell(dict.fromkeys(readers), DECISIONS, DECIDED, decision, at, "decisions")


def tell_to_authorise(edition: Edition, at: datetime) -> None:
    """Tell the director that an edition waits."""
    _tell(directors(), EDITIONS, TO_AUTHORISE, edition, at, "editions")


def tell_authorised(edition: Edition, at: datetime) -> None:
    """Tell whoever prepared it that it is public."""
    _tell([edition.made_by], EDITIONS, AUTHORISED, edition, at, "editions")


def tell_refused(edition: Edition, at: datetime) -> None:
    """Tell whoever prepared it that it must change."""
    _tell([edition.made_by], EDITIONS, REFUSED, edition, at, "editions")


def tell_withdrawn(edition: Edition, at: datetime) -> None:
    """Tell whoever prepared it that it is public no more."""
    _tell([edition.made_by], EDITIONS, WITHDRAWN, edition, at, "editions")


def directors() -> Iterable[Post]:
    """Return the posts that decide and authorise."""
    return Post.objects.filter(role=Role.DIRECTOR, active=True, organisation__active=True)


def _tell(posts: Iterable[Post], kind: Kind, words: Words, about: models.Model, at: datetime, page: str) -> None:
    plan = about.plan  # type: ignore[attr-defined]
    subject, body = words
    said = {code: body[code].format(title=in_language(plan.title, code)) for code in LANGUAGES}
    for post in posts:
        url = reverse(f"commitments:{page}", args=[plan.pk])
        notify(post, kind.name, text=NoticeText(subject, said), at=at, url=url, about=about)
