"""A version as it was put to signature: read back from its stored text, never from the rows that came after."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from danaya.apps.commitments.drafting.languages import remarks_on
from danaya.apps.commitments.models import Plan, PlanState, RegisterEntry, Version
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.comparing import by_number
from danaya.apps.commitments.signing.journal import Anchored, anchored, without_journal
from danaya.apps.commitments.signing.register import TAKEN_BACK, head_of, links_of, openings_for, said_by
from danaya.apps.people.models import Organisation
from danaya.engines.language import LANGUAGES, in_language, typeset
from danaya.engines.seals.plan import PlanText
from danaya.engines.seals.printed import is_digest, printed
from danaya.engines.seals.reading import read_record
from danaya.engines.seals.record import FORM, VERSION, Record


@dataclass(frozen=True, slots=True)
class Line:
    """Words in one language as a page shows them."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """Label and values of a text; each value in every language it has."""

    label: str
    values: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """One commitment as it stands in a version."""

    reference: str
    heading: tuple[Line, ...]
    fields: tuple[Field, ...]
    digest: str
    behind: tuple[str, ...] = ()
    """In words, where one language was not changed since the other was reworded when this text was put to signature."""

    @property
    def short(self) -> str:
        """Its digest as it is printed; nothing where the stored one is none."""
        return printed(self.digest) if is_digest(self.digest) else ""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A whole version as a page shows it, the reader's language first."""

    title: tuple[Line, ...]
    facts: tuple[Field, ...]
    articles: tuple[ShownArticle, ...]
    history: tuple[int, str] | None
    journal: Anchored | None = None

    def article(self, reference: str) -> ShownArticle | None:
        """Return one article; nothing where the version has none of that name."""
        return next((one for one in self.articles if one.reference == reference), None)


def record_of(version: Version, reader: Organisation | None) -> Record:
    """Return the complete record of a plan with one of its versions, opened as far as ``reader`` may have it.

    Raises
    ------
    Problem
        ``record-unreadable`` where somebody made the stored text unreadable.
    """
    plan = version.plan
    head, links = head_of(plan), links_of(plan)
    return read_record(
        {
            "form": FORM,
            "version": VERSION,
            "plan": content_of(version),
            "table": [list(pair) for pair in version.parts],
            "digest": version.digest,
            "entries": [
                {"place": one.place, "previous": one.previous, "payload": one.payload, "digest": one.digest}
                for one in links
            ],
            "head": {"length": head.length, "digest": head.digest},
            "openings": [
                {"place": one.place, "field": one.field, "salt": one.salt, "text": one.text}
                for one in openings_for(plan, reader)
            ],
        }
    )


def content_of(version: Version) -> Mapping[str, Any]:
    """Return the stored text of a version.

    Raises
    ------
    Problem
        ``record-unreadable``.
    """
    try:
        found: Any = json.loads(version.content)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}


def references_of(version: Version) -> list[str]:
    """Return the names of a version's articles in their order."""
    return [name for name, _digest in version.parts if name]


def text_of(version: Version, only: Collection[str] | None = None) -> PlanText:
    """Return a version's text as the engine reads it: whole, or with the articles named in ``only`` (a page of a long text).

    Raises
    ------
    Problem
        ``record-unreadable``.
    """
    return _read(content_of(version), only)


@dataclass(frozen=True, slots=True)
class Apart:
    """Two versions as they are stored: names of the articles that differ by any word, and of those that do not."""

    contents: tuple[Mapping[str, Any], Mapping[str, Any]]
    names: Sequence[str]
    same: Sequence[str]

    def texts(self, names: Collection[str]) -> tuple[PlanText, PlanText]:
        """Return both texts with only some of their articles.

        Raises
        ------
        Problem
            ``record-unreadable``.
        """
        return _read(self.contents[0], names), _read(self.contents[1], names)


def apart(before: Version, after: Version) -> Apart:
    """Hold the stored texts of two versions against each other, article by article."""
    contents = content_of(before), content_of(after)
    earlier, later = ({str(one.get("name")): one for one in _articles(content)} for content in contents)
    same = [name for name, article in later.items() if earlier.get(name) == article]
    return Apart(contents, sorted({*earlier, *later} - set(same), key=by_number), same)


