"""What every page of a consultation shows around its content: where one is, where one can go, who can read it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from danaya.apps.dialogue.models import Consultation, Expectation, Phase
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.people.access import may
from danaya.base.design.forms import Form
from danaya.engines.language import Problem


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a consultation."""

    label: str
    url: str
    current: bool


def frame(request: HttpRequest, consultation: Consultation, current: str = "") -> dict[str, Any]:
    """Return what the layout of a consultation needs; ``current`` is the name of the page's address."""
    return {
        "consultation": consultation,
        "tabs": tabs(request, consultation, current),
        "visibility": readers_of(consultation),
        "language": page_language(),
    }


def tabs(request: HttpRequest, consultation: Consultation, current: str) -> list[Tab]:
    """Return the pages of a consultation that the viewer may open, as far as their addresses exist."""
    begun = consultation.begun
    takes_part = may(request, "dialogue.vote", consultation)
    pages = [
        ("consultation", _("Overview"), True),
        ("expectations", _("Expectations"), begun),
        ("reading", _("To read"), begun and may(request, "dialogue.read_first", consultation)),
        ("results", _("Results"), begun),
        ("answers", _("Answers"), begun),
        ("take_part", _("Take part"), begun and takes_part and consultation.phase != Phase.CLOSED),
        ("private_begin", _("Among ourselves"), begun and may(request, "dialogue.prepare_privately", consultation)),
        ("cards", _("Cards and links"), may(request, "dialogue.issue_cards", consultation)),
        ("change", _("Settings"), may(request, "dialogue.manage", consultation)),
    ]
    found = []
    for name, label, opens in pages:
        address = address_of(name, consultation)
        if opens and address:
            found.append(Tab(label, address, name == current))
    return found


def address_of(name: str, consultation: Consultation) -> str:
    """Return the address of a page of a consultation; nothing where this installation does not have it."""
    try:
        return reverse(f"dialogue:{name}", args=[consultation.pk])
    except NoReverseMatch:
        return ""


def readers_of(consultation: Consultation) -> str:
    """Return who can read the pages of a consultation, now and later."""
    if not consultation.begun:
        return _("those who prepare it; once it has begun, customs, private-sector bodies and observers")
    return _("customs, private-sector bodies and observers")


def readers_of_text(expectation: Expectation) -> str:
    """Return who can read an expectation, now and later."""
    if expectation.is_shown:
        readers = _("customs, private-sector bodies, observers, and whoever votes with a card")
    else:
        readers = _(
            "its author and the readers of this consultation; once shown, customs, private-sector bodies, observers, and "
            "whoever votes with a card"
        )
    if not expectation.consultation.for_everyone:
        return readers
    return _("%(readers)s; without any name, everyone, if the director authorises it") % {"readers": readers}


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to a form; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def say(form: Form, refused: Problem, field: str | None = None) -> None:
    """Say beside a field, or above the form, what an action refused."""
    form.add_error(field, refused.in_language(page_language()))


def status_of(*forms: Form) -> int:
    """Return 422 for a page whose form was refused."""
    return 422 if any(form.errors for form in forms) else 200
