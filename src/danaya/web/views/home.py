"""The home page is the cycle itself: where this administration stands, and the one next step."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danaya.base.slots.stages import STAGES, Stage, StageCard, Standing, Step


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage as the home page shows it to one viewer."""

    stage: Stage
    cards: tuple[StageCard, ...]

    @property
    def standing(self) -> Standing:
        """Now when any card says so, done when all do, else later."""
        standings = {card.standing for card in self.cards}
        if Standing.NOW in standings:
            return Standing.NOW
        return Standing.DONE if standings == {Standing.DONE} else Standing.LATER

    @property
    def url(self) -> str:
        """Where the viewer enters the stage; empty for orientation only."""
        return next((card.url for card in self.cards if card.url), "")


def cycle(viewer: object) -> list[StageRow]:
    """Return the eight stages in order, with what the apps say of them to ``viewer``."""
    said = STAGES.cards(list(Stage), viewer)
    return [StageRow(stage, tuple(said[stage])) for stage in Stage]


def steps_of(rows: Iterable[StageRow]) -> list[Step]:
    """Return what the viewer can do next: stages under way first, then those not begun, each in the cycle's order."""
    order = [Standing.NOW, Standing.LATER, Standing.DONE]
    cards = [card for row in rows for card in row.cards if card.next_step]
    ranked = sorted(cards, key=lambda card: order.index(card.standing))
    return [card.next_step for card in ranked if card.next_step]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the next step, the cycle, and what waits for the viewer."""
    rows = cycle(request.user)
    steps = steps_of(rows)
    waiting = [*steps[1:], *(step for row in rows for card in row.cards for step in card.waiting)]
    context = {"rows": rows, "next_step": next(iter(steps), None), "waiting": waiting}
    return render(request, "web/home.html", context)
