"""What every page of every file says of itself."""

from dataclasses import dataclass

from danaya.engines.language import Text, in_language
from danaya.engines.publishing.document import Stamp
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.seals import short

VISIBILITY: dict[str, Text] = {
    "team": {"fr": "équipe", "en": "team"},
    "forum": {"fr": "forum", "en": "forum"},
    "programme": {"fr": "programme", "en": "programme"},
    "public": {"fr": "public", "en": "public"},
}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the documents, when, and for whom.

    ``body``: the administration; ``date``: worded in the document's language; ``visibility``: ``team``, ``forum``,
    ``programme`` or ``public``; ``timbre``, ``republic``: lines at the head of official pages; ``place``: place and date.
    """

    body: str = ""
    date: str = ""
    visibility: str = "team"
    timbre: tuple[str, ...] = ()
    republic: tuple[str, ...] = ()
    place: str = ""


def stamp_of(analysis: Analysis, letterhead: Letterhead, language: str) -> Stamp:
    """Return the stamp of a document."""
    visibility = VISIBILITY.get(letterhead.visibility, {})
    return Stamp(
        body=letterhead.body,
        version=f"Danaya {analysis.version}",
        digest=short(analysis.digest),
        visibility=in_language(visibility, language) or letterhead.visibility,
        date=letterhead.date,
        notice=in_language(analysis.study.notice, language),
    )
