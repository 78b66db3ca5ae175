"""Django's settings of one installation: everything that differs between installations comes from its data folder."""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from danaya.apps.notices.server import read_mail_server
from danaya.web.folder import DataFolder, make_private
from danaya.web.security import keep_sheets_of_cards

PACKAGE = Path(__file__).resolve().parent.parent
FOLDER = DataFolder.current()

DEMONSTRATION = FOLDER.is_demonstration
"""Whether this folder holds the demonstration; only there, and on its own database, one click signs in as any post."""

TODAY = FOLDER.options.get("today")
"""The day this installation lives on; only the demonstration has one of its own (a date in danaya.toml)."""

SECRET_KEY = FOLDER.secret()
DEBUG = False
ADDRESS: str = FOLDER.address
"""Where this installation is reached from outside, for links in mails and on paper; empty where nobody said so."""

ALLOWED_HOSTS = [
    *FOLDER.options.get("hosts", []),
    *filter(None, [urlsplit(ADDRESS).hostname]),
    "localhost",
    "127.0.0.1",
    "[::1]",
]
BEHIND_HTTPS = bool(FOLDER.options.get("https", False))

INSTALLED_APPS = [
    # Ours first: their translations and templates win over those of the packages.
    "danaya.base.design",
    "danaya.base.slots",
    "danaya.base.journal",
    "danaya.base.files",
    "danaya.base.jobs",
    "danaya.base.limits",
    "danaya.base.cards",
    "danaya.apps.people",
    "danaya.apps.notices",
    "danaya.apps.indicators",
    "danaya.apps.rounds",
    "danaya.apps.findings",
    "danaya.apps.dialogue",
    "danaya.apps.commitments",
    "danaya.apps.public",
    "danaya.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "rules",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    # Last, so that the design system's widget templates come before Django's.
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "danaya.web.security.SecurityHeaders",
    "danaya.web.security.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "danaya.web.kept_forms.KeptForms",
    "danaya.apps.people.middleware.PostMiddleware",
    "danaya.web.problems.ProblemPages",
]

ROOT_URLCONF = "danaya.web.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "danaya.web.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]

FORM_RENDERER = "danaya.base.design.forms.Renderer"
CSRF_FAILURE_VIEW = "danaya.web.views.errors.csrf_failure"

DATABASES = {"default": FOLDER.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "danaya.apps.people.backends.IdentifierBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = FOLDER.options.get("language", "fr")
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
USE_I18N = True
FORMAT_MODULE_PATH = "danaya.web.formats"
USE_TZ = True
TIME_ZONE = FOLDER.options.get("time_zone", "Africa/Bamako")
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
# Static files are served from the package itself: nothing to collect, nothing of them in the data folder.
STATIC_ROOT = None
# Pages use the same cut of Inter as the printed documents.
STATICFILES_DIRS = [("fonts", PACKAGE / "engines" / "publishing" / "fonts")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FOLDER.files}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 60 * 60
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = keep_sheets_of_cards

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Packages send nothing; what goes by mail goes through notices, to the server named here.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MAIL = None if DEMONSTRATION else read_mail_server(FOLDER.options.get("mail"), FOLDER.path)

# Safe on a shared computer: a session ends with the browser and after an hour without use.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_HTTPS
# Browsers share cookies between ports: two installations on one machine must not sign each other's people out.
_OWN_NAME = hashlib.sha256(SECRET_KEY.encode()).hexdigest()[:8]
SESSION_COOKIE_NAME = f"danaya_{_OWN_NAME}"
CSRF_COOKIE_NAME = f"danaya_csrf_{_OWN_NAME}"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# Ends with the browser: on a shared computer nothing tells for a year that somebody was here.
CSRF_COOKIE_AGE = None
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
X_FRAME_OPTIONS = "DENY"
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "people:signed_out"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "id"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "danaya.apps.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "danaya.apps.people.forms.SignInForm",
    "reauthenticate": "danaya.apps.people.forms.sign_in.ConfirmPasswordForm",
}
# A whole ministry, or a room of forty, may stand behind one address: what protects an account is counted per identifier (and
# connection, see the account adapter) and per account. Codes of 78 bits need no tighter limit, the processor does.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "account_failed": "100/h/key",
    "recover": "20/m/ip,5/5m/key",
    "setup_code": "20/5m/ip",
    "card": "120/m/ip",
    "space": "60/5m/ip,20/5m/key",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# Tries are counted in memory; with the usual 300 places, a flood of invented identifiers would wipe the counts out.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 50_000}},
}
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers allow passkeys on localhost without HTTPS; anywhere else the page must be secure.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_HTTPS
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "danaya.apps.people.adapters.AuthenticatorAdapter"
MFA_FORMS = {
    "authenticate": "danaya.apps.people.forms.sign_in.CodeForm",
    "reauthenticate": "danaya.apps.people.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "danaya.apps.people.forms.sign_in.AddAuthenticatorForm",
    "add_webauthn": "danaya.apps.people.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "danaya.apps.people.forms.sign_in.RenamePasskeyForm",
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
make_private(FOLDER.incoming)
FILE_UPLOAD_TEMP_DIR = FOLDER.incoming
LARGEST_UPLOAD = 256 * 1024 * 1024
"""Bytes of a whole request above which nothing of it is kept, even for a moment; pages have smaller limits of their own."""
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "danaya.web.logs.DiscreetFormatter", "format": "%(levelname)s %(name)s %(message)s"},
    },
    "filters": {"without_contexts": {"()": "danaya.web.logs.WithoutContexts"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("DANAYA_LOG", "WARNING")},
    "loggers": {"django.template": {"filters": ["without_contexts"]}},
}
