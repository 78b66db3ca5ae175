"""What every page of a plan shows around its content: where one is, where one can go, who can read it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Commitment, CommitmentState, Plan
from danaya.apps.people.access import may
from danaya.apps.people.models import Organisation
from danaya.base.design.forms import Form
from danaya.engines.language import Problem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGES: tuple[tuple[str, "StrOrPromise", str], ...] = (
    # name of the address, words of the tab, permission asked of the plan; a page this installation lacks is left out
    ("plan", gettext_lazy("Overview"), "commitments.see"),
    ("table", gettext_lazy("Commitments"), "commitments.see"),
    ("drafts", gettext_lazy("Drafts"), "commitments.see"),
    ("signing", gettext_lazy("Signing"), "commitments.see"),
    ("scorecard", gettext_lazy("Scorecard"), "commitments.see"),
    ("director", gettext_lazy("Director's page"), "commitments.see_director_page"),
    ("editions", gettext_lazy("For everyone"), "commitments.see"),
    ("messages", gettext_lazy("Communication"), "commitments.see"),
    ("meeting", gettext_lazy("Next meeting"), "commitments.see"),
    ("links", gettext_lazy("Links and PINs"), "commitments.issue_links"),
    ("change", gettext_lazy("Settings"), "commitments.manage"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a plan."""

    label: str
    url: str
    current: bool


def frame(request: HttpRequest, plan: Plan, current: str = "") -> dict[str, Any]:
    """Return what the layout of a plan needs; ``current`` is the name of the page's address."""
    return {
        "plan": plan,
        "tabs": tabs(request, plan, current),
        "visibility": _("customs, private-sector bodies and observers"),
        "language": page_language(),
    }


def commitment_frame(request: HttpRequest, commitment: Commitment, current: str = "") -> dict[str, Any]:
    """Return what the layout of a page of a commitment needs."""
    return {
        **frame(request, commitment.plan, current),
        "commitment": commitment,
        "visibility": readers_of(commitment),
    }


def tabs(request: HttpRequest, plan: Plan, current: str) -> list[Tab]:
    """Return the pages of a plan that the viewer may open, as far as their addresses exist."""
    found = []
    for name, label, permission in PAGES:
        address = address_of(name, plan)
        if address and may(request, permission, plan):
            found.append(Tab(str(label), address, name == current))
    return found


def address_of(name: str, plan: Plan) -> str:
    """Return the address of a page of a plan; nothing where this installation does not have it."""
    try:
        return reverse(f"commitments:{name}", args=[plan.pk])
    except NoReverseMatch:
        return ""


def page_of(commitment: Commitment) -> str:
    """Return the address of a commitment's page."""
    return reverse("commitments:commitment", args=[commitment.plan_id, commitment.pk])


def readers_of(commitment: Commitment) -> str:
    """Return who can read a commitment, now and later."""
    if commitment.is_shown:
        return _("customs, private-sector bodies and observers")
    if commitment.state == CommitmentState.WITHDRAWN:
        return _("%(body)s, which drafted it") % {"body": commitment.drafted_by.organisation.acronym}
    return readers_of_draft(commitment.drafted_by.organisation)


def readers_of_draft(organisation: Organisation) -> str:
    """Return who can read a draft of an organisation, now and later."""
    return _("%(body)s only; once proposed, customs, private-sector bodies and observers") % {
        "body": organisation.acronym
    }


def page_language() -> str:
    """Return the language of the page that is being made."""
    return (get_language() or "fr").split("-")[0]


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to a form; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def say(form: Form, refused: Problem, field: str | None = None) -> None:
    """Say beside a field, or above the form, what an action refused."""
    form.add_error(field, refused.in_language(page_language()))


def status_of(*forms: Form) -> int:
    """Return 422 for a page whose form was refused."""
    return 422 if any(form.errors for form in forms) else 200
