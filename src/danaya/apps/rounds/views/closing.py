"""Acts that bind: closing a round, entering reported results, putting a corrected dataset in place."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.close_round import close_round, count_audiences, mapped_answers, supersede_dataset
from danaya.apps.rounds.actions.report_results import report_results
from danaya.apps.rounds.forms import SupersedeForm
from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.queries import closed_dataset
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.study import build_study
from danaya.apps.rounds.views.codebook import language_of_page
from danaya.apps.rounds.views.finding import find_round
from danaya.base.design.fields import NumberField, WholeNumberField
from danaya.base.design.forms import Form
from danaya.base.files.storing import DOCUMENTS, store
from danaya.engines.framework import load_factors
from danaya.engines.language import Problem, Problems, in_language
from danaya.engines.restitution import ReportedResult


@permission_required("rounds.close_round", of=find_round)
def close(request: PostRequest, round_: Round) -> HttpResponse:
    """Check what closing fixes for ever, then close."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    if request.method == "POST":
        close_round(round_, actor=request.acting, at=now())
        messages.success(request, _("The round is closed. Its restitution can be made."))
        return redirect("rounds:show", round_.pk)
    counts = count_audiences(build_study(round_), mapped_answers(round_))
    audiences = [
        {"audience": audience, "answered": counts[audience.key], "rate": rate(counts[audience.key], audience.target)}
        for audience in round_.audiences.all()
    ]
    return render(request, "rounds/close.html", {"round": round_, "audiences": audiences, "draft": round_.draft})


def rate(answered: int, target: int | None) -> float | None:
    """Return the response rate 0–1, nothing where the target is not known."""
    return answered / target if target else None


@permission_required("rounds.close_round", of=find_round)
def supersede(request: PostRequest, round_: Round) -> HttpResponse:
    """Put the dataset of the corrected file in the place of the closed one."""
    dataset = closed_dataset(round_)
    if dataset is None:
        return redirect("rounds:show", round_.pk)
    form = SupersedeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        supersede_dataset(dataset, reason=form.cleaned_data["reason"], actor=request.acting, at=now())
        messages.success(request, _("The corrected dataset is in place; the earlier one stays, marked as replaced."))
        return redirect("rounds:show", round_.pk)
    context = {"form": form, "round": round_, "dataset": dataset}
    return render(request, "rounds/supersede.html", context, status=422 if form.errors else 200)


MEASURES = ("score", "share", "n")


class ResultsForm(Form):
    """A grid: for each audience and factor a score 0–10, a favourable share in percent, a number of answers."""

    source = forms.CharField(
        label=gettext_lazy("The report, as it is cited"),
        max_length=400,
        help_text=gettext_lazy("Author, title, year."),
    )
    document = forms.FileField(
        label=gettext_lazy("The report itself"),
        required=False,
        help_text=gettext_lazy("PDF or Word; it stays attached to the results."),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for audience, factor in places:
            self.fields[f"score-{audience}-{factor}"] = NumberField(required=False, min_value=0, max_value=10)
            self.fields[f"share-{audience}-{factor}"] = NumberField(required=False, min_value=0, max_value=100)
            self.fields[f"n-{audience}-{factor}"] = WholeNumberField(required=False, min_value=1)

    def results(self) -> list[ReportedResult]:
        """Return the figures that were typed."""
        kept = []
        for audience, factor in self.places:
            n = self.cleaned_data.get(f"n-{audience}-{factor}")
            for measure, divisor in (("score", 1), ("share", 100)):
                value: Decimal | None = self.cleaned_data.get(f"{measure}-{audience}-{factor}")
                if value is not None:
                    kept.append(ReportedResult(audience, factor, measure, float(value / divisor), n))
        return kept


@dataclass(frozen=True, slots=True)
class GridRow:
    """One factor of the grid, with its three fields per audience."""

    name: str
    cells: list[Any]


@permission_required("rounds.close_round", of=find_round)
def results(request: PostRequest, round_: Round) -> HttpResponse:
    """Enter the figures of a report and close the round with them."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.REPORTED)
    audiences = list(round_.audiences.all())
    factors = [("", _("All factors together")), *((f.key, in_language(f.name, language_of_page())) for f in load_factors())]
    places = [(audience.key, factor) for factor, _name in factors for audience in audiences]
    form = ResultsForm(request.POST or None, request.FILES or None, places=places)
    if request.method == "POST" and form.is_valid() and keep_results(request, round_, form):
        messages.success(request, _("The reported results are kept; the restitution can be made."))
        return redirect("rounds:show", round_.pk)
    grid = [
        GridRow(name, [form[f"{measure}-{audience.key}-{factor}"] for audience in audiences for measure in MEASURES])
        for factor, name in factors
    ]
    context = {"form": form, "round": round_, "grid": grid, "audiences": audiences}
    return render(request, "rounds/results.html", context, status=422 if form.errors else 200)


def keep_results(request: PostRequest, round_: Round, form: ResultsForm) -> bool:
    """Close the round with the typed figures; what is refused becomes an error of the form."""
    try:
        upload = form.cleaned_data["document"]
        document = store(upload, at=now(), allowed=DOCUMENTS) if upload else None
        report_results(
            round_,
            form.results(),
            source=form.cleaned_data["source"],
            document=document,
            actor=request.acting,
            at=now(),
        )
    except (Problem, Problems) as problem:
        for line in problem.in_language(language_of_page()).splitlines():
            form.add_error(None, line)
        return False
    return True
