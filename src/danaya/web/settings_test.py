"""Settings of the test suite: a folder of its own, fast passwords, SQLite in memory or the PostgreSQL that is named."""

import os
import tempfile

os.environ.setdefault("DANAYA_DATA", tempfile.mkdtemp(prefix="danaya-test-"))

from danaya.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
