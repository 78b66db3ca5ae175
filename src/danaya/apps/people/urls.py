"""Addresses of the app; those of sign-in proper, with the names django-allauth asks for, are in ``sign_in_urls``."""

from django.urls import path

from danaya.apps.people.views import accounts, administration, handing_over, organisations, places, setup, sign_in

app_name = "people"

urlpatterns = [
    path("setup/", setup.begin, name="setup"),
    path("setup/<slug:step>/", setup.step, name="setup_step"),
    path("sign-in/code/", sign_in.recover, name="recover"),
    path("sign-in/as/<uuid:post_id>/", sign_in.sign_in_as, name="sign_in_as"),
    path("signed-out/", sign_in.signed_out, name="signed_out"),
    path("account/", accounts.my_account, name="my_account"),
    path("account/password/", accounts.change_password, name="change_password"),
    path("account/sheet/", accounts.my_sheet, name="my_sheet"),
    path("account/post/", accounts.choose_post, name="choose_post"),
    path("accounts/<uuid:account_id>/help/", accounts.help_account, name="help_account"),
    path("administration/", administration.administration, name="administration"),
    path("administration/logo/", administration.logo, name="logo"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/add/", organisations.add_organisation, name="add_organisation"),
    path("organisations/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:organisation_id>/change/", organisations.change_organisation, name="change_organisation"),
    path("organisations/<uuid:organisation_id>/posts/add/", organisations.add_post, name="add_post"),
    path("posts/<uuid:post_id>/", organisations.post, name="post"),
    path("posts/<uuid:post_id>/change/", organisations.change_post, name="change_post"),
    path("posts/<uuid:post_id>/hand-over/", handing_over.hand_over_post, name="hand_over_post"),
    path("tenures/<uuid:tenure_id>/end/", handing_over.end_tenure, name="end_tenure"),
    path("places/", places.places, name="places"),
    path("places/offices/add/", places.add_office, name="add_office"),
    path("places/offices/<uuid:office_id>/", places.change_office, name="change_office"),
]
