"""What people are told of the dialogue: every notice and its words, in one place.

Notices are handed in by actions, inside their transaction. Those that would tell at what moment somebody without a name wrote or
answered are not: they are gathered once a day, of the days before (:mod:`danaya.apps.dialogue.work`). Whoever wrote without the
name of an organisation is told nothing here: nobody knows who they are, and they follow their text by its code.

No notice quotes a text: some are read on locked telephones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.urls import reverse

from danaya.apps.dialogue.models import Consultation, Expectation, Fate, FateKind, Merge, Reformulation, Reply, Voice
from danaya.apps.dialogue.wording import fate_words
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import Kind
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Organisation, Post, Role, Side
from danaya.engines.language import LANGUAGES, Text, in_language

TO_READ = Kind(
    "dialogue.to_read",
    {"fr": "Textes à lire avant les autres", "en": "Texts to read before others"},
    {
        "fr": "Pour les lecteurs d'une consultation : des textes attendent.",
        "en": "For the readers of a consultation: texts are waiting.",
    },
)
OWN = Kind(
    "dialogue.own",
    {"fr": "Ce que deviennent vos attentes", "en": "What becomes of your expectations"},
    {
        "fr": "Une attente de votre organisation est montrée, retenue, redite, fusionnée avec une autre ou a reçu une réponse.",
        "en": "An expectation of your organisation is shown, held, restated, merged or answered.",
    },
)
REPLY = Kind(
    "dialogue.reply",
    {"fr": "Réponses à vos reformulations", "en": "Replies to your restatements"},
    {
        "fr": "L'auteur d'une attente confirme ou corrige ce que vous avez compris.",
        "en": "The author of an expectation confirms or corrects what you understood.",
    },
)
PHASE = Kind(
    "dialogue.phase",
    {"fr": "Étapes des consultations", "en": "Steps of consultations"},
    {
        "fr": "Une consultation s'ouvre, passe au vote, au temps des réponses, ou se termine.",
        "en": "A consultation opens, goes on to voting, to answering, or closes.",
    },
)
OVERDUE = Kind(
    "dialogue.overdue",
    {"fr": "Réponses en retard", "en": "Overdue answers"},
    {
        "fr": "Des attentes auxquelles votre côté répond n'ont pas reçu de réponse dans le délai promis.",
        "en": "Expectations that your side answers had no answer within the days promised.",
    },
)
KINDS = (TO_READ, OWN, REPLY, PHASE, OVERDUE)

VOICELESS = (Role.TECHNICIAN, Role.VISITING_EXPERT)
SIDES = (Side.CUSTOMS, Side.PRIVATE)


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a notice per language, with places for ``ref`` (A-07) and ``title`` (of the consultation)."""

    subject: Text
    body: Text

    def filled(self, **values: Text | str) -> NoticeText:
        """Return the words with their places filled, each in its language."""
        return NoticeText(_filled(self.subject, values), _filled(self.body, values))


def _filled(text: Text, values: Mapping[str, Text | str]) -> dict[str, str]:
    return {
        code: text[code].format(**{name: in_language(value, code) for name, value in values.items()})
        for code in LANGUAGES
    }


