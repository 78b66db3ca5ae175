"""A page that shows every part of the design system in all its states."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from danaya.base.design.fields import DateField, NumberField
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField


class PartsForm(Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name of the body"), help_text=_("As it stands in its statutes."))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea({"rows": 3}), required=False)
    title = TextsField(label=_("Title"))
    day = DateField(label=_("Date of signature"))
    score = NumberField(label=_("Score"), min_value=0, max_value=10, help_text=_("From 0 to 10."))
    side = forms.ChoiceField(
        label=_("Side"), widget=forms.RadioSelect, choices=[("customs", _("Customs")), ("private", _("Private sector"))]
    )
    groups = forms.MultipleChoiceField(
        label=_("Groups of interest"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("drivers", _("Drivers")), ("traders", _("Informal traders")), ("women", _("Women"))],
    )
    region = forms.ChoiceField(label=_("Region"), choices=[("", "–"), ("kayes", "Kayes"), ("mopti", "Mopti")])
    document = forms.FileField(label=_("Document"), help_text=_("A PDF of less than 20 MB."))
    agreed = forms.BooleanField(label=_("I have read who will see this"))


WRONG = {"name": "", "day": "32/1/2026", "score": "12", "title_fr": "Une salle", "note": "gardé / kept"}
REGIONS = [("kayes", "Kayes"), ("mopti", "Mopti")]


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Show the parts; with ``?errors`` the form as it comes back with errors."""
    context = {
        "form": PartsForm(WRONG, {}) if "errors" in request.GET else PartsForm(),
        "page": Paginator(range(60), 20).page(2),
        "regions": REGIONS,
        "applied": [(_("Region: Kayes"), "?"), (_("Late"), "?")],
        "sentence": _("What improved: the score of “Transparency” rose by 1.5 points; what next?"),
        "difference": -2.3,
        "only_english": {"en": "Not yet translated"},
    }
    return render(request, "web/parts.html", context)
