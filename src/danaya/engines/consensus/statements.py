"""What is voted on, and what a vote can say. Loads nothing: a page that only asks needs no NumPy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from danaya.engines.language import Text

Groups = Mapping[str, str]
"""Voter → the group declared at entry. Voters who are not in it belong to none."""


class Vote(IntEnum):
    """What one voter said of one statement; a pass means "ask me later"."""

    DISAGREE = -1
    PASS = 0
    AGREE = 1


class Moderation(IntEnum):
    """Whether a statement was let in; those out stay counted, and are listed and drawn nowhere."""

    OUT = -1
    WAITING = 0
    ACCEPTED = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its words in the languages it has."""

    id: str
    text: Text = field(default_factory=dict)
    moderation: Moderation = Moderation.WAITING
