"""A notice as a short text to copy, or to open in one's own WhatsApp or SMS: neutral, without its body."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danaya.apps.notices.addresses import absolute
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Administration
from danaya.engines.language import typeset


@dataclass(frozen=True, slots=True)
class ReadyText:
    """The text, and the addresses that open it in WhatsApp and in the telephone's own messages."""

    words: str

    @property
    def whatsapp(self) -> str:
        """Address that opens WhatsApp with the text; its user chooses to whom."""
        return f"whatsapp://send?text={quote(self.words, safe='')}"

    @property
    def sms(self) -> str:
        """Address that opens the telephone's messages with the text."""
        return f"sms:?body={quote(self.words, safe='')}"


def ready_text(notice: Notice) -> ReadyText:
    """Return the text for ``notice`` in the language of the page: whose, what, and where to read it.

    The address is that of the page it is about, which opens for whoever may read it; never of a personal link.
    """
    administration = Administration.current()
    house = f"Danaya {administration.short_name}" if administration else "Danaya"
    where = absolute(notice.url)
    then = f"{_('To be read here:')} {where}" if where else _("To be read in Danaya, after signing in as usual.")
    words = f"{_('%(house)s: %(subject)s') % {'house': house, 'subject': notice}}\n{then}"
    language = (get_language() or "fr").split("-")[0]
    # Line by line: an address keeps its signs, words take the spaces of their language.
    return ReadyText("\n".join(typeset(line, language) for line in words.split("\n")))
