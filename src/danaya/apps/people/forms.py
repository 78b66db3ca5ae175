"""Forms of sign-in."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """One field for whatever names an account."""
