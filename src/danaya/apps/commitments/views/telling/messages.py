"""The communication plan: its lines, one line as a text ready for a telephone, adding, changing, telling."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.commitments.actions.telling.plan_message import (
    NAMES,
    mark_told,
    mark_untold,
    plan_message,
    remove_message,
    rewrite_message,
)
from danaya.apps.commitments.forms.telling import MessageForm, ToldForm
from danaya.apps.commitments.models import Edition, Message, Plan
from danaya.apps.commitments.telling.editions import covering
from danaya.apps.commitments.telling.messages import lines_of, ready_texts
from danaya.apps.commitments.telling.slots import public_address
from danaya.apps.commitments.views.frame import frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan, once_of
from danaya.apps.commitments.views.telling.finding import find_message
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem

A_PAGE = 50
"""Messages told on one page, the latest first."""
FIELDS = {
    "commitments-message-empty": "words",
    "commitments-message-by-observer": "by",
    "commitments-message-commitment": "commitment",
    "commitments-message-ahead": "done_on",
    "commitments-message-unauthorised": "done_on",
}


@permission_required("commitments.see", of=find_plan)
@require_safe
def messages_of(request: PostRequest, plan: Plan) -> HttpResponse:
    """Who is told what, how, by whom, when; what is overdue first."""
    lines = lines_of(plan, today())
    page = Paginator(lines.told, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, plan, "messages"),
        "lines": lines,
        "page": page,
        "may_tell": may(request, "commitments.tell"),
    }
    return render(request, "commitments/telling/messages.html", context)


@permission_required("commitments.see", of=find_message)
@require_safe
def message(request: PostRequest, message: Message) -> HttpResponse:
    """One line, and its text to copy."""
    context = {
        **_about(request, message),
        "ready": ready_texts(message, public_address(message.plan)),
        "is_overdue": message.done_on is None and message.planned_on < today(),
        "may_tell": may(request, "commitments.tell"),
        "may_mark": may(request, "commitments.mark_told", message),
    }
    return render(request, "commitments/telling/message.html", context)


def _about(request: PostRequest, message: Message) -> dict[str, Any]:
    return {**frame(request, message.plan, "messages"), "message": message, "edition": _edition_of(message)}


def _edition_of(message: Message) -> Edition | None:
    """The edition under which it was told, or might be told today."""
    if message.done_on is not None or not message.goes_outside:
        return message.edition
    return covering(message, today())


@permission_required("commitments.tell", of=find_plan)
@require_http_methods(["GET", "POST"])
def add(request: PostRequest, plan: Plan) -> HttpResponse:
    """Add a line."""
    form, once = MessageForm(posted(request), plan=plan), once_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            plan_message(plan, form.telling(), key=once, actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            messages.success(request, _("The message is planned."))
            return redirect("commitments:messages", plan.pk)
    context = {**frame(request, plan, "messages"), "form": form, "once": once}
    return render(request, "commitments/telling/write_message.html", context, status=status_of(form))


@permission_required("commitments.tell", of=find_message)
@require_http_methods(["GET", "POST"])
def change(request: PostRequest, message: Message) -> HttpResponse:
    """Change a line that was not told."""
    start = {name: getattr(message, name) for name in NAMES}
    form = MessageForm(posted(request), plan=message.plan, initial=start, stands=start)
    if request.method == "POST" and form.is_valid():
        try:
            rewrite_message(message, form.telling(), actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            messages.success(request, _("The message is changed."))
            return redirect("commitments:message", message.plan_id, message.pk)
    context = {**_about(request, message), "form": form}
    return render(request, "commitments/telling/write_message.html", context, status=status_of(form))


@permission_required("commitments.mark_told", of=find_message)
@require_http_methods(["GET", "POST"])
def told(request: PostRequest, message: Message) -> HttpResponse:
    """Say that it was told, and when."""
    form = ToldForm(posted(request), initial={"done_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            mark_told(message, **form.cleaned_data, actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            messages.success(request, _("Kept: the message was told."))
            return redirect("commitments:messages", message.plan_id)
    context = {**_about(request, message), "form": form}
    return render(request, "commitments/telling/told.html", context, status=status_of(form))


@permission_required("commitments.mark_told", of=find_message)
@require_POST
def untold(request: PostRequest, message: Message) -> HttpResponse:
    """Take back that it was told."""
    mark_untold(message, actor=request.acting, at=now())
    messages.success(request, _("The message waits again."))
    return redirect("commitments:message", message.plan_id, message.pk)


@permission_required("commitments.tell", of=find_message)
@require_POST
def remove(request: PostRequest, message: Message) -> HttpResponse:
    """Take a line out."""
    try:
        remove_message(message, actor=request.acting, at=now())
    except Problem as refused:
        messages.warning(request, refused.in_language(page_language()))
        return redirect("commitments:message", message.plan_id, message.pk)
    messages.success(request, _("The message is removed."))
    return redirect("commitments:messages", message.plan_id)
