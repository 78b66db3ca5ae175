"""What screens of rounds ask."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.models import AnswerScale, Question, Round, RoundAudience
from danaya.apps.rounds.models.rounds import Kind, Lonely, Selection
from danaya.base.design.fields import WholeNumberField
from danaya.base.design.forms import Form, ModelForm
from danaya.base.design.texts import TextsField
from danaya.engines.framework import load_factors
from danaya.engines.language import in_language


class RoundForm(Form):
    """The facts of a round."""

    title = TextsField(label=_("Title of the survey"), max_length=160)
    label = TextsField(label=_("Short name"), max_length=40, help_text=_("For example “Round 2 (2026)”."))
    year = WholeNumberField(label=_("Year"), min_value=1990, max_value=2200)
    earlier = forms.ModelChoiceField(
        Round.objects.none(),
        label=_("Compared with"),
        required=False,
        empty_label=_("no earlier round"),
        help_text=_("The round before this one, if its results are here."),
    )
    mode = forms.CharField(
        label=_("How answers were collected"),
        required=False,
        max_length=60,
        help_text=_("For example tablets, paper, online form."),
    )
    fieldwork = forms.CharField(label=_("Dates of collection"), required=False, max_length=120)
    coverage = TextsField(label=_("What was covered"), required=False, rows=2, max_length=400)

    def __init__(self, *args: Any, rounds: QuerySet[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["earlier"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rounds


class NewRoundForm(RoundForm):
    """A new round: first of all, what there is of it."""

    kind = forms.ChoiceField(
        label=_("What do you have of this survey?"),
        choices=[
            (Kind.ANSWERS, _("The answers: a file with one row per respondent")),
            (Kind.REPORTED, _("Only the figures of a report: they will be marked “reported, not recomputable”")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.ANSWERS,
    )
    field_order = ("kind", "title", "label", "year", "earlier", "mode", "fieldwork", "coverage")


class AudienceForm(ModelForm):
    """One audience: its selection, how many were asked, how many there are."""

    selection = forms.ChoiceField(
        label=_("How were respondents chosen?"), choices=Selection.choices, widget=forms.RadioSelect
    )
    target = WholeNumberField(
        label=_("People asked"),
        required=False,
        min_value=1,
        help_text=_("How many were to answer: the response rate is counted on them."),
    )
    population = WholeNumberField(
        label=_("People there are"), required=False, min_value=1, help_text=_("Everybody the audience stands for.")
    )

    class Meta:
        model = RoundAudience
        fields = ("selection", "target", "population")

    def clean(self) -> dict[str, Any]:
        """Refuse more people asked than there are."""
        cleaned = super().clean() or {}
        target, population = cleaned.get("target"), cleaned.get("population")
        if target and population and target > population:
            self.add_error("target", _("Give at most as many people asked as there are."))
        return cleaned


def columns_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Return a field for column names, one after the other with commas."""
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=300)


class DesignForm(Form):
    """The columns that say how the sample came to be."""

    audience_column = forms.CharField(
        label=_("Column that tells the audiences apart"),
        required=False,
        max_length=120,
        help_text=_("Leave empty where all rows are of one audience."),
    )
    strata = columns_field(_("Columns of strata"), _("Names of columns, separated by commas."))
    clusters = columns_field(_("Columns of clusters (places of the survey)"))
    weights = forms.CharField(label=_("Column of weights"), required=False, max_length=120)
    fpc = columns_field(_("Columns of population sizes of strata"))
    nest = forms.BooleanField(label=_("Names of clusters repeat from one stratum to another"), required=False)
    lonely = forms.ChoiceField(label=_("Stratum with one cluster"), choices=Lonely.choices)

    def names(self, field: str) -> list[str]:
        """Return the column names typed in a field."""
        return [name.strip() for name in self.cleaned_data[field].split(",") if name.strip()]


class AudienceValueForm(Form):
    """Which value of the audience column makes which audience."""

    def __init__(self, *args: Any, audiences: Iterable[RoundAudience], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for audience in audiences:
            self.fields[audience.key] = forms.CharField(
                label=_("Value for “%(audience)s”") % {"audience": audience},
                required=False,
                max_length=60,
                initial=", ".join(str(value) for value in audience.values),
            )


class QuestionForm(ModelForm):
    """One question of the codebook."""

    text = TextsField(label=_("Wording"), rows=3, max_length=400)
    column = forms.CharField(label=_("Column in the answers"), max_length=120)
    factor = forms.ChoiceField(label=_("Key factor"), required=False)
    audiences = forms.MultipleChoiceField(label=_("Asked of"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Question
        fields = ("text", "column", "factor", "audiences", "scale", "sensitive", "freely", "earlier_key", "reworded")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        round_ = self.instance.round
        factors = [(factor.key, in_language(factor.name, language)) for factor in load_factors()]
        for name, choices in (
            ("factor", [("", _("no key factor")), *factors]),
            ("audiences", [(audience.key, str(audience)) for audience in round_.audiences.all()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        scale = self.fields["scale"]
        assert isinstance(scale, forms.ModelChoiceField)
        scale.queryset = AnswerScale.objects.filter(round=round_)


class FileForm(Form):
    """One file."""

    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = label
        self.fields["file"].help_text = help_text


class SupersedeForm(Form):
    """Why closed data were wrong."""

    reason = TextsField(label=_("Why were the earlier data wrong?"), rows=3, max_length=600, complete=False)
