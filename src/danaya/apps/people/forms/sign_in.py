"""Forms of sign-in: who you are, that it is you, a new password."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Account
from danaya.base.design.forms import Form, PlainWords, required_message

IDENTIFIER_HELP = _("E-mail address, telephone number or name of your post, for example coordonnateur.")

PASSWORD_HELP = _("At least 10 characters. Four words that have nothing to do with each other are easy to remember.")

WHAT_TO_DO = {
    "password_too_short": _("Choose a password of at least 10 characters."),
    "password_too_common": _("Choose a password that is not on every list of common ones: four words, say."),
}


def identifier_field() -> forms.CharField:
    """Make the one field for whatever names an account."""
    attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(
        label=_("Your identifier"), max_length=254, help_text=IDENTIFIER_HELP, widget=forms.TextInput(attrs)
    )


def password_field(label: Any, autocomplete: str = "current-password", **facts: Any) -> forms.CharField:
    """Make a field for a password: it may be pasted, and is never shown again."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, **facts)


def code_field(label: Any) -> forms.CharField:
    """Make a field for a one-time code."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs))


class SignInForm(PlainWords, LoginForm):  # type: ignore[misc]
    """Identifier and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"login": identifier_field(), "password": password_field(_("Password"))}
        for name, field in self.fields.items():
            field.error_messages["required"] = required_message(name, field)


class ConfirmPasswordForm(PlainWords, ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that protects the account changes."""

    password = password_field(_("Password"))


class CodeForm(PlainWords, AuthenticateForm):  # type: ignore[misc]
    """A code of the authenticator or a printed one, at sign-in."""

    code = code_field(_("Code of your authenticator, or one of your printed codes"))


class ConfirmCodeForm(PlainWords, ReauthenticateByCodeForm):  # type: ignore[misc]
    """A code once more, before something that protects the account changes."""

    code = code_field(_("Code of your authenticator, or one of your printed codes"))


class AddAuthenticatorForm(PlainWords, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    code = code_field(_("The six figures that the application shows"))


class AddPasskeyForm(PlainWords, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and what it is called."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=60,
        required=False,
        help_text=_("For example: office computer, my telephone."),
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """Return the name, else a plain one."""
        return str(self.cleaned_data["name"] or _("Passkey"))


class RenamePasskeyForm(PlainWords, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=60)


class NewPassword(Form):
    """A new password, typed twice."""

    password1 = password_field(_("New password"), "new-password")
    password2 = password_field(_("The same password once more"), "new-password")
    account: Account | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP

    def clean_password1(self) -> str:
        """Return the password if it is long and uncommon enough."""
        password = str(self.cleaned_data["password1"])
        try:
            validate_password(password, self.account)
        except ValidationError as refusal:
            told = [ValidationError(WHAT_TO_DO[error.code], error.code) for error in refusal.error_list if error.code]
            raise ValidationError(told) from refusal
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Type the same password in both fields."))
        return cleaned


class ChangePasswordForm(NewPassword):
    """The present password, then the new one."""

    old_password = password_field(_("Present password"))
    field_order = ("old_password", "password1", "password2")

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_old_password(self) -> str:
        """Refuse a wrong present password."""
        password = str(self.cleaned_data["old_password"])
        if self.account is None or not self.account.check_password(password):
            raise ValidationError(_("Check your present password: it is not this one."), code="old-password")
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse the present password as the new one."""
        cleaned = super().clean()
        old = cleaned.get("old_password")
        if old and old == cleaned.get("password1"):
            self.add_error("password1", _("Choose a password that differs from the present one."))
        return cleaned


class RecoverForm(NewPassword):
    """A printed code and the password one chooses with it."""

    identifier = identifier_field()
    code = forms.CharField(
        label=_("Printed code"),
        max_length=60,
        help_text=_("16 letters and figures, for example ABCD-2345-EFGH-6789."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ("identifier", "code", "password1", "password2")
