"""Addresses of notices."""

from django.urls import path

from danaya.apps.notices.views import mail, notices, preferences

app_name = "notices"

urlpatterns = [
    path("notices/", notices.list_notices, name="list"),
    path("notices/read/", notices.read_all, name="read_all"),
    path("notices/preferences/", preferences.preferences, name="preferences"),
    path("notices/stop/<str:token>/", preferences.stop, name="stop"),
    path("notices/mail/", mail.mail_state, name="mail"),
    path("notices/mail/test/", mail.test_mail, name="test_mail"),
    path("notices/mail/retry/", mail.retry, name="retry"),
    path("notices/mail/returned/", mail.came_back, name="came_back"),
    path("notices/<uuid:pk>/", notices.show_notice, name="notice"),
    path("notices/<uuid:pk>/read/", notices.read_notice, name="read"),
]
