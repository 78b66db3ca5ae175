"""Bringing a file of answers in: upload, sample design, columns, codes, account."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds import guiding
from danaya.apps.rounds.accounts import rows_of_account
from danaya.apps.rounds.actions.describe_round import describe_design
from danaya.apps.rounds.actions.import_answers import (
    keep_answers_file,
    mapping_of,
    read_answers_file,
    take_back_answers,
    upload_answers,
)
from danaya.apps.rounds.codes import groups_of
from danaya.apps.rounds.forms.answers import AnswersForm
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.progress import Act, next_act
from danaya.apps.rounds.queries import answer_drafts
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind, refuse_without_questions
from danaya.apps.rounds.sampling import design_facts, design_form, design_in_words
from danaya.apps.rounds.tables import LARGE, columns_by_name, has_many_columns, read_draft
from danaya.apps.rounds.targets import targets_of
from danaya.apps.rounds.views.finding import find_draft, find_round
from danaya.apps.rounds.views.saying import REFUSALS, language_of_page, posted, posted_files, say_refusal
from danaya.apps.rounds.work import ACCOUNT, ACTS, READ, ask_once, jobs_of
from danaya.base.jobs.work import enqueue
from danaya.engines.language import in_language
from danaya.engines.tables import Target, apply

STEPS = 5


@permission_required("rounds.import_answers", of=find_round)
def upload(request: PostRequest, round_: Round) -> HttpResponse:
    """Choose the file of answers."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    refuse_without_questions(round_)
    form = AnswersForm(posted(request), posted_files(request), round_=round_)
    if request.method == "POST" and form.is_valid():
        try:
            return take_file(request, round_, form.cleaned_data["file"], form.only_audience())
        except REFUSALS as refusal:
            say_refusal(form, refusal, "file")
    context = {
        "form": form,
        "round": round_,
        "drafts": named(answer_drafts(round_), round_),
        "under_way": jobs_of(READ, round_id=str(round_.pk)),
        "total": STEPS,
    }
    return render(request, "rounds/upload.html", context, status=422 if form.errors else 200)


def named(drafts: list[ImportDraft], round_: Round) -> list[dict[str, Any]]:
    """Return drafts with the name of their audience."""
    names = {audience.key: str(audience) for audience in round_.audiences.all()}
    return [{"draft": draft, "audience": names.get(draft.audience, "")} for draft in drafts]


def take_file(request: PostRequest, round_: Round, upload: Any, audience: str) -> HttpResponseRedirect:
    """Read an uploaded file at once, or by a job where it is large."""
    at = now()
    if upload.size > LARGE:
        facts = {"round_id": str(round_.pk), "audience": audience, "tenure": str(request.acting.pk)}
        stored = keep_answers_file(round_, upload, at=at)
        return redirect(enqueue(READ, owner=request.user, at=at, file=str(stored.pk), moment=at.isoformat(), **facts))
    draft = upload_answers(round_, upload, audience=audience, actor=request.acting, at=at)
    return redirect(guiding.page_after(draft, guiding.READ))


def changed(request: PostRequest, draft: ImportDraft, act: str, choice: Any, done: str) -> HttpResponseRedirect:
    """Change the mapping of a draft and go on to what comes after ``done``; by a job where its file is large."""
    if draft.file.size > LARGE:
        arguments = {"draft": str(draft.pk), "act": act, "choice": choice, "done": done}
        return redirect(ask_once(ACCOUNT, owner=request.user, at=now(), **arguments))
    found = ACTS[act](draft, choice)
    found.save()
    return redirect(guiding.page_after(found, done))


