"""Names in several languages as a page shows them."""

from collections.abc import Mapping

from django.utils.translation import get_language

from danaya.base.design.texts import MultilingualField
from danaya.engines.language import in_language


def read(text: Mapping[str, str]) -> str:
    """Return ``text`` in the language of the page that is being made, French where none is active."""
    return in_language(text, (get_language() or "fr").split("-")[0])


Words = MultilingualField
