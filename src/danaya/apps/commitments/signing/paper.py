"""The text of a version as a PDF to be signed by hand: its digest and QR code on every page, a box for each who signs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from danaya import __version__
from danaya.apps.commitments.models import Version
from danaya.apps.commitments.signing.journal import journal_of, without_journal
from danaya.apps.commitments.signing.standing import articles_of, bodies_of
from danaya.apps.commitments.signing.versions import text_of
from danaya.apps.dialogue.documents.stamping import DEMONSTRATION, letterhead
from danaya.apps.people.models import Administration, Post
from danaya.base.files.models import Visibility
from danaya.engines.language import Text, day_in_words, in_language
from danaya.engines.publishing.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    PrintedDigest,
    Signatory,
    SignatureSheet,
    Stamp,
    Table,
)
from danaya.engines.seals.plan import Article, Fields, PlanText
from danaya.engines.seals.printed import printed

_WORDS: dict[str, Text] = {
    "subtitle": {
        "fr": "Version {number}, mise à la signature le {day}",
        "en": "Version {number}, put to signature on {day}",
    },
    "plan": {"fr": "Le plan", "en": "The plan"},
    "commitments": {"fr": "Les engagements", "en": "The commitments"},
    "heads": {"fr": "Rubrique", "en": "Heading"},
    "words": {"fr": "Texte", "en": "Text"},
    "said": {"fr": "Texte signé", "en": "Text as signed"},
    "history": {"fr": "Registre avant ce texte", "en": "Register before this text"},
    "journal": {"fr": "Journal avant ce texte", "en": "Journal before this text"},
    "entries": {
        "fr": "{count} entrées ; empreinte de la dernière : {short}",
        "en": "{count} entries; digest of the last: {short}",
    },
    "languages": {
        "fr": "Le texte est signé en français et en anglais sous une seule empreinte ; l'édition anglaise s'imprime à part.",
        "en": "The text is signed in French and English under one digest; the French edition is printed apart.",
    },
    "parties": {"fr": "Signatures des porteurs et des contreparties", "en": "Signatures of owners and counterparts"},
    "bodies": {"fr": "Signatures des organismes", "en": "Signatures of the bodies"},
    "back": {
        "fr": "Une fois signée, la feuille est scannée et enregistrée dans l'application avec l'empreinte imprimée. L'original reste chez "
        "ceux qui l'ont signée.",
        "en": "Once signed, the sheet is scanned and entered in the application with its printed digest. The original stays with those who "
        "signed it.",
    },
    "how": {
        "fr": "Cochez chaque engagement que vous signez. Signez et tamponnez dans le cadre.",
        "en": "Tick each commitment that you sign. Sign and stamp inside the frame.",
    },
    "owner": {"fr": "signe {number} (porteur)", "en": "signs {number} (owner)"},
    "counterpart": {"fr": "signe {number} (contrepartie)", "en": "signs {number} (counterpart)"},
}


def paper_of(version: Version, language: str, at: datetime) -> bytes:
    """Return the PDF of a version in one language; asked for twice on a day it is the same byte for byte.

    Raises
    ------
    Problem
        ``record-unreadable`` where somebody made the stored text unreadable.
    """
    from danaya.engines.publishing import to_pdf  # noqa: PLC0415  # slow import

    return to_pdf(compose(version, language), timestamp=at)


def compose(version: Version, language: str) -> Document:
    """Return the document of a version: preamble, commitments, boxes to sign in."""
    text, short = text_of(version), printed(version.digest)
    timbre, republic = letterhead(language)
    blocks: list[Block] = [
        Heading(1, _say("plan", language)),
        _table(without_journal(text), language, _history(text, language)),
        Paragraph(_say("languages", language), "note"),
        Heading(1, _say("commitments", language)),
        *(block for article in text.articles for block in _article(article, language)),
        PageBreak(),
        Heading(1, _say("parties", language)),
        *_parties(version, short, language),
        PageBreak(),
        Heading(1, _say("bodies", language)),
        SignatureSheet(tuple(_signatory(one.body.signatory, language) for one in bodies_of(version)), short),
        Paragraph(_say("back", language), "note"),
    ]
    return Document(
        title=_words(text.title, language),
        subtitle=_say("subtitle", language).format(number=version.number, day=day_in_words(version.put_on, language)),
        language=language,
        blocks=tuple(blocks),
        stamp=_stamp(version, language),
        timbre=timbre,
        republic=republic,
        sealed=PrintedDigest(short, version.digest),
    )


def _article(article: Article, language: str) -> Iterator[Block]:
    heading = f"{article.name} {_words(article.heading, language)}"
    yield Heading(2, heading)
    yield _table(article.fields, language)


def _history(text: PlanText, language: str) -> Iterator[tuple[str, str]]:
    """Yield the ends of register and journal that are signed with the text: who keeps the sheet can tell whether they were rewritten."""
    for name, end in (("history", text.history), ("journal", journal_of(text))):
        if end is not None and end.length:
            said = _say("entries", language).format(count=end.length, short=printed(end.digest))
            yield _say(name, language), said


def _table(fields: Fields, language: str, more: Iterable[tuple[str, str]] = ()) -> Table:
    rows = (*((_words(label, language), _joined(value, language)) for label, value in fields), *more)
    return Table(_say("said", language), (_say("heads", language), _say("words", language)), rows)


def _joined(value: Any, language: str) -> str:
    values: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
    return "\n".join(_words(one, language) for one in values)


def _parties(version: Version, short: str, language: str) -> Iterator[SignatureSheet]:
    """Yield a box for each post that owns or confirms something, with a line to tick for each commitment."""
    ticks: dict[Post, list[str]] = {}
    for article in articles_of(version):
        one = article.commitment
        for post, role in ((one.owner, "owner"), (one.counterpart, "counterpart")):
            ticks.setdefault(post, []).append(_say(role, language).format(number=one.reference))
    for post, stances in ticks.items():
        yield SignatureSheet((_signatory(post, language),), short, tuple(stances), 0, _say("how", language))


def _signatory(post: Post, language: str) -> Signatory:
    return Signatory(in_language(post.organisation.name, language), in_language(post.title, language))


def _stamp(version: Version, language: str) -> Stamp:
    administration = Administration.current()
    with override(language):
        readers = str(Visibility.FORUM.label)
    return Stamp(
        body=in_language(administration.name, language) if administration else "",
        version=f"Danaya {__version__}",
        digest=version.digest,
        visibility=readers,
        date=day_in_words(version.put_on, language),
        notice=in_language(DEMONSTRATION, language) if settings.DEMONSTRATION else "",
    )


def _words(value: Any, language: str) -> str:
    return str(value) if isinstance(value, int) else in_language(value, language)


def _say(name: str, language: str) -> str:
    return _WORDS[name][language]
