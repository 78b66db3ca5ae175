"""Forms of a series of administrative figures, and of one figure."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danaya.apps.indicators.actions.add_series import SeriesFacts
from danaya.apps.indicators.models import Better, Frequency, Series
from danaya.apps.people.models.texts import read
from danaya.base.design.fields import NumberField
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField
from danaya.base.files.models import Visibility
from danaya.engines.framework import load_factors
from danaya.engines.tables import Period, as_period

FACTS = ("title", "unit", "source", "better", "frequency", "factor", "visibility")
READERS = {
    Visibility.TEAM: _("the integrity team and the director"),
    Visibility.FORUM: _("customs and private-sector bodies"),
    Visibility.PROGRAMME: _("customs, private-sector bodies and observers"),
    Visibility.PUBLIC: _("everyone"),
}
"""Who reads the figures at each step of the scale."""


class SeriesForm(Form):
    """What is counted, in which unit, by whom, how often, which way is progress, who reads it."""

    title = TextsField(label=_("What is counted or measured"), max_length=200, complete=False)
    unit = TextsField(label=_("Unit"), max_length=60, complete=False, help_text=_("For example hours, complaints, %."))
    source = TextsField(
        label=_("Source"),
        max_length=300,
        complete=False,
        help_text=_("The service that counts, and the register or system it counts from."),
    )
    better = forms.ChoiceField(label=_("Which way is progress?"), choices=Better.choices, widget=forms.RadioSelect)
    frequency = forms.ChoiceField(
        label=_("How often is there a figure?"),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        help_text=_("One figure per period. It stays so once there are figures."),
    )
    factor = forms.ChoiceField(label=_("Key factor"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who reads it?"), choices=READERS.items(), widget=forms.RadioSelect, initial=Visibility.TEAM
    )

    def __init__(self, *args: Any, series: Series | None = None, **kwargs: Any) -> None:
        facts = {name: getattr(series, name) for name in (*FACTS, "active")} if series else {}
        super().__init__(*args, initial=facts, **kwargs)
        factor: Any = self.fields["factor"]
        named = [(one.key, f"{one.number}. {read(one.name)}") for one in load_factors()]
        factor.choices = [("", _("no key factor")), *named]

    def facts(self) -> SeriesFacts:
        """Return what was typed."""
        return SeriesFacts(**{name: self.cleaned_data[name] for name in FACTS})


class SeriesChangeForm(SeriesForm):
    """What may still be changed of a series."""

    active = forms.BooleanField(
        label=_("Still kept"), required=False, help_text=_("One that is no longer kept takes no new figures.")
    )


class PeriodField(forms.CharField):
    """A period typed as offices write it."""

    def to_python(self, value: Any) -> Any:
        """Return the :class:`Period`."""
        if isinstance(value, Period) or value in self.empty_values:
            return value or None
        found = as_period(str(value).strip())
        if found is None:
            raise ValidationError(_("Write the period as 31/03/2025, March 2025, Q1 2025 or 2025."), code="period")
        return found


class CorrectionForm(Form):
    """The value of a period, and what is noted beside it."""

    value = NumberField(label=_("Value"))
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("What a reader should know of this figure: a strike, a new way of counting."),
    )


class FigureForm(CorrectionForm):
    """One figure that is typed."""

    period = PeriodField(
        label=_("Period"), help_text=_("For example March 2025, Q1 2025 or 2025; a day stands for its period.")
    )
    field_order = ("period", "value", "note")

    def __init__(self, *args: Any, months: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = months
        self.fields["period"].widget.attrs["class"] = "short"

    def clean_period(self) -> Period:
        """Refuse a period longer than the series counts by."""
        period: Period = self.cleaned_data["period"]
        if period.months > self.months:
            raise ValidationError(_("Give a shorter period: this series has a figure more often."), code="long")
        return period
