"""Bringing a file of answers in: upload, columns, codes, account."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.import_answers import (
    accept_findings,
    choose_sheet,
    map_columns,
    read_table,
    upload_answers,
)
from danaya.apps.rounds.forms import FileForm
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.refusals import refuse_closed
from danaya.apps.rounds.targets import targets_of
from danaya.apps.rounds.views.codebook import language_of_page
from danaya.apps.rounds.views.finding import find_draft, find_round
from danaya.engines.language import Problem, Problems, in_language
from danaya.engines.tables import Absence, Feed, Table, TableMapping, Target, defused, inspect

SHOWN_VALUES = 6
MOST_CODES = 200


@permission_required("rounds.import_answers", of=find_round)
def upload(request: PostRequest, round_: Round) -> HttpResponse:
    """Choose the file of answers."""
    refuse_closed(round_)
    words = _("CSV, Excel, SPSS (.sav), Stata (.dta) or Parquet, one row per respondent, at most 200 MB.")
    form = FileForm(request.POST or None, request.FILES or None, label=_("File of answers"), help_text=words)
    if request.method == "POST" and form.is_valid():
        try:
            upload_answers(round_, form.cleaned_data["file"], actor=request.acting, at=now())
        except (Problem, Problems) as problem:
            for line in problem.in_language(language_of_page()).splitlines():
                form.add_error("file", line)
        else:
            return redirect("rounds:columns", round_.pk)
    context = {"form": form, "round": round_, "draft": getattr(round_, "draft", None)}
    return render(request, "rounds/upload.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column that the round needs, and what of the file feeds it."""

    target: Target
    name: str
    chosen: str
    samples: tuple[str, ...]
    has_codes: bool
    unsure: bool


