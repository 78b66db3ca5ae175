"""Forms of the import: the file, the columns of the sample design, why data are corrected."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.actions.import_answers import UPLOAD_LIMIT
from danaya.apps.rounds.forms.choosing import offer
from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import Lonely
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField


class AnswersForm(Form):
    """The file of answers, and whose answers it holds."""

    ALL = "*"

    file = forms.FileField(
        label=_("File of answers"),
        widget=forms.FileInput({"data-most": UPLOAD_LIMIT, "data-over": _("Choose a file of less than 200 MB.")}),
        help_text=_(
            "CSV, Excel, SPSS (.sav, .por), Stata (.dta) or Parquet, one row per respondent, at most 200 MB. No names, "
            "telephone numbers or times are needed: only columns that the questionnaire asks for are kept."
        ),
    )
    audience = forms.ChoiceField(label=_("Whose answers does the file hold?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audiences = list(round_.audiences.all())
        if len(audiences) < 2:
            del self.fields["audience"]
            return
        only = [(one.key, _("only those of “%(audience)s”") % {"audience": one}) for one in audiences]
        offer(self, "audience", [(self.ALL, _("those of all audiences, told apart by a column")), *only])
        self.fields["audience"].initial = self.ALL

    def only_audience(self) -> str:
        """Return the key of the only audience in the file; nothing where it holds them all."""
        chosen = str(self.cleaned_data.get("audience", self.ALL))
        return "" if chosen == self.ALL else chosen


class DesignForm(Form):
    """Which columns of the file say how the sample came to be. ``without``: names that have no field here."""

    audience = forms.ChoiceField(
        label=_("Column that tells the audiences apart"),
        required=False,
        help_text=_("Each row is then counted with customs officials or with the private sector."),
    )
    weights = forms.ChoiceField(
        label=_("Column of weights"),
        required=False,
        help_text=_("How many people each respondent stands for. Without it, all count the same."),
    )
    strata = forms.ChoiceField(
        label=_("Column of strata"), required=False, help_text=_("Groups in each of which some were drawn.")
    )
    strata2 = forms.ChoiceField(label=_("Second column of strata"), required=False)
    clusters = forms.ChoiceField(
        label=_("Column of clusters"),
        required=False,
        help_text=_("Places or units where several people were asked. Leaving it out makes intervals too narrow."),
    )
    clusters2 = forms.ChoiceField(label=_("Column of clusters within clusters"), required=False)
    fpc = forms.ChoiceField(
        label=_("Column with the number of clusters or people in the stratum"),
        required=False,
        help_text=_("Narrows intervals where a large part of the stratum was asked."),
    )
    nest = forms.BooleanField(label=_("Names of clusters repeat from one stratum to another"), required=False)
    lonely = forms.ChoiceField(
        label=_("What to do with a stratum of one cluster"),
        choices=Lonely.choices,
        help_text=_("Such a stratum shows no variation of its own."),
    )

    RARE = ("strata2", "clusters2", "fpc", "nest", "lonely")
    """Fields that few files need: they stand folded away."""
    field_order = ("audience", "weights", "strata", "clusters", *RARE)

    def __init__(
        self, *args: Any, columns: Sequence[tuple[str, str]], one_audience: bool, many: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("no such column")), *columns]
        for name in ("audience", "weights", "strata", "strata2", "clusters", "clusters2", "fpc"):
            if many:
                attributes = {"list": "columns-of-file", "autocapitalize": "none", "spellcheck": "false"}
                self.fields[name].widget = forms.TextInput(attributes)
            offer(self, name, choices)
            self.fields[name].error_messages["invalid_choice"] = _(
                "Choose a column of the file: it has no “%(value)s”."
            )
        if one_audience:
            del self.fields["audience"]
        else:
            self.fields["audience"].required = True

    def clean(self) -> dict[str, Any]:
        """Refuse a second column without a first."""
        cleaned = super().clean() or {}
        for second in ("strata", "clusters"):
            if cleaned.get(f"{second}2") and not cleaned.get(second):
                self.add_error(second, _("Choose the first column before the second."))
        return cleaned


class CorrectionForm(Form):
    """Why closed data were wrong."""

    reason = TextsField(
        label=_("Why are the closed data wrong?"),
        rows=3,
        max_length=600,
        complete=False,
        help_text=_("It stays beside the replaced data for good. One language is enough."),
    )
