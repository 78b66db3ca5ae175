"""The page of signing: what one's own post has to do, where each body and each commitment stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Commitment, Plan, PlanState, Version
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing import tasks
from danaya.apps.commitments.signing.reading import reads_reservations
from danaya.apps.commitments.signing.sheets import contested_in, lost_in
from danaya.apps.commitments.signing.standing import BodyStanding, articles_of, bodies_of, entries_of, is_carried
from danaya.apps.commitments.signing.versions import current, last_adopted
from danaya.apps.commitments.views.frame import frame
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.engines.seals.printed import printed

ROWS, STEPS = 25, 10
"""Commitments on one page; things to do that are named one by one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, as the page asks for it."""

    sentence: str
    verb: str
    url: str


@permission_required("commitments.see", of=find_plan)
@require_safe
def signing(request: PostRequest, plan: Plan) -> HttpResponse:
    """Show who signs what, in which order, and what waits for whoever looks."""
    version = current(plan)
    at_signature = version_at_signature(plan) is not None
    context: dict[str, Any] = {
        **frame(request, plan, "signing"),
        "edition": version,
        "at_signature": at_signature,
        "in_force": last_adopted(plan) if at_signature else None,
        "arranging": _arranging(request, plan),
        "may_manage": may(request, "commitments.manage"),
        "may_put": may(request, "commitments.manage") and plan.state in {PlanState.DRAFTING, PlanState.ADOPTED},
        "may_enter": at_signature and may(request, "commitments.enter_paper", plan),
        "versions": plan.versions.count(),
    }
    if version is None:
        bodies = plan.bodies.select_related("organisation", "signatory__organisation")
        context["bodies"] = [BodyStanding(one, (), None) for one in bodies]
    else:
        context |= _of_version(request, plan, version, at_signature=at_signature)
    return render(request, "commitments/signing/desk.html", context)


def _of_version(request: PostRequest, plan: Plan, version: Version, *, at_signature: bool) -> dict[str, Any]:
    entries, bodies = entries_of(version), bodies_of(version)
    post = request.acting.post
    todo = [
        *tasks.sheets_to_answer(post, plan),
        *(tasks.tasks_in(version, post, entries, bodies) if at_signature else []),
    ]
    page = Paginator(entries, ROWS).get_page(request.GET.get("page"))
    steps = _steps(todo, plan)
    own = post.organisation_id
    return {
        "short": printed(version.digest),
        "articles": articles_of(version, {one.key for one in page}),
        "page": page,
        "bodies": bodies,
        "contested": contested_in(version),
        "lost_by": ", ".join(sorted({one.organisation.acronym for one in lost_in(version)})),
        "own": next((one for one in bodies if one.body.organisation_id == own), None),
        "next_step": steps[0] if steps else None,
        "steps": steps[1:],
        "more_steps": max(len(todo) - STEPS, 0),
        "unsigned": sum(not one.is_signed for one in entries),
        "may_close": at_signature and may(request, "commitments.manage") and is_carried(bodies),
        "reads_reservations": reads_reservations(request.user),
    }


def _steps(todo: list[tasks.Task], plan: Plan) -> list[Step]:
    """Return the first things to do, each with its words."""
    first = todo[:STEPS]
    keys = [one.entry.key for one in first if one.entry is not None]
    rows = {one.pk: one for one in plan.commitments.filter(pk__in=keys)}
    return [_step(one, plan, rows) for one in first]


def _step(task: tasks.Task, plan: Plan, rows: Mapping[UUID, Commitment]) -> Step:
    if task.entry is not None:
        return _sign(rows[task.entry.key], plan)
    if task.sheet is not None:
        url = reverse("commitments:answer_sheet", args=[plan.pk, task.sheet])
        return Step(
            _("A sheet signed by your body was entered for it: say whether it is yours."), _("Look at the sheet"), url
        )
    if task.kind == tasks.INITIAL:
        url = reverse("commitments:visa", args=[plan.pk])
        return Step(_("The text waits for your visa before your body decides."), _("Read and initial"), url)
    url = reverse("commitments:adopt", args=[plan.pk])
    return Step(_("All visas of your body are given: it can decide now."), _("Decide for your body"), url)


def _sign(commitment: Commitment, plan: Plan) -> Step:
    url = reverse("commitments:sign", args=[plan.pk, commitment.pk])
    sentence = _("%(number)s waits for your signature: %(result)s") % {
        "number": commitment.reference,
        "result": str(commitment).removeprefix(commitment.reference).strip(),
    }
    return Step(sentence, _("Read and sign %(number)s") % {"number": commitment.reference}, url)


def _arranging(request: PostRequest, plan: Plan) -> set[Any]:
    """Return the keys of the bodies that whoever looks may arrange."""
    if not may(request, "commitments.arrange_signing", plan):
        return set()
    bodies = plan.bodies.select_related("organisation")
    return {one.pk for one in bodies if may(request, "commitments.arrange_body", one)}
