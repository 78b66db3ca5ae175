"""Forms of notices: how a person wants to be told."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from danaya.apps.notices.bundles import MOST
from danaya.apps.notices.kinds import KINDS, Kind
from danaya.apps.notices.models import Preferences
from danaya.apps.people.forms.accounts import language_choices
from danaya.apps.people.models import Account
from danaya.base.design.fields import DateField
from danaya.base.design.forms import Form
from danaya.base.design.templatetags.design import text


def kinds_to_choose() -> list[Kind]:
    """Return the kinds that a person may do without by mail."""
    return sorted((kind for kind in KINDS.values() if kind.may_opt_out), key=lambda kind: kind.name)


def kind_choices() -> list[tuple[str, str]]:
    """Return these kinds with what each is for."""
    return [(kind.name, f"{text(kind.title)} – {text(kind.purpose)}") for kind in kinds_to_choose()]


def day_choices() -> list[tuple[int, str]]:
    """Return the days of the week, Monday first."""
    return [(number, capfirst(str(WEEKDAYS[number]))) for number in range(7)]


class CameBackForm(Form):
    """The address of a mail that came back."""

    address = forms.EmailField(
        label=_("Address it was for"), widget=forms.EmailInput({"autocomplete": "off", "dir": "ltr"})
    )


class PreferencesForm(Form):
    """Language, mails at all, of which kinds, on which days, from when on."""

    language = forms.ChoiceField(label=_("Language"), choices=language_choices, widget=forms.RadioSelect)
    mail = forms.BooleanField(label=_("Tell me by mail too"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("What comes by mail"),
        choices=kind_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you leave out stands on your page all the same."),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days of the bundle"),
        coerce=int,
        choices=day_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One or two days. On each of them at most one mail, and none when there is nothing new."),
    )
    paused_until = DateField(
        label=_("No mail before"),
        required=False,
        help_text=_("For example during leave. From that day on mails come again."),
    )

    def __init__(self, *args: Any, account: Account, preferences: Preferences, **kwargs: Any) -> None:
        refused = preferences.refused_kinds
        stands = {
            "language": account.language,
            "mail": preferences.mail,
            "kinds": [kind.name for kind in kinds_to_choose() if kind.name not in refused],
            "days": preferences.days,
            "paused_until": preferences.paused_until,
        }
        super().__init__(*args, initial=stands, **kwargs)
        self.preferences = preferences
        if not kinds_to_choose():
            del self.fields["kinds"]

    def clean_days(self) -> list[int]:
        """Refuse more days than bundles a week."""
        days: list[int] = self.cleaned_data["days"]
        if len(days) > MOST:
            raise ValidationError(_("Choose one or two days: there are two bundles a week at most."), code="days")
        return days

    @property
    def refused_kinds(self) -> list[str]:
        """Kinds without mails: those shown and left out, and those that no app declares at the moment."""
        shown = {kind.name for kind in kinds_to_choose()}
        chosen = set(self.cleaned_data.get("kinds", shown))
        return sorted((shown - chosen) | (set(self.preferences.refused_kinds) - shown))
