"""A typed place where a lower page shows something of a later stage.

A lower app declares ``COMMITMENTS = Slot[Expectation, CommitmentCard]("dialogue.expectation.commitments")``;
a later app fills it in ``ready()`` with a provider. Objects go in in bulk, cards come out.
"""

import logging
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

logger = logging.getLogger("danaya.slots")

Input = TypeVar("Input", bound=Hashable)
Card = TypeVar("Card")

Viewer = Any
"""Who looks: ``request.user`` (an account or an anonymous user). Providers show only what the viewer may see."""


class Slot(Generic[Input, Card]):
    """One place on pages of a lower room, filled by later rooms."""

    declared: dict[str, "Slot[Any, Any]"] = {}

    def __init__(self, name: str) -> None:
        if name in self.declared:
            raise ValueError(f"slot {name!r} is declared twice")
        self.name = name
        self.providers: list[Callable[[Sequence[Input], Viewer], Mapping[Input, Sequence[Card]]]] = []
        self.declared[name] = self

    def fill(
        self, provider: Callable[[Sequence[Input], Viewer], Mapping[Input, Sequence[Card]]]
    ) -> Callable[[Sequence[Input], Viewer], Mapping[Input, Sequence[Card]]]:
        """Add a provider; filling with the same one twice changes nothing. Usable as a decorator."""
        if provider not in self.providers:
            self.providers.append(provider)
        return provider

    def cards(self, objects: Sequence[Input], viewer: Viewer) -> dict[Input, list[Card]]:
        """Return the cards of each object, asking every provider once for all of them.

        A provider that fails is logged and left out: it never breaks the page that shows the slot.
        """
        found: dict[Input, list[Card]] = {item: [] for item in objects}
        for provider in self.providers:
            for item, cards in self._ask(provider, objects, viewer).items():
                if item in found:
                    found[item].extend(cards)
        return found

    def cards_of(self, item: Input, viewer: Viewer) -> list[Card]:
        """Return the cards of one object."""
        return self.cards([item], viewer)[item]

    def _ask(
        self,
        provider: Callable[[Sequence[Input], Viewer], Mapping[Input, Sequence[Card]]],
        objects: Sequence[Input],
        viewer: Viewer,
    ) -> Mapping[Input, list[Card]]:
        try:
            # Read whole here, so that a lazy provider fails inside this guard and not in the host's template.
            return {item: list(cards) for item, cards in provider(objects, viewer).items()}
        except Exception:
            logger.exception("slot %s: provider %s failed", self.name, getattr(provider, "__qualname__", provider))
            return {}
