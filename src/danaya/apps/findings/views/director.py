"""The director's page: what improved, what is weak, at most three decisions; and recording a decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.findings.actions.take_decision import take_decision
from danaya.apps.findings.facts import read_part
from danaya.apps.findings.models import Analysis, Decision
from danaya.apps.findings.views.frame import frame, page_language, readers_of_director_page
from danaya.apps.findings.views.lookup import find_analysis, find_decision
from danaya.apps.findings.views.packs import is_director_file
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now, today
from danaya.base.design.fields import DateField
from danaya.base.design.forms import Form
from danaya.base.journal.entries import history
from danaya.engines.language import Problem, in_language, typeset


@permission_required("findings.see_director_page", of=find_analysis)
@require_safe
def director(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """One page for the director, on screen and on one sheet of A4."""
    language = page_language()
    pack = analysis.packs.filter(language=language).first()
    decisions = list(analysis.decisions.select_related("decided_by", "finding"))
    files = [entry["name"] for entry in pack.files if is_director_file(entry["name"])] if pack else []
    context = {
        **frame(request, analysis, "director"),
        "part": mark_safe(read_part(analysis, language, "director")),  # noqa: S308 - escaped by the publishing engine
        "decisions": decisions,
        "first_open": next((decision for decision in decisions if not decision.is_taken), None),
        "may_decide": may(request, "findings.decide"),
        "sheet": files[0] if files else "",
        "visibility": readers_of_director_page(),
    }
    return render(request, "findings/director.html", context)


class DecisionForm(Form):
    """The option chosen, the day, the *note de service*, what follows."""

    chosen = forms.TypedChoiceField(label=gettext_lazy("Your decision"), coerce=int, widget=forms.RadioSelect)
    decided_on = DateField(label=gettext_lazy("Date of the decision"))
    reference = forms.CharField(
        label=gettext_lazy("Reference of the note de service"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("For example n° 017/2026/DG. It may be added later."),
    )
    follow_up = forms.CharField(
        label=gettext_lazy("Who follows it up, and by when"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, decision: Decision, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (place, typeset(in_language(option["option"], language), language))
            for place, option in enumerate(decision.options)
        ]


@permission_required("findings.decide", of=find_decision)
@require_http_methods(["GET", "POST"])
def decide(request: PostRequest, decision: Decision) -> HttpResponse:
    """Record what the director decided; deciding anew replaces it, and the journal keeps both."""
    form = DecisionForm(request.POST or None, decision=decision, language=page_language(), initial=initial_of(decision))
    if request.method == "POST" and form.is_valid() and record_decision(request, decision, form):
        messages.success(request, _("The decision is recorded."))
        return redirect("findings:director", decision.analysis_id)
    context = {
        "form": form,
        "decision": decision,
        "analysis": decision.analysis,
        "past": history(decision),
        "visibility": readers_of_director_page(),
    }
    return render(request, "findings/decide.html", context, status=422 if form.errors else 200)


def initial_of(decision: Decision) -> dict[str, Any]:
    """Return what the form shows first: the decision as it stands, today where none is taken."""
    names = ("chosen", "decided_on", "reference", "follow_up", "remark")
    stands = {name: getattr(decision, name) for name in names}
    return {**stands, "decided_on": decision.decided_on or today()}


def record_decision(request: PostRequest, decision: Decision, form: DecisionForm) -> bool:
    """Record the decision; what is refused becomes an error of its field."""
    try:
        take_decision(decision, actor=request.acting, at=now(), **form.cleaned_data)
    except Problem as problem:
        form.add_error("decided_on", problem.in_language(page_language()))
        return False
    return True