def only_read(view: Callable[[PostRequest, ImportDraft], HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead back to the files while the draft has not been read, or its round is closed again."""

    def checked(request: PostRequest, draft: ImportDraft) -> HttpResponse:
        refuse_closed(draft.round)
        return view(request, draft) if draft.is_read else redirect("rounds:upload", draft.round_id)

    checked.__doc__ = view.__doc__
    return checked


@permission_required("rounds.import_answers", of=find_draft)
@only_read
def design(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Say which columns tell how the sample came to be, and which tells the audiences apart."""
    if request.method == "POST" and "sheet" in request.POST:
        read_answers_file(draft, sheet=str(request.POST["sheet"])).save()
        return redirect(guiding.page_of("design", draft))
    form = design_form(draft, posted(request))
    if request.method == "POST" and form.is_valid():
        facts, choices = design_facts(draft, form)
        with transaction.atomic():
            describe_design(draft.round, actor=request.acting, at=now(), **facts)
        return changed(request, draft, "map", choices, guiding.DESIGN)
    rare = [form[name] for name in form.RARE]
    context = {
        "form": form,
        "usual": [field for field in form.visible_fields() if field.name not in form.RARE],
        "rare": rare,
        "rare_in_use": any(field.errors or field.value() for field in rare if field.name != "lonely"),
        "names": column_choices(draft),
        "many": has_many_columns(draft),
        "round": draft.round,
        "draft": draft,
        "total": STEPS,
    }
    return render(request, "rounds/design.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column that the round needs, and what of the file feeds it."""

    key: str
    name: str
    chosen: str
    samples: str
    unsure: bool
    needed: bool


@permission_required("rounds.import_answers", of=find_draft)
@only_read
def columns(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Say which column of the file answers which question."""
    targets = targets_of(draft.round, draft.audience)
    facts = columns_by_name(draft)
    typed = {key: str(request.POST[name]) for key, name in column_fields(targets) if name in request.POST}
    strangers = sorted({name for name in typed.values() if name and name not in facts})
    if request.method == "POST" and not strangers:
        return changed(request, draft, "map", typed, guiding.COLUMNS)
    feeds = {feed.target: feed for feed in mapping_of(draft).feeds}
    rows = [column_row(target, feeds.get(target.key), facts, typed.get(target.key)) for target in targets]
    context = {
        "round": draft.round,
        "draft": draft,
        "unsure": [row for row in rows if row.unsure],
        "sure": [row for row in rows if not row.unsure],
        "names": column_choices(draft),
        "many": has_many_columns(draft),
        "remarks": remarks_of(draft),
        "refused": [_("Choose a column of the file: it has no “%(value)s”.") % {"value": name} for name in strangers],
        "page_errors": bool(strangers),
        "total": STEPS,
    }
    return render(request, "rounds/columns.html", context, status=422 if strangers else 200)


def column_fields(targets: Sequence[Target]) -> list[tuple[str, str]]:
    """Return (key of the target, name of its field on the page)."""
    return [(target.key, f"column-{target.key}") for target in targets]


def remarks_of(draft: ImportDraft) -> list[str]:
    """Return what was noticed while the file was read."""
    return [in_language(remark, language_of_page()) for remark in draft.facts["remarks"]]


def column_choices(draft: ImportDraft) -> list[tuple[str, str]]:
    """Return the file's columns as choices, each with the beginning of its label."""
    found = []
    for column in draft.facts["columns"]:
        label = column["label"][:60]
        found.append(
            (column["name"], f"{column['name']} – {label}" if label and label != column["name"] else column["name"])
        )
    return found


def column_row(target: Target, feed: Any, facts: Any, typed: str | None = None) -> ColumnRow:
    """Return one row of the page, with the name that was typed where it was refused."""
    column = facts.get(feed.column, {}) if feed else {}
    shown = [label or raw for raw, _count, label in column.get("values", ())[:4]]
    more = " …" if column.get("more") or len(column.get("values", ())) > 4 else ""
    return ColumnRow(
        key=target.key,
        name=in_language(target.name, language_of_page()),
        chosen=typed if typed is not None else feed.column if feed else "",
        samples=" · ".join(shown) + more,
        unsure=feed is None or feed.confidence < guiding.SURE or bool(typed and typed not in facts),
        needed=target.required,
    )


@permission_required("rounds.import_answers", of=find_draft)
@only_read
def account(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """What was and was not understood; what a person accepts to leave out."""
    if request.method == "POST":
        return changed(request, draft, "accept", sorted(map(str, request.POST.getlist("accepted"))), guiding.ACCOUNT)
    if not draft.account:
        return changed(request, draft, "again", None, guiding.ACCOUNT)
    language = language_of_page()
    kept = draft.account
    names = {target.key: in_language(target.name, language) for target in targets_of(draft.round, draft.audience)}
    findings = [
        {**finding, "text": finding["text"][language], "where": finding["where"][language]}
        for finding in kept["findings"]
    ]
    context = {
        "round": draft.round,
        "draft": draft,
        "blocking": [finding for finding in findings if finding["severity"] == "blocking"],
        "open": [finding for finding in findings if finding["severity"] == "open"],
        "notes": [finding for finding in findings if finding["severity"] == "note"],
        "counts": [(names.get(key, key), counts) for key, counts in kept["counts"].items()],
        "kept": kept,
        "left_out": kept["height"] - kept["rows"],
        "remarks": remarks_of(draft),
        "groups": groups_of(draft),
        "design": design_in_words(draft.round, [draft]),
        "act": act_after(request, draft.round),
        "total": STEPS,
    }
    return render(request, "rounds/account.html", context)


def act_after(request: PostRequest, round_: Round) -> Act | None:
    """Return what comes next in the round once its file is understood, if the viewer may do it."""
    act = next_act(round_)
    return act if act and may(request, act.permission, round_) else None


@permission_required("rounds.import_answers", of=find_draft)
@require_safe
@only_read
def account_file(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """The whole account as CSV, every row and value with its place: to send back to the institute."""
    full = apply(read_draft(draft), mapping_of(draft), targets_of(draft.round, draft.audience))
    heads = [_("severity"), _("where"), _("value"), _("what and what to do"), _("accepted")]
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="account-{draft.round.year}.csv"'
    csv.writer(response, delimiter=";").writerows(rows_of_account(full, language_of_page(), heads))
    return response


@permission_required("rounds.import_answers", of=find_draft)
@require_POST
def take_back(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Take a file back: its draft and what was mapped of it are gone."""
    take_back_answers(draft, actor=request.acting, at=now())
    messages.success(request, _("The file is taken back."))
    return redirect("rounds:upload", draft.round_id)
