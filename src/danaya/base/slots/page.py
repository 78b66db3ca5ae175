"""What the frame of every page asks of the apps: whose installation it is, who is signed in, where one can go, what is new.

The subject of all these slots is the language-neutral string ``FRAME``: there is one frame per page.
"""

from dataclasses import dataclass

from danaya.base.slots.slot import Slot

FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Administration:
    """Name and logo of the administration, in the language of the page."""

    name: str
    logo_url: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """The post as which the viewer acts; ``side`` is ``customs``, ``private``, ``observer`` or empty.

    ``other_posts`` are (value, title) of what else the viewer may act as; the value is posted as ``post`` to
    ``switch_url``.
    """

    post: str
    organisation: str = ""
    side: str = ""
    url: str = ""
    other_posts: tuple[tuple[str, str], ...] = ()
    switch_url: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    """One entry of the main navigation."""

    label: str
    url: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where the viewer reads what they are told: the word for it, its address, how many are unread.

    ``said`` says the number in words ("3 unread"); empty where there is none.
    """

    label: str
    url: str
    unread: int = 0
    said: str = ""


ADMINISTRATION: Slot[str, Administration] = Slot("page.administration")
IDENTITY: Slot[str, Identity] = Slot("page.identity")
NAVIGATION: Slot[str, Destination] = Slot("page.navigation")
INBOX: Slot[str, Inbox] = Slot("page.inbox")
