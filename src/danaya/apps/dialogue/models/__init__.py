"""Facts of consultations: expectations, readings, reformulations, votes, solutions, fates, and what stays private."""

from danaya.apps.dialogue.models.alike import Alike
from danaya.apps.dialogue.models.consultations import Consultation, Grouping, Phase, Poll, Reader
from danaya.apps.dialogue.models.expectations import (
    Basis,
    Expectation,
    Ground,
    Merge,
    Reading,
    Reformulation,
    Reply,
    State,
    Translation,
    Voice,
)
from danaya.apps.dialogue.models.fates import Fate, FateKind
from danaya.apps.dialogue.models.private import PrivateSpace, SealedText, SealedVote
from danaya.apps.dialogue.models.solutions import Cause, Option, Rating
from danaya.apps.dialogue.models.votes import Ballot, Opinion, Star, Vote, Voter

__all__ = [
    "Alike",
    "Ballot",
    "Basis",
    "Cause",
    "Consultation",
    "Expectation",
    "Fate",
    "FateKind",
    "Ground",
    "Grouping",
    "Merge",
    "Opinion",
    "Option",
    "Phase",
    "Poll",
    "PrivateSpace",
    "Rating",
    "Reader",
    "Reading",
    "Reformulation",
    "Reply",
    "SealedText",
    "SealedVote",
    "Star",
    "State",
    "Translation",
    "Voice",
    "Vote",
    "Voter",
]
