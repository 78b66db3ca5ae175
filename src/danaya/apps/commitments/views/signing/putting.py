"""Putting the text to signature, taking it back, closing signing: the three acts of whoever manages the plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.actions.signing.adopt_plan import close_signing
from danaya.apps.commitments.actions.signing.put_to_signature import put_to_signature, ready_of, references
from danaya.apps.commitments.actions.signing.take_back_text import take_back_text
from danaya.apps.commitments.forms.signing import PutForm, TakeBackForm
from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.standing import articles_of, proposed_in, unconfirmed_in
from danaya.apps.commitments.views.frame import frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.engines.language import Problem


@permission_required("commitments.manage", of=find_plan)
@require_http_methods(["GET", "POST"])
def put(request: PostRequest, plan: Plan) -> HttpResponse:
    """Show what the text will hold and what it will not, then fix it."""
    form = PutForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            version = put_to_signature(plan, data["why"], leave_out=data["leave_out"], actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(
                request,
                _("Version %(number)d is being signed: everybody who has to do something was told.")
                % {"number": version.number},
            )
            return redirect("commitments:signing", plan.pk)
    context = {**frame(request, plan, "signing"), "form": form, "ready": ready_of(plan)}
    return render(request, "commitments/signing/put.html", context, status=status_of(form))


@permission_required("commitments.manage", of=find_plan)
@require_http_methods(["GET", "POST"])
def take_back(request: PostRequest, plan: Plan) -> HttpResponse:
    """Take the text back, with the reason that everybody reads."""
    form = TakeBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            take_back_text(plan, form.cleaned_data["reason"], actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("The text was taken back: it can be changed and is signed anew."))
            return redirect("commitments:signing", plan.pk)
    version = version_at_signature(plan)
    context = {
        **frame(request, plan, "signing"),
        "form": form,
        "edition": version,
        "given": 0 if version is None else version.signatures.counting().count(),
    }
    return render(request, "commitments/signing/take_back.html", context, status=status_of(form))


@permission_required("commitments.manage", of=find_plan)
@require_http_methods(["GET", "POST"])
def close(request: PostRequest, plan: Plan) -> HttpResponse:
    """Adopt the plan without waiting for who has not signed; what stays proposed is named before."""
    problem = ""
    if request.method == "POST":
        try:
            left = close_signing(plan, actor=request.acting, at=now())
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            messages.success(request, _("The plan is adopted."))
            if left:
                said = ngettext(
                    "%(names)s stays proposed: it was not signed by both.",
                    "%(names)s stay proposed: they were not signed by both.",
                    len(left),
                )
                messages.warning(request, said % {"names": references(left)})
            return redirect("commitments:signing", plan.pk)
    version = version_at_signature(plan)
    proposed = [] if version is None else articles_of(version, proposed_in(version))
    context = {
        **frame(request, plan, "signing"),
        "edition": version,
        "signed": [one for one in proposed if one.is_signed],
        "unsigned": [one for one in proposed if not one.is_signed],
        "unconfirmed": [] if version is None else unconfirmed_in(version),
        "problem": problem,
        "page_errors": bool(problem),
    }
    return render(request, "commitments/signing/close.html", context, status=422 if problem else 200)
