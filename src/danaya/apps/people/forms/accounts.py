"""Forms of accounts and of the administration."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.logos import Logo, read_logo, refuse_size
from danaya.apps.people.models import Account, Administration
from danaya.apps.people.telephones import normalise_telephone
from danaya.base.design.forms import Form, ModelForm
from danaya.base.design.texts import TextsField
from danaya.engines.language import Problem, in_language

NAMES_OF_LANGUAGES = {"fr": "Français", "en": "English"}


def language_choices() -> list[tuple[str, str]]:
    """Return the complete languages, each under its own name."""
    return [(code, NAMES_OF_LANGUAGES.get(code, code)) for code, _name in settings.LANGUAGES]


CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def time_zone_choices() -> list[tuple[str, str]]:
    """Return the time zones named after a city, and UTC."""
    named = sorted(zone for zone in available_timezones() if zone.split("/")[0] in CONTINENTS)
    return [(zone, zone.replace("_", " ")) for zone in ("UTC", *named)]


class TelephoneField(forms.CharField):
    """A telephone number in any usual spelling."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "tel", "autocomplete": "tel", "class": "short"}
        kwargs.setdefault("label", _("Telephone number"))
        super().__init__(max_length=40, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: Any) -> str | None:
        """Return the number as E.164, dialled at home in the administration's country, or nothing."""
        typed = super().clean(value)
        if not typed:
            return None
        administration = Administration.current()
        number = normalise_telephone(str(typed), administration.country if administration else "")
        if number is None:
            raise ValidationError(
                _("Give the number with its country code, for example +223 76 00 00 00."), code="telephone"
            )
        return number


class AccountForm(ModelForm):
    """How a person is reached and in which language pages come."""

    telephone = TelephoneField(required=False)
    language = forms.ChoiceField(label=_("Language"), choices=language_choices, widget=forms.RadioSelect)

    class Meta:
        model = Account
        fields: ClassVar = ["display_name", "email", "telephone", "language"]
        widgets: ClassVar = {
            "display_name": forms.TextInput({"autocomplete": "name"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
        }
        help_texts: ClassVar = {
            "display_name": _("Shown to the coordinator only; pages and documents name the post."),
            "email": _("You can sign in with it. Further down you choose what may be sent to it."),
        }


class LogoField(forms.FileField):
    """A small PNG or JPEG picture."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Logo"))
        kwargs.setdefault("help_text", _("PNG or JPEG, less than 1 MB."))
        super().__init__(required=False, widget=forms.FileInput({"accept": "image/png,image/jpeg"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Logo | None:
        """Return the picture, or nothing where none was chosen."""
        upload = super().clean(data, initial)
        if not upload or isinstance(upload, Logo):
            return upload or None
        try:
            refuse_size(upload.size)
            return read_logo(upload.read())
        except Problem as problem:
            raise ValidationError(in_page_language(problem), code=problem.code) from problem


def in_page_language(problem: Problem) -> str:
    """Return the message of ``problem`` in the language of the page."""
    return in_language(problem.text, (get_language() or "fr").split("-")[0])


class AdministrationForm(Form):
    """What every page and letter says of the administration."""

    name = TextsField(label=_("Name of the administration"))
    short_name = forms.CharField(label=_("Short name"), max_length=20)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    motto = TextsField(label=_("Motto of the State"), required=False, complete=False)
    letterhead = TextsField(label=_("Head of official letters, line by line"), required=False, complete=False, rows=4)
    alert_channel = TextsField(
        label=_("Alert channel"),
        required=False,
        complete=False,
        rows=3,
        help_text=_(
            "Address, telephone or office where an abuse can be reported. The application itself takes no reports."
        ),
    )
    logo = LogoField()
