"""Typed slots: how a lower page shows something of a later stage."""

from danaya.base.slots.cards import LinkCard
from danaya.base.slots.slot import Slot, Viewer

__all__ = ["LinkCard", "Slot", "Viewer"]
