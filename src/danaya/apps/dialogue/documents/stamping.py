"""What every page of every file says of itself: whose it is, its digest, its day, who may read it."""

from django.conf import settings
from django.utils.translation import override

from danaya import __version__
from danaya.apps.dialogue.documents.proceedings import Proceedings
from danaya.apps.people.models import Administration
from danaya.base.files.models import Visibility
from danaya.engines.language import Text, day_in_words, in_language
from danaya.engines.publishing.document import Stamp
from danaya.engines.seals import short

READERS = Visibility.FORUM
"""Who may read the files: whoever may open the consultation."""

DEMONSTRATION: Text = {
    "fr": "Démonstration : données inventées, aucune personne ni enquête réelle",
    "en": "Demonstration: invented data, no real person or survey",
}


def stamp_of(told: Proceedings, language: str) -> Stamp:
    """Return the stamp of a file."""
    administration = Administration.current()
    with override(language):
        readers = str(READERS.label)
    return Stamp(
        body=in_language(administration.name, language) if administration else "",
        version=f"Danaya {__version__}",
        digest=short(told.digest),
        visibility=readers,
        date=day_in_words(told.on, language),
        notice=in_language(DEMONSTRATION, language) if settings.DEMONSTRATION else "",
    )


def letterhead(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines at the head of official pages, and the motto opposite them."""
    administration = Administration.current()
    if administration is None:
        return (), ()
    lines = in_language(administration.letterhead, language).splitlines()
    motto = in_language(administration.motto, language)
    return tuple(line.strip() for line in lines if line.strip()), (motto,) if motto else ()
