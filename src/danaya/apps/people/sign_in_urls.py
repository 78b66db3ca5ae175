"""Addresses of sign-in under the names django-allauth asks for; whatever else it offers has no address here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as authenticator
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.generic import RedirectView

from danaya.apps.people.access import open_to_all, signed_in
from danaya.apps.people.views.sign_in import SignInPage, SignOutPage

PAGES = "people/sign_in"

urlpatterns = [
    path("sign-in/", open_to_all(SignInPage.as_view()), name="account_login"),
    path("sign-out/", open_to_all(SignOutPage.as_view()), name="account_logout"),
    path(
        "sign-in/inactive/",
        open_to_all(account.AccountInactiveView.as_view(template_name=f"{PAGES}/inactive.html")),
        name="account_inactive",
    ),
    path(
        "sign-in/second-factor/",
        open_to_all(mfa.AuthenticateView.as_view(template_name=f"{PAGES}/second_factor.html")),
        name="mfa_authenticate",
    ),
    path("sign-in/passkey/", open_to_all(passkeys.LoginWebAuthnView.as_view()), name="mfa_login_webauthn"),
    path(
        "account/confirm/",
        signed_in(account.ReauthenticateView.as_view(template_name=f"{PAGES}/confirm_password.html")),
        name="account_reauthenticate",
    ),
    path(
        "account/confirm/code/",
        signed_in(mfa.ReauthenticateView.as_view(template_name=f"{PAGES}/confirm_code.html")),
        name="mfa_reauthenticate",
    ),
    path(
        "account/confirm/passkey/",
        signed_in(passkeys.ReauthenticateWebAuthnView.as_view(template_name=f"{PAGES}/confirm_passkey.html")),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/factors/", signed_in(RedirectView.as_view(pattern_name="people:my_account")), name="mfa_index"),
    path(
        "account/authenticator/add/",
        signed_in(authenticator.ActivateTOTPView.as_view(template_name=f"{PAGES}/add_authenticator.html")),
        name="mfa_activate_totp",
    ),
    path(
        "account/authenticator/remove/",
        signed_in(authenticator.DeactivateTOTPView.as_view(template_name=f"{PAGES}/remove_authenticator.html")),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/codes/",
        signed_in(codes.ViewRecoveryCodesView.as_view(template_name=f"{PAGES}/codes.html")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/codes/new/",
        signed_in(codes.GenerateRecoveryCodesView.as_view(template_name=f"{PAGES}/new_codes.html")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/passkeys/",
        signed_in(passkeys.ListWebAuthnView.as_view(template_name=f"{PAGES}/passkeys.html")),
        name="mfa_list_webauthn",
    ),
    path(
        "account/passkeys/add/",
        signed_in(passkeys.AddWebAuthnView.as_view(template_name=f"{PAGES}/add_passkey.html")),
        name="mfa_add_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/",
        signed_in(passkeys.EditWebAuthnView.as_view(template_name=f"{PAGES}/rename_passkey.html")),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/remove/",
        signed_in(passkeys.RemoveWebAuthnView.as_view(template_name=f"{PAGES}/remove_passkey.html")),
        name="mfa_remove_webauthn",
    ),
]
