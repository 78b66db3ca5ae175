"""What is told outside word for word: messages of the communication plan as an edition holds them for the director to authorise."""

from typing import Any

from danaya.apps.commitments.models import Message, Plan


def messages_outside(plan: Plan) -> list[dict[str, Any]]:
    """Return the messages of a plan that go outside and were not told yet, as an edition holds them."""
    rows = plan.messages.filter(done_on__isnull=True).order_by("planned_on", "pk")
    return [as_held(one) for one in rows if one.goes_outside]


def as_held(message: Message) -> dict[str, Any]:
    """Return a message as an edition holds it: whom it is for, in which words, by which channel."""
    return {"audience": dict(message.audience), "words": dict(message.words), "channel": str(message.channel)}
