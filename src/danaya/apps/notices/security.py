"""What people's accounts are told when something happens to them: at once, and whatever they chose about mails."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import Kind
from danaya.apps.notices.models import Urgency
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.news import AccountNews, Happening
from danaya.engines.language import Text, in_language

ACCOUNT = Kind(
    "people.account",
    {"fr": "Protection de votre compte", "en": "Protection of your account"},
    {
        "fr": "Un mot de passe, une clé d’accès ou un code de votre compte a changé ou a servi.",
        "en": "A password, a passkey or a code of your account has changed or was used.",
    },
    Urgency.SECURITY,
    may_opt_out=False,
)
POSTS = Kind(
    "people.posts",
    {"fr": "Postes transmis", "en": "Posts handed over"},
    {"fr": "Un poste vous est transmis, ou vous le quittez.", "en": "A post is handed over to you, or you leave it."},
    Urgency.SECURITY,
    may_opt_out=False,
)

NOT_YOU = {
    "fr": "Si ce n’est pas vous, changez votre mot de passe et prévenez le coordonnateur.",
    "en": "If it was not you, change your password and tell the coordinator.",
}
ASK = {
    "fr": "Si vous ne l’avez pas demandé, prévenez le coordonnateur.",
    "en": "If you did not ask for it, tell the coordinator.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a happening is told as: a kind, a subject and a body with ``{post}`` and ``{day}`` in their places."""

    kind: Kind
    subject: Text
    body: Text


def _about_account(french: str, english: str, then: Text = NOT_YOU) -> Words:
    return Words(ACCOUNT, {"fr": french, "en": english}, then)


TOLD: dict[Happening, Words] = {
    Happening.CODE_USED: _about_account(
        "Votre code imprimé a servi à choisir un nouveau mot de passe",
        "Your printed code was used to choose a new password",
    ),
    Happening.PASSWORD_CHANGED: _about_account("Votre mot de passe a été changé", "Your password was changed"),
    Happening.PASSWORD_HELPED: _about_account(
        "Un mot de passe provisoire a été donné pour votre compte",
        "A temporary password was given for your account",
        ASK,
    ),
    Happening.CODE_PRINTED: _about_account(
        "Un code de secours a été imprimé pour votre compte", "A recovery code was printed for your account", ASK
    ),
    Happening.AUTHENTICATOR_ADDED: _about_account(
        "Une application d’authentification a été ajoutée à votre compte", "An authenticator was added to your account"
    ),
    Happening.AUTHENTICATOR_REMOVED: _about_account(
        "L’application d’authentification de votre compte a été retirée",
        "The authenticator of your account was taken off",
    ),
    Happening.PASSKEY_ADDED: _about_account(
        "Une clé d’accès a été ajoutée à votre compte", "A passkey was added to your account"
    ),
    Happening.PASSKEY_REMOVED: _about_account(
        "Une clé d’accès de votre compte a été retirée", "A passkey of your account was taken off"
    ),
    Happening.PROTECTION_REMOVED: _about_account(
        "Clés d’accès et authentification de votre compte ont été retirées",
        "Passkeys and authenticator of your account were taken off",
        ASK,
    ),
    Happening.POST_RECEIVED: Words(
        POSTS,
        {"fr": "Un poste vous est transmis à partir du {day}", "en": "A post is handed over to you from {day}"},
        {
            "fr": "{post}. Vous en avez les droits à partir de ce jour, et vous y trouvez ce qui attend.",
            "en": "{post}. You have its rights from that day on, and find there what waits.",
        },
    ),
    Happening.POST_LEFT: Words(
        POSTS,
        {"fr": "Vous quittez un poste le {day}", "en": "You leave a post on {day}"},
        {
            "fr": "{post}. Ses droits s’arrêtent ce jour-là pour vous. Ce que vous y avez fait reste dans le journal.",
            "en": "{post}. Its rights end for you on that day. What you did there stays in the journal.",
        },
    ),
    Happening.POST_GIVEN: Words(
        POSTS,
        {
            "fr": "Un poste de votre organisation change de titulaire le {day}",
            "en": "A post of your organisation changes hands on {day}",
        },
        {
            "fr": "{post}. Cela a été fait hors de votre organisation : si vous ne l’attendiez pas, dites-le à votre direction.",
            "en": "{post}. It was done from outside your organisation: if you did not expect it, tell your management.",
        },
    ),
}


def tell(news: AccountNews) -> None:
    """Hand in the notice of what happened to an account."""
    words = TOLD[news.what]
    text = NoticeText(_filled(words.subject, news), _filled(words.body, news))
    notify(news.account, words.kind.name, text=text, at=news.at, url=reverse("people:my_account"), about=news.account)


def _filled(words: Text, news: AccountNews) -> dict[str, str]:
    return {
        language: said.format(
            post=in_language(news.post.title, language) if news.post else "",
            day=_day(news.day, language),
        )
        for language, said in words.items()
    }


def _day(day: date | None, language: str) -> str:
    with translation.override(language):
        return date_format(day) if day else ""
