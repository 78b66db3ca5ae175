"""Paper: entering a sheet that came back signed and scanned, saying whether it is one's own."""

import secrets
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.actions.signing.answer_sheet import answer_sheet
from danaya.apps.commitments.actions.signing.sign_on_paper import SCANS, Sheet, may_enter, sign_on_paper
from danaya.apps.commitments.forms.signing import SheetAnswerForm, SheetForm
from danaya.apps.commitments.models import Plan, PlanState, Version
from danaya.apps.commitments.progress.pieces import UNCLAIMED_FOR, read, token
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.missing import (
    MOST_BOXES,
    Missing,
    missing_in,
    on_sheet_of,
    sheets_to_choose,
    signers_of,
)
from danaya.apps.commitments.signing.sheets import Sheet as EnteredSheet
from danaya.apps.commitments.signing.sheets import on_sheet
from danaya.apps.commitments.views.frame import frame, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.signing.lookup import find_sheet
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.base.files.models import Visibility
from danaya.base.files.storing import store
from danaya.engines.language import Problem

FIELDS = {
    "commitments-signing-paper-digest": "typed",
    "commitments-signing-paper-day": "on",
    "typed-miscounted": "typed",
    "typed-unknown": "typed",
    "typed-wrong": "typed",
}
"""Code of a refusal → the field it stands beside."""

ANSWER_FIELDS = {"commitments-signing-sheet-reason-missing": "reason"}


@permission_required("commitments.enter_paper", of=find_plan)
@require_http_methods(["GET", "POST"])
def enter(request: PostRequest, plan: Plan) -> HttpResponse:
    """Enter the signatures of a sheet that came back, with its scan."""
    version = version_at_signature(plan)
    if version is None:
        return redirect("commitments:signing", plan.pk)
    missing, of = missing_in(version, lambda post: may_enter(request.acting, post)), request.GET.get("of", "")
    chosen = on_sheet_of(missing, of) if of or len(missing) > MOST_BOXES else missing
    if not chosen and missing:
        return _choose(request, version, missing, again=bool(of))
    form = _form(request, version, chosen)
    valid = request.method == "POST" and form.is_valid()
    if request.method == "POST":
        _keep_scan(form)
    if valid and not form.errors:
        data = form.cleaned_data
        sheet = Sheet(data["typed"], data["on"], form.kept)
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
    kept = token(form.kept, version) if form.kept is not None else ""
    context = {**frame(request, plan, "signing"), "edition": version, "form": form, "kept": kept, "of": of}
    return render(request, "commitments/signing/enter.html", context, status=status_of(form))


def _choose(request: PostRequest, version: Version, missing: Sequence[Missing], *, again: bool) -> HttpResponse:
    """Ask whose sheet came back, where a page cannot offer all signatures that are missing."""
    if again:
        messages.warning(request, _("No signature of this sheet is missing any more. Choose another."))
    context = {**frame(request, version.plan, "signing"), "edition": version, "sheets": sheets_to_choose(missing)}
    return render(request, "commitments/signing/choose_sheet.html", context)


def _keep_scan(form: SheetForm) -> None:
    """Store the scan that was sent, whatever else is refused: it need not be chosen again."""
    upload = form.cleaned_data.get("scan")
    if not upload:
        return
    at = now()
    try:
        form.kept = store(
            upload, at=at, visibility=Visibility.FORUM, keep_until=at.date() + UNCLAIMED_FOR, allowed=SCANS
        )
    except Problem as refused:
        say(form, refused, "scan")


@permission_required("commitments.answer_sheet", of=find_sheet)
@require_http_methods(["GET", "POST"])
def answer(request: PostRequest, sheet: EnteredSheet) -> HttpResponse:
    """Say whether a sheet that another body entered is one's own: confirm it, or contest it with a reason."""
    form = SheetAnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        ours, reason = form.cleaned_data["answer"] == "ours", form.cleaned_data["reason"]
        try:
            answer_sheet(sheet, ours=ours, reason=reason, actor=request.acting, at=now(), chance=secrets.token_bytes)
        except Problem as refused:
            say(form, refused, ANSWER_FIELDS.get(refused.code))
        else:
            _say_answered(request, sheet, ours=ours)
            return redirect("commitments:signing", sheet.plan.pk)
    mine = on_sheet(sheet, request.acting.post)
    context = {
        **frame(request, sheet.plan, "signing"),
        "form": form,
        "scan": sheet.scan,
        "mine": mine,
        "waiting": any(one.is_unconfirmed for one in mine),
        "entered_by": mine[0].entered_by,
        "reads_reservations": True,
    }
    return render(request, "commitments/signing/answer_sheet.html", context, status=status_of(form))


def _say_answered(request: PostRequest, sheet: EnteredSheet, *, ours: bool) -> None:
    was_signing = sheet.plan.state == PlanState.SIGNING
    sheet.plan.refresh_from_db(fields=["state"])
    if not ours:
        messages.warning(request, _("The sheet is contested: its signatures of your body no longer count."))
    elif was_signing and sheet.plan.state == PlanState.ADOPTED:
        messages.success(request, _("That was the last confirmation: the plan is adopted."))
    else:
        messages.success(request, _("Confirmed: it is the sheet of your body."))


def _form(request: PostRequest, version: Version, missing: Sequence[Missing]) -> SheetForm:
    """Return the form with the missing signatures of the sheet."""
    return SheetForm(
        posted(request),
        request.FILES or None,
        bodies=[one.standing for one in missing if one.standing is not None],
        signers=signers_of(version, missing),
        kept=read(request.POST.get("kept_scan", ""), version),
    )


def _field(refused: Problem) -> str | None:
    return "scan" if refused.code.startswith("file-") else FIELDS.get(refused.code)
