"""The plan to Excel and back: export, sending back, what changed line by line, taking it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.actions.export_workbook import WORKBOOK
from danaya.apps.commitments.actions.take_workbook import Outcome, let_go, take_entries, take_in
from danaya.apps.commitments.forms.workbook import WorkbookForm
from danaya.apps.commitments.models import Commitment, CommitmentState, Exported, Plan, Returned
from danaya.apps.commitments.overviews.work import EXPORT, RETURN
from danaya.apps.commitments.overviews.workbook.choices import Lists, lists_in
from danaya.apps.commitments.overviews.workbook.columns import COMMITMENTS, MILESTONES, Field
from danaya.apps.commitments.overviews.workbook.comparing import Comparison, Difference, Entry, Step, compare
from danaya.apps.commitments.overviews.workbook.concerned import readable_of, rows_about
from danaya.apps.commitments.overviews.workbook.paging import keys_in, unpack_some
from danaya.apps.commitments.views.frame import frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.overviews import look
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.work import ask_once
from danaya.base.jobs.models import Job
from danaya.engines.language import Problem, in_language, typeset

AT_ONCE = 10
"""Commitments of a workbook on a page, each tried and undone to say what would be refused."""


@permission_required("commitments.see", of=find_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: PostRequest, plan: Plan) -> HttpResponse:
    """The commitments that the filters leave, as a workbook to change or only to read: asking for it, fetching it."""
    looked = look(request, plan, "table")
    if request.method == "POST":
        return redirect(_asked(request, EXPORT, plan, chosen=looked.chosen))
    made = Exported.objects.filter(plan=plan, by=request.acting.post_id, kind=WORKBOOK, file__removed_at=None)
    context = {**looked.context, "made": made.select_related("file").first()}
    return render(request, "commitments/overviews/export.html", context)


def _asked(request: PostRequest, kind: str, plan: Plan, **facts: Any) -> Job:
    """Ask for long work on a plan under the post that is acted for, in the language of the page."""
    return ask_once(
        kind,
        owner=request.user,
        at=timezone.now(),
        moment=now().isoformat(),
        plan_id=str(plan.pk),
        tenure=str(request.acting.pk),
        language=page_language(),
        **facts,
    )


@permission_required("commitments.draft", of=find_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def excel(request: PostRequest, plan: Plan) -> HttpResponse:
    """What the workbook is for, the export, sending it back."""
    form = WorkbookForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            stored = take_in(form.cleaned_data["file"], at=timezone.now())
        except Problem as refused:
            say(form, refused, "file")
        else:
            return redirect(_asked(request, RETURN, plan, file=str(stored.pk)))
    context = {
        **frame(request, plan, "table"),
        "form": form,
        "query": request.GET.urlencode(),
        "held": Returned.objects.filter(plan=plan, by=request.acting.post_id).select_related("file").first(),
    }
    return render(request, "commitments/overviews/excel.html", context, status=status_of(form))


def find_returned(pk: UUID, returned: UUID) -> Returned:
    """Return the workbook of the address; whose it is is asked by the view."""
    held = Returned.objects.select_related("plan", "file").filter(plan=pk, pk=returned).first()
    if held is None:
        raise Http404
    return held


@permission_required("commitments.draft", of=find_returned)
@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: PostRequest, held: Returned) -> HttpResponse:
    """What changed, line by line; taking over what is ticked."""
    if held.by_id != request.acting.post_id:
        raise Http404
    lists = lists_in(page_language())
    page = Paginator(held.rows["units"], AT_ONCE).get_page(request.GET.get("page"))
    try:
        comparison = compare_held(request, held, lists, page)
    except Problem as refused:
        messages.error(request, refused.in_language(page_language()))
        return redirect("commitments:excel", held.plan_id)
    changing = comparison.changing
    if request.method == "POST":
        return _take(request, held, changing, lists, page)
    trial = take_entries(
        held.plan, changing, lists, chosen=_every_clash(changing), actor=request.acting, at=now(), trial=True
    )
    context = {
        **frame(request, held.plan, "table"),
        "held": held,
        "entries": [shown_entry(one, lists) for one in trial],
        "refusing": [(one, in_words(one.refused)) for one in comparison.refusing],
        "notes": in_words(comparison.notes),
        "absent": held.rows["absent"],
        "page": page,
    }
    return render(request, "commitments/overviews/returned.html", context)


def compare_held(request: PostRequest, held: Returned, lists: Lists, page: Page[Any]) -> Comparison:
    """Hold a page of a workbook against what its sender may see and edit now; nothing else is fetched."""
    came, readable, keys = unpack_some(held.rows, list(page)), readable_of(held.plan, request.user), keys_in(held.rows)
    rows = rows_about(came, held.plan, request.user, readable, keys)
    editable = [row.pk for row in rows if may(request, "commitments.edit", row)]
    return compare(came, rows, lists, editable, readable, keys)


def in_words(texts: Sequence[Any]) -> list[str]:
    """Return texts in the language of the page, each once."""
    language = page_language()
    return list(dict.fromkeys(typeset(in_language(one, language), language) for one in texts))


def _every_clash(entries: Sequence[Entry]) -> set[str]:
    """Return the names of all differences: a trial takes the file's text everywhere."""
    return {one.name for entry in entries for one in _differences(entry)}


