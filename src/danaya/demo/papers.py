"""Papers and pictures of the demonstration: invented like all of it, and each says so."""

from datetime import date
from io import BytesIO

from danaya.demo import tamarie
from danaya.demo.chapters.people import moment
from danaya.engines.publishing import to_pdf, to_poster_pictures
from danaya.engines.publishing.document import Document, Paragraph, Stamp
from danaya.engines.publishing.poster import Poster, PosterPair


def paper(title: str, words: str, day: date, name: str) -> BytesIO:
    """Return a PDF of one paragraph, dated ``day``, as a file called ``name``."""
    stamp = Stamp(
        body=tamarie.ADMINISTRATION.name["fr"],
        version="",
        digest="",
        visibility="",
        date=day.isoformat(),
        notice=tamarie.NOTICE["fr"],
    )
    note = Document(title, tamarie.ADMINISTRATION.acronym, "fr", (Paragraph(words),), stamp)
    return _file(to_pdf(note, timestamp=moment(day)), name)


def picture(words: str, day: date, name: str) -> BytesIO:
    """Return a PNG that stands for a photo of ``day``, as a file called ``name``."""
    poster = Poster(
        title="Photo",
        subtitle=tamarie.NOTICE["fr"],
        language="fr",
        pairs=(PosterPair(said="Photo du jour", done=words, status="in_progress"),),
        place="Tamarie",
        date=f"{day:%d/%m/%Y}",
        source=tamarie.NOTICE["fr"],
    )
    return _file(to_poster_pictures(poster)[0], name)


def _file(content: bytes, name: str) -> BytesIO:
    made = BytesIO(content)
    made.name = name
    return made
