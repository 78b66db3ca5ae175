"""Forms of the way from problem to solution: causes, options, what one thinks of an option."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models.expectations import LONGEST
from danaya.apps.dialogue.ratings import EFFECTS, FEASIBILITIES
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField


class CauseForm(Form):
    """Why things are not yet as the expectation asks."""

    prefix = "cause"
    text = TextsField(label=_("A cause: why is it not so yet?"), max_length=LONGEST, rows=2, complete=False)


class OptionForm(Form):
    """A way to meet the expectation."""

    prefix = "option"
    text = TextsField(label=_("An option: what could be done?"), max_length=LONGEST, rows=2, complete=False)


class RatingForm(Form):
    """What a post thinks of an option."""

    effect = forms.TypedChoiceField(
        label=_("Effect: done as described, it"), coerce=int, choices=EFFECTS.items(), widget=forms.RadioSelect
    )
    feasibility = forms.TypedChoiceField(
        label=_("Feasibility: with the means there are, it"),
        coerce=int,
        choices=FEASIBILITIES.items(),
        widget=forms.RadioSelect,
    )

    def steps(self) -> dict[str, Any]:
        """Return both ratings."""
        return {name: self.cleaned_data[name] for name in ("effect", "feasibility")}
