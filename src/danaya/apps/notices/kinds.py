"""The kinds of notices: each app declares what it tells, so that people can choose what comes by mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from danaya.apps.notices.models import Notice, Urgency
from danaya.engines.language import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice.

    Parameters
    ----------
    name
        ``app.what_is_told`` (``dialogue.fate``).
    title
        What the preferences page calls it.
    purpose
        What it is for, in a sentence.
    urgency
        ``ROUTINE`` is bundled; ``INVITATION`` and ``SECURITY`` go at once and apart.
    may_opt_out
        Whether a person may do without mails of this kind. The page shows every notice all the same.
    """

    name: str
    title: Text
    purpose: Text
    urgency: Urgency = Urgency.ROUTINE
    may_opt_out: bool = True


KINDS: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make kinds known; call it in the app's ``ready()``. The same kind declared twice changes nothing.

    Raises
    ------
    ValueError
        When a name stands for two different kinds, or a kind lacks words in one language.
    """
    for kind in kinds:
        if KINDS.get(kind.name, kind) != kind:
            raise ValueError(f"two kinds of notices are called {kind.name!r}")
        if not all(words.get(language) for words in (kind.title, kind.purpose) for language in LANGUAGES):
            raise ValueError(f"the kind {kind.name!r} needs its words in {', '.join(LANGUAGES)}")
        KINDS[kind.name] = kind


Door = Callable[[Notice, datetime], str]
"""Makes, at the moment a mail goes to whoever holds a notice's post, the path of a page that they may open without signing in;
nothing where this notice has none. The path stands in that mail and nowhere else."""

DOORS: dict[str, Door] = {}


def open_by_mail(door: Door, *kinds: Kind) -> None:
    """Let mails about these kinds carry what ``door`` makes; call it in the app's ``ready()``."""
    DOORS.update(dict.fromkeys((kind.name for kind in kinds), door))


def door_of(notice: Notice, at: datetime) -> str:
    """Return the path of the page that a notice's reader may open without signing in, made for the mail that goes now."""
    door = DOORS.get(notice.kind)
    return door(notice, at) if door is not None and notice.post_id is not None else ""


def may_opt_out(name: str) -> bool:
    """Tell whether a person may do without mails of a kind; of one that no app knows any more, yes."""
    return name not in KINDS or KINDS[name].may_opt_out
