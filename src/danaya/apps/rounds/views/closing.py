"""Acts that bind: closing a round, correcting closed data, entering reported results."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.close_round import close_round
from danaya.apps.rounds.actions.correct_round import begin_correction, give_up_correction
from danaya.apps.rounds.checking import Checked, check_round
from danaya.apps.rounds.forms.answers import CorrectionForm
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.models.rounds import Kind, State
from danaya.apps.rounds.progress import file_page
from danaya.apps.rounds.queries import answer_drafts, closed_dataset, reported_table
from danaya.apps.rounds.refusals import ALREADY_CLOSED, refuse_open, refuse_other_kind
from danaya.apps.rounds.sampling import design_in_words
from danaya.apps.rounds.tables import LARGE
from danaya.apps.rounds.views.finding import find_round
from danaya.apps.rounds.views.rounds import rate
from danaya.apps.rounds.views.saying import REFUSALS, language_of_page, posted, say_refusal
from danaya.apps.rounds.work import CHECK, CLOSE, ask_once
from danaya.engines.language import Problem, in_language


@permission_required("rounds.close_round", of=find_round)
def close(request: PostRequest, round_: Round) -> HttpResponse:
    """Check what closing fixes for ever, then close; pressed a second time, show what the first has done."""
    refuse_other_kind(round_, Kind.ANSWERS)
    if round_.is_closed:
        return redirect("rounds:show", round_.pk)
    if request.method == "POST":
        return closed(request, round_)
    drafts = answer_drafts(round_)
    unread = [draft for draft in drafts if not draft.is_complete]
    if unread:
        words = _("The file %(file)s is not understood as a whole yet: check its account.")
        refused = [words % {"file": draft} for draft in unread]
        context = {"round": round_, "refused": refused, "check": file_page(round_)}
        return render(request, "rounds/close.html", context)
    checked = drafts[0].account.get("checked") if drafts else None
    if checked is None and is_large(drafts):
        return redirect(ask_once(CHECK, owner=request.user, at=now(), round_id=str(round_.pk)))
    return render(request, "rounds/close.html", closing_context(round_, checked or check_round(round_)))


def is_large(drafts: list[ImportDraft]) -> bool:
    """Return whether the files take long enough to read for a job."""
    return any(draft.file.size > LARGE for draft in drafts)


def closed(request: PostRequest, round_: Round) -> HttpResponse:
    """Close the round, by a job where its files are large, and lead to what follows."""
    if is_large(answer_drafts(round_)):
        arguments = {"round_id": str(round_.pk), "tenure": str(request.acting.pk)}
        return redirect(ask_once(CLOSE, owner=request.user, at=now(), moment=now().isoformat(), **arguments))
    try:
        close_round(round_, actor=request.acting, at=now())
    except Problem as refusal:
        if refusal.code != ALREADY_CLOSED:  # the same form, sent twice at once
            raise
    messages.success(request, _("The round is closed. Its restitution can be made."))
    return redirect("rounds:show", round_.pk)


def closing_context(round_: Round, checked: Checked) -> dict[str, Any]:
    """Return what the page shows before closing; what forbids it stands in ``refused``."""
    language = language_of_page()
    refused = [in_language(text, language) for text in checked["refused"]]
    if "counts" not in checked:
        return {"round": round_, "refused": refused}
    counts = checked["counts"]
    texts = {question.key: in_language(question.text, language) for question in round_.questions.all()}
    return {
        **checked,
        "round": round_,
        "refused": refused,
        "audiences": [
            {
                "audience": audience,
                "answered": counts[audience.key],
                **response(counts[audience.key], audience.target),
            }
            for audience in round_.audiences.all()
        ],
        "margins": margin_tables(round_, checked["levels"]),
        "silences": [{**row, "text": texts[row["key"]]} for row in checked["silences"]],
        "replaces": closed_dataset(round_),
        "design": design_in_words(round_, answer_drafts(round_)),
        "check": file_page(round_),
    }


def response(answered: int, target: int | None) -> dict[str, Any]:
    """Return the response rate, how many did not answer, and between what a share of one half would lie with them.

    The bounds hold whatever those who did not answer think (C. Manski, 1989): all of them against, all of them for.
    """
    found = rate(answered, target)
    if found is None or target is None:
        return {"rate": None}
    return {"rate": found, "missing": target - answered, "low": 0.5 * found, "high": 1 - 0.5 * found}


def margin_tables(round_: Round, levels: dict[str, Any]) -> list[dict[str, Any]]:
    """Return per audience and breakdown: level, answered, asked, there are."""
    language = language_of_page()
    tables = []
    for audience in round_.audiences.prefetch_related("margins"):
        known = {(margin.breakdown, margin.level): margin for margin in audience.margins.all()}
        for breakdown in round_.breakdowns.all():
            found = levels[audience.key].get(breakdown.key, {})
            rows: list[dict[str, Any]] = [
                {
                    "label": in_language(level["label"], language),
                    "answered": found.get(str(level["code"]), 0),
                    "margin": known.get((breakdown.key, str(level["code"]))),
                }
                for level in breakdown.levels
            ]
            if any(row["answered"] for row in rows):
                unsaid = sum(found.values()) - sum(row["answered"] for row in rows)
                tables.append({"audience": audience, "name": breakdown.name, "rows": rows, "unsaid": unsaid})
    return tables


@permission_required("rounds.close_round", of=find_round)
def correct(request: PostRequest, round_: Round) -> HttpResponse:
    """Say why closed data are wrong, and open the round for their correction."""
    refuse_open(round_)
    form = CorrectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            begin_correction(round_, reason=form.cleaned_data["reason"], actor=request.acting, at=now())
        except REFUSALS as refusal:
            say_refusal(form, refusal, "reason")
        else:
            messages.success(
                request, _("The round is open for correction. The closed data stay valid until you close it again.")
            )
            return redirect("rounds:show", round_.pk)
    context = {"form": form, "round": round_, "closed": closed_dataset(round_) or reported_table(round_)}
    return render(request, "rounds/correct.html", context, status=422 if form.errors else 200)


@permission_required("rounds.close_round", of=find_round)
@require_POST
def give_up(request: PostRequest, round_: Round) -> HttpResponse:
    """Leave the closed data as they are."""
    if round_.state == State.CORRECTION:
        give_up_correction(round_, actor=request.acting, at=now())
        messages.success(request, _("The correction is given up: the closed data are unchanged."))
    return redirect("rounds:show", round_.pk)
