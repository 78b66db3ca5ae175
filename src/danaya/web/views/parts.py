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


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Show the parts, and the form once empty and once with errors."""
    wrong = {"name": "", "day": "32/1/2026", "score": "12", "title_0": "Une salle"}
    form = PartsForm(wrong, prefix="wrong", auto_id="wrong_%s") if "errors" in request.GET else PartsForm()
    if "errors" in request.GET:
        form = PartsForm(wrong, {})
    context = {
        "form": form,
        "page": Paginator(range(60), 20).page(2),
        "radio_choices": PartsForm.base_fields["side"].choices,
        "applied": [(_("Region: Kayes"), "?"), (_("Late"), "?")],
        "states": ["confirmed", "late", "contested", "waiting", "neutral"],
    }
    return render(request, "web/parts.html", context)
