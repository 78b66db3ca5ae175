"""``{% slot "name" object %}`` renders the cards of one object; in a list add ``among=all_objects``."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Engine
from django.utils.safestring import SafeString, mark_safe

from danaya.base.slots.slot import Slot

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, item: Any, among: Iterable[Any] | None = None) -> SafeString:
    """Render the cards that later stages show on ``item``.

    With ``among`` (the whole list shown on the page) every provider is asked once for the page, not once per row.
    """
    cards = _cards(context, Slot.declared[name], item, among)
    # A card sees itself and the request, not the host's variables; context processors do not run once per card.
    engine = Engine.get_default()
    shared = {name: context.get(name) for name in ("request", "csrf_token")}
    rendered = [engine.get_template(card.template).render(context.new({**shared, "card": card})) for card in cards]
    return mark_safe("".join(rendered))  # noqa: S308 - each piece was rendered by a template


def _cards(context: template.Context, place: Slot[Any, Any], item: Any, among: Iterable[Any] | None) -> list[Any]:
    viewer = getattr(context.get("request"), "user", None)
    if among is None:
        return place.cards_of(item, viewer)
    kept: Any = context.render_context
    asked: dict[Any, dict[Any, list[Any]]] = kept.setdefault("danaya_slots", {})
    key = (place.name, id(among))
    if key not in asked:
        asked[key] = place.cards(list(among), viewer)
    return asked[key].get(item, [])
