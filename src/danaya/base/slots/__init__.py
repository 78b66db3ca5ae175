"""Typed slots and news: how a lower page shows something of a later stage, and how a lower room tells later ones."""

from danaya.base.slots.cards import LinkCard
from danaya.base.slots.news import News
from danaya.base.slots.slot import Slot, Viewer

__all__ = ["LinkCard", "News", "Slot", "Viewer"]
