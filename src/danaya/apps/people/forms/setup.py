"""Forms of the pages that create an administration."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.forms.accounts import LogoField, language_choices, time_zone_choices
from danaya.apps.people.forms.sign_in import NewPassword, password_field
from danaya.apps.people.models import Role, Side
from danaya.apps.people.models.posts import ROLES_OF_SIDE, SIGN_IN_NAME
from danaya.apps.people.telephones import normalise_telephone
from danaya.base.design.fields import without_accents
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField


def country_choices() -> list[tuple[str, str]]:
    """Return the countries of the world by their names in the language of the page."""
    from babel import Locale  # noqa: PLC0415 - slow import

    territories = Locale((get_language() or "fr").split("-")[0]).territories
    countries = [
        (code, name)
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    ]
    return [("", "—"), *sorted(countries, key=lambda country: without_accents(country[1].lower()))]


_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


class SetupCodeForm(Form):
    """The code that the terminal shows, for who does not sit at the machine itself."""

    code = forms.CharField(
        label=_("Setup code"),
        max_length=60,
        help_text=_("Shown where the application was started, and kept in setup-code.txt of its data folder."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class CountryForm(Form):
    """Country and first language."""

    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    language = forms.ChoiceField(
        label=_("First language"),
        choices=language_choices,
        widget=forms.RadioSelect,
        help_text=_("Everyone can change the language for themselves at any time."),
    )


class AdministrationStep(Form):
    """Names and logo of the administration."""

    name = TextsField(label=_("Name of the administration"))
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=20,
        help_text=_("As people say it, for example DGD. It is also the acronym of customs."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    logo = LogoField()


class RegionsStep(Form):
    """Regions, one a line."""

    lines = forms.CharField(
        label=_("Regions, one a line"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Results are shown per region where enough people answered. You can change this later."),
    )


class BodyRow(Form):
    """One organisation that shall take part."""

    keep = forms.BooleanField(label=_("Takes part"), required=False)
    acronym = forms.CharField(label=_("Acronym"), max_length=20, required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    side = forms.ChoiceField(
        label=_("Side"), choices=[(Side.PRIVATE, Side.PRIVATE.label), (Side.OBSERVER, Side.OBSERVER.label)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label_widgets(self)

    def clean(self) -> dict[str, Any]:
        """Ask for acronym and name of a body that takes part."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("keep"):
            need(self, "acronym", _("Give the acronym of the organisation in this row, or untick it."))
            need(self, "name", _("Give the name of the organisation in this row, or untick it."))
        return cleaned


class PostRow(Form):
    """One post."""

    keep = forms.BooleanField(label=_("Exists"), required=False)
    title = forms.CharField(label=_("Post"), max_length=200, required=False)
    sign_in_name = forms.CharField(label=_("Sign-in name"), max_length=60, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    body = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, bodies: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        field = self.fields["body"]
        field.choices = [(key, label) for key, (label, _side) in bodies.items()]  # type: ignore[attr-defined]
        label_widgets(self)

    def clean(self) -> dict[str, Any]:
        """Ask for what a post needs; refuse a role that its organisation's side does not have."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("keep"):
            self.errors.clear()
            return cleaned
        need(self, "title", _("Give the title of the post in this row, or untick it."))
        need(self, "sign_in_name", _("Give the sign-in name of the post in this row, or untick it."))
        self._check_sign_in_name(cleaned)
        side = self.bodies.get(cleaned.get("body") or "", ("", Side.CUSTOMS))[1]
        if cleaned.get("role") and cleaned["role"] not in ROLES_OF_SIDE[side]:
            self.add_error("role", _("Choose a role that posts of this side can have."))
        return cleaned

    def _check_sign_in_name(self, cleaned: dict[str, Any]) -> None:
        name = cleaned.get("sign_in_name")
        if not name:
            return
        try:
            SIGN_IN_NAME(name)
        except ValidationError as refusal:
            self.add_error("sign_in_name", refusal)


def need(form: forms.Form, name: str, message: Any) -> None:
    """Add ``message`` to the field ``name`` unless it was filled in."""
    if not form.cleaned_data.get(name) and name not in form.errors:
        form.add_error(name, message)


def label_widgets(form: forms.Form) -> None:
    """Name every control of a row for who hears it; rows have their labels in the head of the table."""
    row = str(form.prefix or "").rsplit("-", 1)[-1]
    for field in form.fields.values():
        words = f"{field.label} {int(row) + 1}" if row.isdigit() else str(field.label)
        field.widget.attrs["aria-label"] = words


class BaseRows(BaseFormSet):  # type: ignore[type-arg]
    """Rows in which nothing may stand twice."""

    unique = ""
    repeated: Any = ""

    def clean(self) -> None:
        """Refuse a word that stands in two rows that are kept."""
        seen: set[str] = set()
        for form in self.forms:
            word = str(form.cleaned_data.get(self.unique, "")).lower() if form.cleaned_data.get("keep") else ""
            if word and word in seen:
                form.add_error(self.unique, self.repeated)
            seen.add(word)


class BodyRows(BaseRows):
    """The organisations that shall take part."""

    unique = "acronym"
    repeated = _("Give each organisation an acronym of its own.")


class PostRows(BaseRows):
    """The posts; one of them is the coordinator's."""

    unique = "sign_in_name"
    repeated = _("Give each post a sign-in name of its own.")

    def clean(self) -> None:
        """Ask also for a coordinator."""
        super().clean()
        roles = [form.cleaned_data.get("role") for form in self.forms if form.cleaned_data.get("keep")]
        if Role.COORDINATOR not in roles:
            raise ValidationError(_("Keep or add a post with the role of coordinator: its holder runs the cycle."))


BodyFormSet = forms.formset_factory(BodyRow, formset=BodyRows, extra=0, max_num=80)
PostFormSet = forms.formset_factory(PostRow, formset=PostRows, extra=0, max_num=200)


class CoordinatorStep(NewPassword):
    """The first coordinator's account: yours."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("Shown to the coordinator only; pages and documents name the post."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("You can sign in with it. Nothing is sent before a mail server is set up."),
    )
    telephone = forms.CharField(
        label=_("Your telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "short"}),
        help_text=_("You can sign in with it. Nobody is called."),
    )
    password1 = password_field(_("Password"), "new-password")
    password2 = password_field(_("The same password once more"), "new-password")
    field_order = ("display_name", "email", "telephone", "password1", "password2")

    def __init__(self, *args: Any, country: str, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        if has_password:
            for name in ("password1", "password2"):
                self.fields[name].required = False
            self.fields["password1"].help_text = _("A password is already chosen: leave both fields empty to keep it.")

    def clean_password1(self) -> str:
        """Check a new password; an empty one keeps the chosen one."""
        return super().clean_password1() if self.cleaned_data["password1"] else ""

    def clean_telephone(self) -> str | None:
        """Return the number as E.164."""
        typed = self.cleaned_data["telephone"]
        number = normalise_telephone(typed, self.country) if typed else None
        if typed and number is None:
            raise ValidationError(_("Give the number with its country code, for example +223 76 00 00 00."))
        return number