SHOWN = Words(
    {"fr": "Votre attente {ref} est montrée aux deux parties", "en": "Your expectation {ref} is shown to both sides"},
    {
        "fr": "« {title} » : un lecteur de chaque côté l'a lue. Une réponse est due dans les jours promis.",
        "en": "“{title}”: a reader of each side has read it. An answer is due within the days promised.",
    },
)
HELD = Words(
    {"fr": "Un texte de votre organisation est retenu", "en": "A text of your organisation is held"},
    {
        "fr": "« {title} » : un lecteur vous dit pourquoi. Vous pouvez l'écrire autrement ou le retirer.",
        "en": "“{title}”: a reader tells you why. You can write it otherwise or take it back.",
    },
)
RESTATED = Words(
    {
        "fr": "Votre attente {ref} a été redite par l'autre côté",
        "en": "The other side has restated your expectation {ref}",
    },
    {
        "fr": "« {title} » : dites si c'est bien ce que vous vouliez dire, ou corrigez.",
        "en": "“{title}”: say whether that is what you meant, or correct it.",
    },
)
MERGED = Words(
    {"fr": "Votre attente {ref} est fusionnée dans {into}", "en": "Your expectation {ref} is merged into {into}"},
    {
        "fr": "« {title} » : les deux disent la même chose. Vos mots restent lisibles ; dites-nous si ce n'est pas juste.",
        "en": "“{title}”: both say the same. Your own words stay readable; tell us if that is not right.",
    },
)
UNMERGED = Words(
    {"fr": "Votre attente {ref} est de nouveau à part", "en": "Your expectation {ref} stands by itself again"},
    {
        "fr": "« {title} » : la fusion dans {into} est annulée.",
        "en": "“{title}”: merging it into {into} was undone.",
    },
)
ANSWERED = Words(
    {"fr": "Votre attente {ref} a reçu une réponse", "en": "Your expectation {ref} has been answered"},
    {
        "fr": "« {title} » : {kind}. Réponse signée par {post}.",
        "en": "“{title}”: {kind}. Answer signed by {post}.",
    },
)
ANSWERED_FOR_BOTH = Words(
    {
        "fr": "{into}, qui porte aussi votre attente {ref}, a reçu une réponse",
        "en": "{into}, which speaks for your expectation {ref} too, has been answered",
    },
    ANSWERED.body,
)
CONFIRMED = Words(
    {"fr": "L'auteur de {ref} confirme votre reformulation", "en": "The author of {ref} confirms your restatement"},
    {
        "fr": "« {title} » : « C'est bien ce que je voulais dire. »",
        "en": "“{title}”: “That is what I meant.”",
    },
)
CORRECTED = Words(
    {"fr": "L'auteur de {ref} corrige votre reformulation", "en": "The author of {ref} corrects your restatement"},
    {
        "fr": "« {title} » : lisez ce qui n'est pas tout à fait juste, puis redites-le.",
        "en": "“{title}”: read what is not quite right, then say it again.",
    },
)
WAITING = Words(
    {"fr": "Des textes attendent votre lecture", "en": "Texts wait for you to read them"},
    {
        "fr": "« {title} » : vous les lisez avant que les autres les voient.",
        "en": "“{title}”: you read them before others see them.",
    },
)
LATE = Words(
    {"fr": "Des attentes n'ont pas reçu de réponse à temps", "en": "Expectations were not answered in time"},
    {
        "fr": "« {title} » : {count} attendent une réponse de votre côté. La part répondue à temps est montrée à tous.",
        "en": "“{title}”: {count} wait for an answer of your side. The share answered in time is shown to all.",
    },
)
BEGUN: Mapping[str, Words] = {
    "gathering": Words(
        {"fr": "Une consultation est ouverte", "en": "A consultation is open"},
        {
            "fr": "« {title} » : dites ce que vous attendez de l'autre côté.",
            "en": "“{title}”: say what you expect of the other side.",
        },
    ),
    "open": Words(
        {"fr": "Une consultation est ouverte : écrivez et votez", "en": "A consultation is open: write and vote"},
        {
            "fr": "« {title} » : dites ce que vous attendez, et votez sur ce que d'autres attendent.",
            "en": "“{title}”: say what you expect, and vote on what others expect.",
        },
    ),
    "voting": Words(
        {"fr": "Le vote est ouvert", "en": "Voting is open"},
        {
            "fr": "« {title} » : votez sur les attentes des deux côtés. Les résultats sont montrés à la fin du vote.",
            "en": "“{title}”: vote on what both sides expect. Results are shown when voting ends.",
        },
    ),
    "answering": Words(
        {"fr": "Place aux réponses", "en": "Time to answer"},
        {
            "fr": "« {title} » : chaque attente reçoit une réponse signée. Un vote qui vient de finir est compté.",
            "en": "“{title}”: each expectation gets a signed answer. A vote that has just ended is counted.",
        },
    ),
    "closed": Words(
        {"fr": "Une consultation est terminée", "en": "A consultation is closed"},
        {
            "fr": "« {title} » : tout ce qui a été dit et répondu reste lisible.",
            "en": "“{title}”: everything that was said and answered stays readable.",
        },
    ),
}


# Told by actions


def tell_shown(expectation: Expectation, at: datetime) -> None:
    """Tell the organisation that spoke: its text is shown."""
    _tell_author(expectation, SHOWN, at)


def tell_held(expectation: Expectation, at: datetime) -> None:
    """Tell the organisation that spoke: its text is held, and why stands on its page."""
    _tell_author(expectation, HELD, at)


def tell_restated(expectation: Expectation, at: datetime) -> None:
    """Tell the organisation that spoke: the other side has said it in its own words."""
    _tell_author(expectation, RESTATED, at)


