"""Which figures may be published, what an attacker could still work out, and what was released before."""

from danaya.engines.disclosure.differencing import Count, Members, Refusal, check, propose
from danaya.engines.disclosure.ledger import Conditions, Ledger, Release, Released, released_cells, where
from danaya.engines.disclosure.openness import ShareCell, Tie, narrowed, withhold
from danaya.engines.disclosure.precision import (
    difference_reveals,
    possible_answers,
    possible_counts,
    se_reveals_n,
    shown_decimals,
    shown_score_decimals,
)
from danaya.engines.disclosure.protection import Decision, Protection, audit, protect, protect_all
from danaya.engines.disclosure.rules import PUBLIC_REASON, Rule, Status
from danaya.engines.disclosure.shares import ShownShare, is_group_disclosure, show_distribution, show_share
from danaya.engines.disclosure.tables import MISSING, Cell, Interval, Key, Sum, Table, key, tabulate

__all__ = [
    "MISSING",
    "PUBLIC_REASON",
    "Cell",
    "Conditions",
    "Count",
    "Decision",
    "Interval",
    "Key",
    "Ledger",
    "Members",
    "Protection",
    "Refusal",
    "Release",
    "Released",
    "Rule",
    "ShareCell",
    "ShownShare",
    "Status",
    "Sum",
    "Table",
    "Tie",
    "audit",
    "check",
    "difference_reveals",
    "is_group_disclosure",
    "key",
    "narrowed",
    "possible_answers",
    "possible_counts",
    "propose",
    "protect",
    "protect_all",
    "released_cells",
    "se_reveals_n",
    "show_distribution",
    "show_share",
    "shown_decimals",
    "shown_score_decimals",
    "tabulate",
    "where",
    "withhold",
]
