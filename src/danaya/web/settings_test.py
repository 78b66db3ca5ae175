"""Settings of the test suite: a folder of its own for each process, fast passwords, SQLite or the PostgreSQL that is named."""

import os
import tempfile

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
if _WORKER not in os.environ.get("DANAYA_DATA", ""):
    os.environ["DANAYA_DATA"] = tempfile.mkdtemp(prefix=f"danaya-test-{_WORKER}-")

from danaya.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