def _differences(entry: Entry) -> list[Difference]:
    steps = [one for step in entry.steps for one in (*step.differences, *([step.move] if step.move else []))]
    return [*entry.differences, *steps]


def _take(
    request: PostRequest, held: Returned, changing: Sequence[Entry], lists: Lists, page: Page[Any]
) -> HttpResponse:
    """Take over what is ticked; where nothing of a page is left, the next one follows."""
    wanted = set(request.POST.getlist("take"))
    chosen = {one.name for entry in changing for one in _differences(entry) if request.POST.get(one.name) == "file"}
    ticked = [one for one in changing if one.key in wanted]
    outcomes = take_entries(held.plan, ticked, lists, chosen=chosen, actor=request.acting, at=now())
    done = [one for one in outcomes if one.refused is None]
    for one in outcomes:
        if one.refused is not None:
            messages.error(request, f"{one.entry.place}: {one.refused.in_language(page_language())}")
    if done:
        said = ngettext("%(count)d line was taken over.", "%(count)d lines were taken over.", len(done))
        messages.success(request, said % {"count": len(done)})
    else:
        messages.warning(request, _("Nothing was taken over: tick the lines that you want."))
    number = page.number + (len(done) == len(changing) and page.has_next())
    url = reverse("commitments:returned", args=[held.plan_id, held.pk])
    return redirect(url if number == 1 else f"{url}?page={number}")


@permission_required("commitments.draft", of=find_returned)
@require_http_methods(["POST"])
def returned_end(request: PostRequest, held: Returned) -> HttpResponse:
    """Let the workbook go: nothing more of it is taken over."""
    if held.by_id != request.acting.post_id:
        raise Http404
    let_go(held.plan, request.acting)
    messages.success(request, _("The workbook was removed. What was taken over before stays."))
    return redirect("commitments:table", held.plan_id)


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference in words."""

    name: str
    head: str
    before: str
    after: str
    clash: bool
    asked: str = ""
    """What becomes of it, where it is not simply taken over."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry in words."""

    entry: Entry
    commitment: Commitment | None
    title: str
    differences: Sequence[ShownDifference]
    steps: Sequence[tuple[str, Sequence[ShownDifference]]]
    refused: str
    """Why it would be refused as a whole; empty where it would not."""

    @property
    def signed_anew(self) -> bool:
        """Whether words of an adopted commitment change."""
        stands = self.commitment
        worded = self.differences or any(step.differences or step.milestone is None for step in self.entry.steps)
        return stands is not None and stands.state == CommitmentState.ADOPTED and bool(worded)


def shown_entry(outcome: Outcome, lists: Lists) -> ShownEntry:
    """Return an entry as its page shows it."""
    entry = outcome.entry
    heads = {one.key: one for one in COMMITMENTS}
    if entry.is_new:
        found = [_new(heads[key], words, lists) for key, words in entry.cells.items() if key in heads and key != "ref"]
    else:
        found = [_shown(one, lists) for one in entry.differences]
    step_heads = {one.key: one for one in MILESTONES}
    steps = []
    for step in entry.steps:
        if step.milestone is None:
            cells = [_new(step_heads[key], words, lists) for key, words in step.cells.items() if key in step_heads]
            steps.append((_("New milestone"), cells))
        else:
            steps.append((str(step.milestone), _step(step, lists)))
    title = str(entry.commitment) if entry.commitment else _("New draft of your organisation")
    refused = outcome.refused.in_language(lists.language) if outcome.refused else ""
    return ShownEntry(entry, entry.commitment, title, found, steps, refused)


def _step(step: Step, lists: Lists) -> list[ShownDifference]:
    found = [_shown(one, lists) for one in step.differences]
    if step.move:
        asked = _("The counterpart is asked for it, with this reason: %(reason)s") % {"reason": step.reason}
        found.append(_shown(step.move, lists, asked))
    return found


def _shown(one: Difference, lists: Lists, asked: str = "") -> ShownDifference:
    words = one.field.words
    head = in_language(one.field.head, lists.language)
    return ShownDifference(one.name, head, words(one.before, lists), words(one.after, lists), one.clash, asked)


def _new(field: Field, written: str, lists: Lists) -> ShownDifference:
    return ShownDifference("", in_language(field.head, lists.language), "", field.words(written, lists), clash=False)
