"""Forms of what is added to a shown expectation: its translation, and what it is about."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.forms.writing import TextField
from danaya.apps.findings.models import Finding
from danaya.apps.people.models.texts import read
from danaya.base.design.forms import Form
from danaya.engines.framework import load_factors, load_matters


class TranslationForm(Form):
    """The text in another language; ``before`` is the translation that stood there when the page was opened."""

    words = TextField(label=_("Translation"))
    before = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """Write in ``language``."""
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["lang"] = language

    def clean_before(self) -> str:
        """Return the former translation with plain line ends."""
        return str(self.cleaned_data["before"]).replace("\r\n", "\n")


class TagForm(Form):
    """Key factor, matters, and the findings an expectation rests on."""

    factor = forms.ChoiceField(label=_("Key factor"), required=False)
    matters = forms.MultipleChoiceField(label=_("Matters"), required=False, widget=forms.CheckboxSelectMultiple)
    findings = forms.MultipleChoiceField(
        label=_("Findings it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, findings: Sequence[Finding], **kwargs: Any) -> None:
        """Offer the findings of the restitution the consultation starts from, and those cited already."""
        super().__init__(*args, **kwargs)
        self.offered = {str(finding.pk): finding for finding in findings}
        choices = {
            "factor": [("", gettext("none in particular")), *((one.key, read(one.name)) for one in load_factors())],
            "matters": [(one.key, read(one.name)) for one in load_matters()],
            "findings": [(key, f"{one.number} {read(one.sentence)}") for key, one in self.offered.items()],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if not self.offered:
            del self.fields["findings"]

    def chosen_findings(self) -> list[Finding]:
        """Return the findings chosen."""
        return [self.offered[key] for key in self.cleaned_data.get("findings", ())]
