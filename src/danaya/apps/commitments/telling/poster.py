"""« Vous avez dit → nous avons fait »: what was said and what came of it, of everybody, of a region, or of an organisation.

It is always made of an edition's content: of an authorised one where it leaves the forum; of today's, marked as a draft, to look at.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danaya.apps.commitments.models import Edition, Plan
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.queries import in_force
from danaya.apps.commitments.telling.editions import ABANDONED, KEPT, KEPT_LATE, OVERDUE, Content, content_of
from danaya.apps.commitments.telling.stamping import body_name
from danaya.apps.commitments.telling.told import shortened
from danaya.apps.commitments.telling.wording import say
from danaya.apps.people.models import Administration
from danaya.engines.language import day_in_words, in_language
from danaya.engines.publishing.poster import Poster, PosterPair

LONGEST_SAID = 180
"""Signs of what was said that a poster holds; longer ones are cut at a word."""
LONGEST_DONE = 220
MOST_DRAFTED = 200
MOST_PAIRS = 42
"""Points of one poster, six sheets: for more, a region or an organisation is chosen."""
STEM = 5
"""Letters by which two words are taken for the same."""
ORDER = ("confirmed", "in_progress", "not_now")
STATUSES = {KEPT: "confirmed", KEPT_LATE: "confirmed", ABANDONED: "not_now"}
"""State of a commitment → status of its point; whatever else it is, it is in progress."""
LOGOS = ("image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a poster is for: nobody in particular where both are empty. ``region`` is a code, ``organisation`` an acronym."""

    region: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a poster is made of: an edition's content, and the edition itself where it is authorised."""

    content: Content
    edition: Edition | None


def source_of(plan: Plan, public: Edition | None, today: date) -> Source:
    """Return the authorised edition's content; today's as a draft where there is none.

    Raises
    ------
    Problem
        ``commitments-poster-draft`` for a draft of a plan of many: it would have to be gathered at each look.
    """
    if public is None and in_force(plan).count() > MOST_DRAFTED:
        raise problem(
            "poster-draft",
            "Le plan est trop grand pour un projet d'affiche : préparez une édition et faites-la autoriser d'abord.",
            "The plan is too large for a draft of a poster: prepare an edition and have it authorised first.",
        )
    return Source(public.content, public) if public is not None else Source(content_of(plan, today), None)


def pairs_of(content: Content, wanted: Wanted, language: str) -> tuple[PosterPair, ...]:
    """Return what was said and what came of it, confirmed first, at most :data:`MOST_PAIRS`: what is of no region counts for every one."""
    told = [
        one
        for one in content["commitments"]
        if _concerns(one, wanted) and (one["said"] or any(one["problem"].values()))
    ]
    told.sort(key=lambda one: ORDER.index(STATUSES.get(one["state"], "in_progress")))
    pairs = [_pair(one, _said(one, language), language) for one in told[:MOST_PAIRS]]
    pairs += _not_now(content, wanted, language)
    return tuple(sorted(pairs, key=lambda pair: ORDER.index(pair.status))[:MOST_PAIRS])


def _concerns(one: Mapping[str, Any], wanted: Wanted) -> bool:
    region = one["region"]["code"] if one["region"] else ""
    if wanted.region and region not in {"", wanted.region}:
        return False
    return not wanted.organisation or wanted.organisation in {one["owner"]["acronym"], one["counterpart"]["acronym"]}


def _said(one: Mapping[str, Any], language: str) -> str:
    """The expectation nearest to what was promised, in its author's words; else the problem that both sides wrote down."""
    said = [in_language(each["text"], language) for each in one["said"]]
    result = in_language(one["result"], language)
    nearest = max(said, key=lambda words: len(_stems(words) & _stems(result)), default="")
    return shortened(nearest or in_language(one["problem"], language), LONGEST_SAID)


def _stems(words: str) -> set[str]:
    """The beginnings of the longer words: « afficher » and « affichés » say the same."""
    return {word[:STEM].casefold() for word in re.findall(r"\w+", words) if len(word) >= STEM}


