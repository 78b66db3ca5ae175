"""What people are told of signing: who has to do something, what was adopted, taken back, entered from paper."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import models
from django.urls import reverse

from danaya.apps.commitments.models import Body, Plan, Signature, Version
from danaya.apps.commitments.signing.standing import BodyStanding, Entry
from danaya.apps.commitments.signing.text import post_words
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import Kind
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Organisation, Post, Role, Side
from danaya.engines.language import LANGUAGES, Text, day_in_words, in_language

TO_SIGN = Kind(
    "commitments.to_sign",
    {"fr": "Textes à viser et à signer", "en": "Texts to initial and to sign"},
    {
        "fr": "Un texte du plan attend votre visa, votre signature ou la décision de votre organisme.",
        "en": "A text of the plan waits for your visa, your signature or the decision of your body.",
    },
)
SIGNED = Kind(
    "commitments.signed",
    {"fr": "Ce que deviennent les textes signés", "en": "What becomes of signed texts"},
    {
        "fr": "Un plan est adopté, un texte est repris, une signature sur papier est enregistrée ou contestée, un organisme est retiré.",
        "en": "A plan is adopted, a text is taken back, a signature on paper is entered or contested, a body is taken out.",
    },
)
KINDS = (TO_SIGN, SIGNED)

VOICELESS = (Role.TECHNICIAN, Role.VISITING_EXPERT)

_WORDS: Mapping[str, tuple[Text, Text]] = {
    "sign": (
        {"fr": "Un engagement attend votre signature", "en": "A commitment waits for your signature"},
        {
            "fr": "« {title} », {references} : lisez le texte, puis signez-le.",
            "en": "“{title}”, {references}: read the text, then sign it.",
        },
    ),
    "initial": (
        {"fr": "Un texte attend votre visa", "en": "A text waits for your visa"},
        {
            "fr": "« {title} » : donnez votre visa, ou renvoyez le texte avec votre remarque.",
            "en": "“{title}”: give your visa, or send the text back with your remark.",
        },
    ),
    "decide": (
        {"fr": "Le plan attend la décision de votre organisme", "en": "The plan waits for your body's decision"},
        {
            "fr": "« {title} » : votre organisme l'adopte, l'adopte avec réserves, ou s'abstient.",
            "en": "“{title}”: your body adopts it, adopts it with reservations, or abstains.",
        },
    ),
    "sent-back": (
        {"fr": "Un visa de votre organisme renvoie le texte", "en": "A visa of your body sends the text back"},
        {
            "fr": "« {title} » : lisez la remarque. Votre organisme ne se prononce pas tant que ce visa n'est pas donné.",
            "en": "“{title}”: read the remark. Your body does not decide until that visa is given.",
        },
    ),
    "taken-back": (
        {"fr": "Un texte est repris : il sera signé à nouveau", "en": "A text was taken back: it will be signed anew"},
        {
            "fr": "« {title} » : {reason} Les signatures données restent lisibles sous la version reprise.",
            "en": "“{title}”: {reason} Signatures already given stay readable under the version taken back.",
        },
    ),
    "on-paper": (
        {"fr": "Une signature sur papier est enregistrée", "en": "A signature on paper was entered"},
        {
            "fr": "« {title} » : {who} a enregistré une feuille signée par votre organisme. Ouvrez le scan, puis dites si c'est bien votre "
            "feuille. Gardez votre original.",
            "en": "“{title}”: {who} entered a sheet signed by your body. Open the scan, then say whether it is your sheet. Keep your "
            "original.",
        },
    ),
    "contested": (
        {"fr": "Un organisme conteste une feuille signée", "en": "A body contests a signed sheet"},
        {
            "fr": "« {title} » : {body} dit que la feuille enregistrée pour lui n'est pas la sienne. Ses signatures ne comptent plus. "
            "Lisez pourquoi, puis voyez avec lui.",
            "en": "“{title}”: {body} says that the sheet entered for it is not its own. Its signatures no longer count. Read why, "
            "then settle it with that body.",
        },
    ),
    "removed": (
        {"fr": "Votre organisme n'adopte plus le plan", "en": "Your body no longer adopts the plan"},
        {
            "fr": "« {title} » : {who} a retiré {body} de ceux qui adoptent le plan, le {day}. Le prochain texte ne le nomme pas ; ce que "
            "votre organisme a signé ou réservé reste lisible.",
            "en": "“{title}”: {who} took {body} out of those that adopt the plan, on {day}. The next text does not name it; what your "
            "body signed or reserved stays readable.",
        },
    ),
    "adopted": (
        {"fr": "Le plan d'action commun est adopté", "en": "The common action plan is adopted"},
        {
            "fr": "« {title} » : les deux parties l'ont adopté. Chaque engagement signé est maintenant en cours.",
            "en": "“{title}”: both sides have adopted it. Each signed commitment is running now.",
        },
    ),
}


def tell_to_sign(commitments: Mapping[Post, list[Entry]], version: Version, at: datetime) -> None:
    """Tell owners and counterparts which commitments wait for their signature: one notice for all of a post."""
    for post, rows in commitments.items():
        url = sign_page(version.plan, rows[0].key) if len(rows) == 1 else page(version.plan)
        references = ", ".join(one.reference for one in rows)
        _tell([post], "sign", version.plan, at, url=url, key=f"{version.pk}", references=references)


def tell_next(standing: BodyStanding, version: Version, at: datetime) -> None:
    """Tell whoever comes next in a body: a post of the *parapheur* or, after all visas, its signatory."""
    if standing.signature is not None:
        return
    waiting = standing.next_initial
    if waiting is None:
        _tell([standing.body.signatory], "decide", version.plan, at, key=f"{version.pk}")
    elif waiting.visa is None:
        _tell([waiting.post], "initial", version.plan, at, key=f"{version.pk}")


def tell_sent_back(version: Version, organisation: Organisation, at: datetime) -> None:
    """Tell the posts of a body that one of its visas sent the text back."""
    _tell(posts_of(organisation), "sent-back", version.plan, at)


def tell_taken_back(version: Version, reason: Text, at: datetime) -> None:
    """Tell both sides that a text is signed no longer."""
    words = {code: _sentence(in_language(reason, code)) for code in LANGUAGES}
    _tell(posts_of_both(), "taken-back", version.plan, at, kind=SIGNED, reason=words)


def tell_on_paper(version: Version, organisations: Iterable[Organisation], by: Post, at: datetime) -> None:
    """Tell bodies whose signatures a post of another body entered from paper: they say whether it is their sheet."""
    for organisation in organisations:
        _tell(posts_of(organisation), "on-paper", version.plan, at, kind=SIGNED, who=post_words(by))


def tell_contested(signature: Signature, plan: Plan, at: datetime) -> None:
    """Tell whoever entered a sheet, and both secretaries, that its body says it is not its own."""
    asked = (signature.entered_by, plan.secretary_customs, plan.secretary_private)
    posts = dict.fromkeys(one for one in asked if one is not None)
    _tell(posts, "contested", plan, at, kind=SIGNED, body=signature.organisation.name)


def tell_removed(body: Body, by: Post, at: datetime) -> None:
    """Tell the posts of a body, its signatory among them, that it was taken out of those that adopt a plan: by whom and when."""
    day = {code: day_in_words(at.date(), code) for code in LANGUAGES}
    values = {"who": post_words(by), "body": body.organisation.name, "day": day}
    _tell(posts_of(body.organisation), "removed", body.plan, at, kind=SIGNED, **values)


def tell_adopted(plan: Plan, at: datetime) -> None:
    """Tell both sides that the plan is adopted."""
    _tell(posts_of_both(), "adopted", plan, at, kind=SIGNED)


def posts_of(organisation: Organisation) -> models.QuerySet[Post]:
    """Return the posts that take part for an organisation."""
    return Post.objects.filter(organisation=organisation, active=True).exclude(role__in=VOICELESS)


def posts_of_both() -> models.QuerySet[Post]:
    """Return the posts that take part, of both sides."""
    bodies = Post.objects.filter(organisation__side__in=(Side.CUSTOMS, Side.PRIVATE), organisation__active=True)
    return bodies.filter(active=True).exclude(role__in=VOICELESS)


def page(plan: Plan) -> str:
    """Return the address of the page of signing."""
    return reverse("commitments:signing", args=[plan.pk])


def sign_page(plan: Plan, commitment: UUID) -> str:
    """Return the address where a commitment is signed."""
    return reverse("commitments:sign", args=[plan.pk, commitment])


def _tell(
    posts: Iterable[Post],
    name: str,
    plan: Plan,
    at: datetime,
    *,
    kind: Kind = TO_SIGN,
    url: str = "",
    key: str = "",
    **values: Text | str,
) -> None:
    subject, body = _WORDS[name]
    filled = {"title": plan.title, **values}
    text = NoticeText(_filled(subject, filled), _filled(body, filled))
    for post in posts:
        told = f"commitments.{name}:{key}" if key else ""
        notify(post, kind.name, text=text, at=at, url=url or page(plan), about=plan, key=told)


def _filled(text: Text, values: Mapping[str, Text | str]) -> dict[str, str]:
    return {
        code: text[code].format(**{name: in_language(value, code) for name, value in values.items()})
        for code in LANGUAGES
    }


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