def tell_merged(expectation: Expectation, into: Expectation, at: datetime) -> None:
    """Tell the organisation that spoke: its text was merged into another."""
    _tell_author(expectation, MERGED, at, into=into.reference)


def tell_unmerged(merge: Merge, at: datetime) -> None:
    """Tell the organisation that spoke: its text stands by itself again."""
    _tell_author(merge.original, UNMERGED, at, into=merge.into.reference)


def tell_answered(expectation: Expectation, fate: Fate, at: datetime) -> None:
    """Tell the organisations that spoke what was answered, also those whose texts were merged; of a merge :func:`tell_merged` speaks."""
    if fate.kind == FateKind.MERGED:
        return
    kind = {code: fate_words(fate.kind, code) for code in LANGUAGES}
    _tell_author(expectation, ANSWERED, at, kind=kind, post=fate.signed_by.title)
    for original in expectation.merged.select_related("organisation", "consultation"):
        into = expectation.reference
        _tell_author(original, ANSWERED_FOR_BOTH, at, into=into, kind=kind, post=fate.signed_by.title)


def tell_reply(reformulation: Reformulation, at: datetime) -> None:
    """Tell the post that restated what the author's organisation says; others' replies are told the day after."""
    if reformulation.expectation.voice == Voice.ORGANISATION:
        hand_in_reply(reformulation, at)


def tell_phase(consultation: Consultation, at: datetime) -> None:
    """Tell all posts of both sides that a phase begins."""
    words = BEGUN.get(consultation.phase)
    if words is None:
        return
    text = words.filled(title=consultation.title)
    for post in posts_of_sides(SIDES):
        notify(post, PHASE.name, text=text, at=at, url=_page(consultation), about=consultation)


# Told once a day


def hand_in_reply(reformulation: Reformulation, at: datetime) -> None:
    """Tell the post that restated what the author says of it, once."""
    words = CONFIRMED if reformulation.reply == Reply.CONFIRMED else CORRECTED
    expectation = reformulation.expectation
    text = words.filled(title=expectation.consultation.title, ref=expectation.reference)
    key = f"dialogue.reply:{reformulation.pk}"
    notify(reformulation.by, REPLY.name, text=text, at=at, url=page_of(expectation), about=expectation, key=key)


def tell_waiting(post: Post, consultation: Consultation, at: datetime) -> None:
    """Tell a reader that texts wait; at most once a day."""
    text = WAITING.filled(title=consultation.title)
    url = reverse("dialogue:reading", args=[consultation.pk])
    key = f"dialogue.to_read:{consultation.pk}:{at.date()}"
    notify(post, TO_READ.name, text=text, at=at, url=url, about=consultation, key=key)


def tell_overdue(post: Post, consultation: Consultation, count: int, at: datetime) -> None:
    """Tell those who answer that answers are overdue; at most once a week."""
    text = LATE.filled(title=consultation.title, count=str(count))
    url = reverse("dialogue:answers", args=[consultation.pk])
    year, week, _day = at.isocalendar()
    key = f"dialogue.overdue:{consultation.pk}:{year}-{week}"
    notify(post, OVERDUE.name, text=text, at=at, url=url, about=consultation, key=key)


# To whom


def posts_of(organisation: Organisation) -> models.QuerySet[Post]:
    """Return the posts that take part for an organisation."""
    return Post.objects.filter(organisation=organisation, active=True).exclude(role__in=VOICELESS)


def posts_of_sides(sides: Iterable[str]) -> models.QuerySet[Post]:
    """Return the posts that take part for sides."""
    bodies = Post.objects.filter(organisation__side__in=list(sides), organisation__active=True, active=True)
    return bodies.exclude(role__in=VOICELESS)


def page_of(expectation: Expectation) -> str:
    """Return the address of an expectation's page."""
    return reverse("dialogue:expectation", args=[expectation.consultation_id, expectation.pk])


def _page(consultation: Consultation) -> str:
    return reverse("dialogue:consultation", args=[consultation.pk])


def _tell_author(expectation: Expectation, words: Words, at: datetime, **values: Text | str) -> None:
    if expectation.voice != Voice.ORGANISATION or expectation.organisation is None:
        return
    text = words.filled(title=expectation.consultation.title, ref=expectation.reference, **values)
    for post in posts_of(expectation.organisation):
        notify(post, OWN.name, text=text, at=at, url=page_of(expectation), about=expectation)