def _read(content: Mapping[str, Any], only: Collection[str] | None) -> PlanText:
    if only is not None and (articles := _articles(content)):
        content = {**content, "articles": [one for one in articles if one.get("name") in only]}
    bare = {"form": FORM, "version": VERSION, "table": [], "digest": "", "entries": [], "openings": []}
    record = read_record({**bare, "plan": content, "head": {"length": 0, "digest": "0" * 64}})
    return record.plan or PlanText("", (), ())


def _articles(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the articles of a stored text; none where it is not made as it should be, which reading then says."""
    found = content.get("articles")
    return found if isinstance(found, list) and all(isinstance(one, Mapping) for one in found) else []


def shown(
    version: Version, language: str, only: Collection[str] | None = None, *, whole_journal: bool = False
) -> ShownText:
    """Return a version as a page in ``language`` shows it: what was signed, in every language it has; ``only`` some articles.

    ``whole_journal``: hold every entry of the journal against it, not only the one that the text names.

    Raises
    ------
    Problem
        ``record-unreadable``.
    """
    text, digests = text_of(version, only), dict(version.parts)
    articles = tuple(
        ShownArticle(
            one.name,
            lines(one.heading, language),
            fields(one.fields, language),
            digests.get(one.name, ""),
            tuple(remark.in_language(language) for remark in remarks_on(version.behind.get(one.name, {}))),
        )
        for one in text.articles
    )
    history = None if text.history is None else (text.history.length, text.history.digest)
    said = fields(without_journal(text), language)
    journal = anchored(text, whole=whole_journal)
    return ShownText(lines(text.title, language), said, articles, history, journal)


def fields(pairs: Sequence[tuple[Any, Any]], language: str) -> tuple[Field, ...]:
    """Return labelled values for a page."""
    return tuple(
        Field(
            typeset(in_language(label, language) if isinstance(label, Mapping) else str(label), language),
            tuple(lines(one, language) for one in (value if isinstance(value, list | tuple) else [value])),
        )
        for label, value in pairs
    )


def lines(value: Any, language: str) -> tuple[Line, ...]:
    """Return a text in each of its languages, that of the page first; words that are the same in all stand once."""
    if not isinstance(value, Mapping):
        return (Line("", str(value)),)
    order = [code for code in (language, *LANGUAGES, *sorted(value)) if code in value]
    found: dict[str, Line] = {}
    for code in dict.fromkeys(order):
        found.setdefault(value[code], Line(code, typeset(value[code], code)))
    return tuple(found.values())


def taken_back(plan: Plan) -> dict[str, RegisterEntry]:
    """Return the entries that took a text back, by the text's digest."""
    found = {}
    # Only entries that hold the word are read: a plan's register has thousands.
    for entry in plan.register.filter(payload__contains=TAKEN_BACK).order_by("place"):
        said = said_by(entry)
        if said.get("act") == TAKEN_BACK:
            found[str(said.get("plan"))] = entry
    return found


class Standing:
    """What became of a version."""

    AT_SIGNATURE, ADOPTED, TAKEN_BACK = "at-signature", "adopted", "taken-back"


def standings(plan: Plan, versions: Sequence[Version]) -> dict[int, str]:
    """Return what became of each version, by its number: at signature, taken back or adopted; there is no fourth."""
    back = taken_back(plan)
    found = {}
    for one in versions:
        if one.digest in back:
            found[one.number] = Standing.TAKEN_BACK
        elif plan.state == PlanState.SIGNING and one.number == max(each.number for each in versions):
            found[one.number] = Standing.AT_SIGNATURE
        else:
            found[one.number] = Standing.ADOPTED
    return found


def last_adopted(plan: Plan) -> Version | None:
    """Return the version in force; nothing before one was adopted."""
    versions = list(plan.versions.defer("content"))
    standing = standings(plan, versions)
    return next((one for one in versions if standing[one.number] == Standing.ADOPTED), None)


def current(plan: Plan) -> Version | None:
    """Return the version that is being signed, else the one in force; its text is read when it is asked for."""
    return version_at_signature(plan) or last_adopted(plan)
