"""Votes on statements by declared groups → what all share, what divides them, what matters most, what to show next.

Names load what they need when they are first used: a page that only asks for a vote loads no NumPy, and nothing here loads SciPy.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from danaya.engines.consensus.dividing import Divide, divides
    from danaya.engines.consensus.duplicates import NearDuplicate, near_duplicates
    from danaya.engines.consensus.opinion import Division, NoMap, OpinionGroup, OpinionGroups, opinion_groups
    from danaya.engines.consensus.polis import (
        GroupInformed,
        MajorityShare,
        Representative,
        Stance,
        group_informed_consensus,
        majority,
        representative,
    )
    from danaya.engines.consensus.routing import Next, RoutingCheck, next_statement, routing_check
    from danaya.engines.consensus.sharing import Agreement, Shared, agreement, jeffreys_bounds, ranked, shared
    from danaya.engines.consensus.stars import MOST_STARS, what_matters
    from danaya.engines.consensus.statements import Groups, Moderation, Statement, Vote
    from danaya.engines.consensus.votes import Counts, Votes, collect, count, natural

_HOMES = {
    "sharing": ("Agreement", "Shared", "agreement", "jeffreys_bounds", "ranked", "shared"),
    "dividing": ("Divide", "divides"),
    "duplicates": ("NearDuplicate", "near_duplicates"),
    "opinion": ("Division", "NoMap", "OpinionGroup", "OpinionGroups", "opinion_groups"),
    "polis": (
        "GroupInformed",
        "MajorityShare",
        "Representative",
        "Stance",
        "group_informed_consensus",
        "majority",
        "representative",
    ),
    "routing": ("Next", "RoutingCheck", "next_statement", "routing_check"),
    "stars": ("MOST_STARS", "what_matters"),
    "statements": ("Groups", "Moderation", "Statement", "Vote"),
    "votes": ("Counts", "Votes", "collect", "count", "natural"),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "MOST_STARS",
    "Agreement",
    "Counts",
    "Divide",
    "Division",
    "GroupInformed",
    "Groups",
    "MajorityShare",
    "Moderation",
    "NearDuplicate",
    "Next",
    "NoMap",
    "OpinionGroup",
    "OpinionGroups",
    "Representative",
    "RoutingCheck",
    "Shared",
    "Stance",
    "Statement",
    "Vote",
    "Votes",
    "agreement",
    "collect",
    "count",
    "divides",
    "group_informed_consensus",
    "jeffreys_bounds",
    "majority",
    "natural",
    "near_duplicates",
    "next_statement",
    "opinion_groups",
    "ranked",
    "representative",
    "routing_check",
    "shared",
    "what_matters",
]


def __getattr__(name: str) -> Any:
    """Load the module a public name lives in."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
