"""Forms of handing a post over."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.forms.accounts import TelephoneField
from danaya.apps.people.identifiers import find_account
from danaya.apps.people.models import Account
from danaya.base.design.fields import DateField
from danaya.base.design.forms import Form

KNOWN, NEW = "known", "new"


class HandOverForm(Form):
    """Who takes the post up, and from which day on."""

    who = forms.ChoiceField(
        label=_("Who takes up the post?"),
        choices=[(NEW, _("Someone new here")), (KNOWN, _("Someone who already signs in here"))],
        widget=forms.RadioSelect,
    )
    identifier = forms.CharField(
        label=_("Identifier of who already signs in here"),
        max_length=254,
        required=False,
        help_text=_("Their e-mail address, telephone number or the name of a post they hold."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )
    display_name = forms.CharField(
        label=_("Name of who is new here"),
        max_length=120,
        required=False,
        help_text=_("Shown to the coordinator only; pages and documents name the post."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Their e-mail address"), required=False, widget=forms.EmailInput({"autocomplete": "off"})
    )
    telephone = TelephoneField(label=_("Their telephone number"), required=False)
    since = DateField(label=_("First day in the post"))
    until = DateField(
        label=_("Day on which the post ends again"),
        required=False,
        help_text=_("Needed for a visiting expert. On that day there are no rights any more."),
    )
    interim = forms.BooleanField(label=_("Acting holder, until a full one is named"), required=False)

    account: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Find who already signs in here; refuse addresses that are somebody's."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("who") == KNOWN:
            self.account = find_account(cleaned.get("identifier") or "")
            if self.account is None:
                self.add_error("identifier", _("Check the identifier: nobody here answers to it."))
        elif cleaned.get("who") == NEW:
            self._refuse_taken_addresses(cleaned)
        return cleaned

    def _refuse_taken_addresses(self, cleaned: dict[str, Any]) -> None:
        for name in ("email", "telephone"):
            value = cleaned.get(name)
            if value and Account.objects.filter(**{name: value.lower()}).exists():
                refusal = ValidationError(
                    _("Choose “Someone who already signs in here”: this is how somebody signs in."), code="taken"
                )
                self.add_error(name, refusal)


class EndTenureForm(Form):
    """The day on which a tenure ends."""

    until = DateField(label=_("Day on which the rights end"), help_text=_("On that day there are no rights any more."))


class HelpForm(Form):
    """How to help somebody who can't sign in."""

    SHEET, DICTATE = "sheet", "dictate"
    how = forms.ChoiceField(
        label=_("How will they get in?"),
        choices=[
            (SHEET, _("With a printed sheet that I hand over in an envelope")),
            (DICTATE, _("With a temporary password that I dictate by telephone")),
        ],
        widget=forms.RadioSelect,
    )
    without_authenticators = forms.BooleanField(
        label=_("They have lost authenticator or passkey too: take them off the account"), required=False
    )