@permission_required("rounds.import_answers", of=find_draft)
def columns(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Say which column of the file feeds which column of the round."""
    refuse_closed(draft.round)
    if request.method == "POST":
        if "sheet" in request.POST and request.POST["sheet"] != draft.sheet:
            choose_sheet(draft, str(request.POST["sheet"]))
            return redirect("rounds:columns", draft.round_id)
        map_columns(draft, chosen_mapping(draft, request.POST))
        return redirect("rounds:account", draft.round_id)
    table = read_table(draft)
    mapping = TableMapping.from_dict(draft.mapping)
    context = {
        "round": draft.round,
        "draft": draft,
        "rows": [column_row(table, mapping, target) for target in targets_of(draft.round)],
        "columns": [(column.name, column_words(column.name, column.label)) for column in table.columns],
        "sheets": inspect(draft.file.path).sheets,
        "height": table.height,
        "remarks": [remark.in_language(language_of_page()) for remark in table.remarks],
    }
    return render(request, "rounds/columns.html", context)


def column_words(name: str, label: str) -> str:
    """Return a column's name with the beginning of its label."""
    return f"{name} – {label[:60]}" if label and label != name else name


def column_row(table: Table, mapping: TableMapping, target: Target) -> ColumnRow:
    """Return one row of the page."""
    feed = mapping.feeding(target.key)
    samples: tuple[str, ...] = ()
    if feed is not None:
        samples = tuple(str(value) for value in list(table.column(feed.column).distinct())[:SHOWN_VALUES])
    return ColumnRow(
        target=target,
        name=in_language(target.name, language_of_page()),
        chosen=feed.column if feed else "",
        samples=samples,
        has_codes=feed is not None and target.kind == "code" and bool(target.codes),
        unsure=feed is None or feed.confidence < 0.8,
    )


def chosen_mapping(draft: ImportDraft, data: Any) -> TableMapping:
    """Return the mapping with the columns chosen on the page; recodes stay where the column did not change."""
    mapping = TableMapping.from_dict(draft.mapping)
    table = read_table(draft)
    names = {column.name for column in table.columns}
    feeds = []
    for target in targets_of(draft.round):
        chosen = str(data.get(f"column-{target.key}", ""))
        known = mapping.feeding(target.key)
        if known is not None and known.column == chosen:
            feeds.append(known)
        elif chosen in names:
            feeds.append(new_feed(table, chosen, target))
    return replace(mapping, feeds=tuple(feeds))


def new_feed(table: Table, column: str, target: Target) -> Feed:
    """Return a feed of a column a person chose, its values proposed as codes."""
    from danaya.engines.tables import propose  # noqa: PLC0415  # slow import

    alone = replace(table, columns=tuple(found for found in table.columns if found.name == column))
    proposed = propose(alone, [replace(target, aliases=(*target.aliases, column))]).feeding(target.key)
    if proposed is not None:
        return replace(proposed, confidence=1.0)
    return Feed(column=column, target=target.key, recodes={}, absences={}, confidence=1.0, reason="")


@permission_required("rounds.import_answers", of=find_draft)
def choose_codes(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Say what each value of one column means: a code, don't know, refusal, not asked, missing."""
    refuse_closed(draft.round)
    asked = request.GET.get("column") or request.POST.get("column", "")
    target = next((target for target in targets_of(draft.round) if target.key == asked), None)
    mapping = TableMapping.from_dict(draft.mapping)
    feed = mapping.feeding(asked) if target else None
    if target is None or feed is None:
        return redirect("rounds:columns", draft.round_id)
    values = [raw_words(value) for value in read_table(draft).column(feed.column).distinct() if value is not None]
    if request.method == "POST":
        changed = chosen_codes(feed, target, values[:MOST_CODES], request.POST)
        feeds = tuple(changed if known.target == asked else known for known in mapping.feeds)
        map_columns(draft, replace(mapping, feeds=feeds))
        messages.success(request, _("Kept."))
        return redirect("rounds:account", draft.round_id)
    context = {
        "round": draft.round,
        "target": target,
        "name": in_language(target.name, language_of_page()),
        "rows": [(place, value, meaning_of(feed, target, value)) for place, value in enumerate(values[:MOST_CODES])],
        "meanings": meanings(target),
    }
    return render(request, "rounds/codes.html", context)


def raw_words(value: Any) -> str:
    """Return a value as the mapping's keys write it."""
    from danaya.engines.tables import raw_key  # noqa: PLC0415  # slow import

    return str(raw_key(value))


def meanings(target: Target) -> list[tuple[str, str]]:
    """Return what a value can mean, as choices."""
    language = language_of_page()
    absent = set(filter(None, (target.dont_know, target.refusal, target.not_asked)))
    codes = [
        (f"code:{code}", f"{code} – {in_language(label, language)}")
        for code, label in target.codes.items()
        if code not in absent
    ]
    return [
        ("", _("not said")),
        *codes,
        (f"absence:{Absence.DONT_KNOW}", _("does not know")),
        (f"absence:{Absence.REFUSAL}", _("refuses to answer")),
        (f"absence:{Absence.NOT_ASKED}", _("question not asked")),
        (f"absence:{Absence.MISSING}", _("missing")),
    ]


def meaning_of(feed: Feed, target: Target, value: str) -> str:
    """Return the choice that stands for a value today."""
    if value in feed.absences:
        return f"absence:{feed.absences[value]}"
    if value in feed.recodes:
        return f"code:{feed.recodes[value]}"
    return next((f"code:{code}" for code in target.codes if str(code) == value), "")


def chosen_codes(feed: Feed, target: Target, values: list[str], data: Any) -> Feed:
    """Return the feed with the meanings chosen on the page."""
    recodes, absences = dict(feed.recodes), dict(feed.absences)
    codes = {str(code): code for code in target.codes}
    for place, value in enumerate(values):
        kind, _colon, meaning = str(data.get(f"value-{place}", "")).partition(":")
        recodes.pop(value, None)
        absences.pop(value, None)
        if kind == "code" and meaning in codes:
            recodes[value] = codes[meaning]
        elif kind == "absence" and meaning in set(Absence):
            absences[value] = Absence(meaning)
    return replace(feed, recodes=recodes, absences=absences)


@permission_required("rounds.import_answers", of=find_draft)
def account(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """What was and was not understood; what a person accepts to leave out."""
    refuse_closed(draft.round)
    if request.method == "POST":
        accept_findings(draft, frozenset(map(str, request.POST.getlist("accepted"))))
        if draft.account.get("complete"):
            messages.success(request, _("Everything is understood or accepted: the round can be closed."))
            return redirect("rounds:show", draft.round_id)
        return redirect("rounds:account", draft.round_id)
    language = language_of_page()
    kept = draft.account
    names = {target.key: in_language(target.name, language) for target in targets_of(draft.round)}
    context = {
        "round": draft.round,
        "draft": draft,
        "findings": [
            {**finding, "text": finding["text"][language], "where": finding["where"][language]}
            for finding in kept.get("findings", ())
        ],
        "counts": [(names.get(key, key), key, counts) for key, counts in kept.get("counts", {}).items()],
        "kept": kept,
    }
    return render(request, "rounds/account.html", context)


@permission_required("rounds.import_answers", of=find_draft)
def account_file(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """The account as CSV, to send back to the institute."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="account-{draft.round.year}.csv"'
    csv.writer(response, delimiter=";").writerows(account_rows(draft, language_of_page()))
    return response


def account_rows(draft: ImportDraft, language: str) -> Iterator[list[str]]:
    """Return heads, then one row per finding and place."""
    yield [_("severity"), _("where"), _("what"), _("how many")]
    for finding in draft.account.get("findings", ()):
        for place in finding["where"][language] or [""]:
            cells = [finding["severity"], place, finding["text"][language], str(finding["count"])]
            yield [str(defused(cell)) for cell in cells]
