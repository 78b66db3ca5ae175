"""Who adopts the plan, who signs for each body, whose visas come first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.actions.signing.arrange_signing import add_body, arrange_signing, remove_body
from danaya.apps.commitments.forms.signing import AddBodyForm, ArrangeForm
from danaya.apps.commitments.models import Body, Circuit, Plan
from danaya.apps.commitments.views.frame import frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.signing.lookup import find_body
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.engines.language import Problem


@permission_required("commitments.manage", of=find_plan)
@require_http_methods(["GET", "POST"])
def add(request: PostRequest, plan: Plan) -> HttpResponse:
    """Make an organisation a body of the plan."""
    form = AddBodyForm(posted(request), bodies=plan.bodies.all())
    if request.method == "POST" and form.is_valid():
        post = form.cleaned_data["signatory"]
        try:
            add_body(plan, post.organisation, post, actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, "signatory")
        else:
            messages.success(request, _("%(body)s adopts the plan too.") % {"body": post.organisation.acronym})
            return redirect("commitments:signing", plan.pk)
    context = {**frame(request, plan, "signing"), "form": form}
    return render(request, "commitments/signing/add_body.html", context, status=status_of(form))


@permission_required("commitments.arrange_body", of=find_body)
@require_http_methods(["GET", "POST"])
def arrange(request: PostRequest, body: Body) -> HttpResponse:
    """Name the signatory of a body and its *parapheur*."""
    circuit = [
        one.post
        for one in Circuit.objects.filter(plan=body.plan_id, organisation=body.organisation_id)
        .select_related("post")
        .order_by("position")
    ]
    start = ArrangeForm.start(body.signatory, circuit)
    form = ArrangeForm(posted(request), initial=start, organisation=body.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            arrange_signing(body, form.cleaned_data["signatory"], form.circuit(), actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("commitments:signing", body.plan_id)
    context = {**frame(request, body.plan, "signing"), "body_": body, "form": form}
    return render(request, "commitments/signing/arrange.html", context, status=status_of(form))


@permission_required("commitments.manage", of=find_body)
@require_http_methods(["GET", "POST"])
def remove(request: PostRequest, body: Body) -> HttpResponse:
    """Take an organisation out of those that will adopt the plan, after one more look."""
    problem = ""
    if request.method == "POST":
        try:
            remove_body(body, actor=request.acting, at=now())
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            messages.success(request, _("%(body)s no longer adopts the plan.") % {"body": body.organisation.acronym})
            return redirect("commitments:signing", body.plan_id)
    context = {**frame(request, body.plan, "signing"), "body_": body, "problem": problem, "page_errors": bool(problem)}
    return render(request, "commitments/signing/remove_body.html", context, status=422 if problem else 200)