def _pair(one: Mapping[str, Any], said: str, language: str) -> PosterPair:
    status, body = STATUSES.get(one["state"]), one["counterpart"]["acronym"]
    done = shortened(in_language(one["result"], language), LONGEST_DONE)
    if status == "confirmed":
        reached = max(step["reached_on"] for step in one["milestones"])
        return PosterPair(said, done, say("kept_on", language, body=body, day=_day(reached, language)), "confirmed")
    if status == "not_now":
        why = in_language(one["ended"]["why"], language)
        return PosterPair(said, "", "", "not_now", say("given_up", language, why=shortened(why, LONGEST_DONE)))
    return PosterPair(said, _promised(one, done, language), _so_far(one, body, language), "in_progress")


def _promised(one: Mapping[str, Any], done: str, language: str) -> str:
    """Return what is promised, with its day before it: nobody may take it for done."""
    day, first = _day(one["due"], language), _day(one["first_due"], language)
    key = "promised" if one["first_due"] == one["due"] else "promised_again"
    return say(key, language, day=day, first=first, result=done)


def _so_far(one: Mapping[str, Any], body: str, language: str) -> str:
    """Return how many milestones are confirmed, and that the day has passed where it has."""
    reached = sum(step["state"] == "confirmed" for step in one["milestones"])
    parts = [say("reached", language, count=reached, total=len(one["milestones"]), body=body)] if reached else []
    parts += [say("past_due", language)] if one["state"] == OVERDUE else []
    return ". ".join(parts)


def _not_now(content: Content, wanted: Wanted, language: str) -> Iterator[PosterPair]:
    """Answers of customs and bodies to all: on the poster of one organisation there are only its own commitments."""
    for one in content["not_now"] if not wanted.organisation else ():
        said = shortened(in_language(one["text"], language), LONGEST_SAID)
        why = shortened(in_language(one["why"], language), LONGEST_DONE)
        yield PosterPair(said, "", "", "not_now", why)


def _day(iso: str, language: str) -> str:
    return day_in_words(date.fromisoformat(iso), language)


def poster_of(source: Source, wanted: Wanted, place: str, language: str, *, address: str = "") -> Poster:
    """Return the poster; without an authorised edition it says in its title that it is a draft.

    Parameters
    ----------
    place
        Whom it is for, in words.
    address
        Where everyone can read the edition; empty where there is none.
    """
    content, edition = source.content, source.edition
    on = _day(content["on"], language)
    title = say("said_done", language)
    if edition is None or edition.authorised_on is None:
        title, named = say("draft_title", language, title=title), say("not_authorised", language)
    else:
        day = day_in_words(edition.authorised_on, language)
        named = say("poster_source", language, number=edition.number, day=day)
    return Poster(
        title=title,
        subtitle=in_language(content["plan"]["title"], language),
        language=language,
        pairs=pairs_of(content, wanted, language),
        place=place,
        date=say("on_day", language, day=on),
        source=named,
        body=body_name(language),
        address=address if edition is not None else "",
        logo=_logo(),
    )


def _logo() -> bytes:
    current = Administration.objects.filter(logo_type__in=LOGOS).first()
    return bytes(current.logo) if current and current.logo else b""


def regions_of(content: Content, language: str) -> list[tuple[str, str]]:
    """Return the regions that some commitment is about: code and name."""
    found = {one["region"]["code"]: one["region"]["name"] for one in content["commitments"] if one["region"]}
    return sorted(((code, in_language(name, language)) for code, name in found.items()), key=lambda pair: pair[1])


def organisations_of(content: Content, language: str) -> list[tuple[str, str]]:
    """Return the organisations that promise or confirm: acronym, and acronym with name."""
    found = {}
    for one in content["commitments"]:
        for party in (one["owner"], one["counterpart"]):
            found[party["acronym"]] = f"{party['acronym']} – {in_language(party['name'], language)}"
    return sorted(found.items())
