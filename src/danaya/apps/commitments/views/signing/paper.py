"""Paper: the sheet to print and sign by hand, and entering what came back signed and scanned."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.commitments.actions.signing.sign_on_paper import Sheet, may_enter, sign_on_paper
from danaya.apps.commitments.forms.signing import SheetForm
from danaya.apps.commitments.models import Plan, Version
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.paper import paper_of
from danaya.apps.commitments.signing.standing import articles_of, bodies_of, entries_of
from danaya.apps.commitments.views.frame import frame, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.signing.lookup import Edition, find_edition
from danaya.apps.commitments.views.signing.taking import hand_over
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.engines.language import Problem

FIELDS = {
    "commitments-signing-paper-digest": "typed",
    "commitments-signing-paper-day": "on",
    "typed-miscounted": "typed",
    "typed-unknown": "typed",
    "typed-wrong": "typed",
}
"""Code of a refusal → the field it stands beside."""


@permission_required("commitments.see", of=find_edition)
@require_safe
def paper(request: PostRequest, edition: Edition) -> HttpResponse:
    """Make the text as a PDF to be signed by hand."""
    day = now().replace(hour=0, minute=0, second=0, microsecond=0)
    content = paper_of(edition.version, edition.language, day)
    return hand_over(content, "application/pdf", edition.version, f"-{edition.language}.pdf")


@permission_required("commitments.enter_paper", of=find_plan)
@require_http_methods(["GET", "POST"])
def enter(request: PostRequest, plan: Plan) -> HttpResponse:
    """Enter the signatures of a sheet that came back, with its scan."""
    version = version_at_signature(plan)
    if version is None:
        return redirect("commitments:signing", plan.pk)
    form = _form(request, version)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        sheet = Sheet(data["typed"], data["on"], data["scan"])
        try:
            made = sign_on_paper(
                version, form.on_sheet(), sheet, actor=request.acting, at=now(), chance=secrets.token_bytes
            )
        except Problem as refused:
            say(form, refused, _field(refused))
        else:
            said = ngettext("%(count)d signature was entered.", "%(count)d signatures were entered.", len(made))
            messages.success(request, said % {"count": len(made)})
            return redirect("commitments:signing", plan.pk)
    context = {**frame(request, plan, "signing"), "edition": version, "form": form}
    return render(request, "commitments/signing/enter.html", context, status=status_of(form))


def _form(request: PostRequest, version: Version) -> SheetForm:
    """Return the form with the signatures that are still missing and that the post acted under may enter."""
    bodies = [
        one for one in bodies_of(version) if one.signature is None and may_enter(request.acting, one.body.signatory)
    ]
    unsigned = {one.key for one in entries_of(version) if not one.is_signed}
    signers = [
        (article, post)
        for article in articles_of(version, unsigned)
        for post in article.missing
        if may_enter(request.acting, post)
    ]
    return SheetForm(posted(request), request.FILES or None, bodies=bodies, signers=signers)


def _field(refused: Problem) -> str | None:
    return "scan" if refused.code.startswith("file-") else FIELDS.get(refused.code)
