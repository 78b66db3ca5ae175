"""Who may create the administration: whoever sits at the machine, or has the code its terminal shows."""

import hmac
import os
from pathlib import Path
from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest

from danaya.apps.people.models import Administration
from danaya.base.cards.codes import make_code, plain_code

ALLOWED = "setup_allowed"
"""Key of the session of somebody who gave the code."""

_LOCAL_ADDRESSES = frozenset({"127.0.0.1", "::1"})
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def code_file() -> Path:
    """Return where the code is kept while there is no administration."""
    return Path(settings.FOLDER.path) / "setup-code.txt"


def setup_code() -> str | None:
    """Return the code, made at first use and readable by the folder's owner only; nothing once there is no need."""
    if Administration.current() is not None:
        return None
    file = code_file()
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(make_code(token_bytes))
    return file.read_text("ascii").strip()


def forget_setup_code() -> None:
    """Remove the code: the administration exists."""
    code_file().unlink(missing_ok=True)


def is_right_code(typed: str) -> bool:
    """Tell whether ``typed`` is the code, however it was typed."""
    code = setup_code()
    return code is not None and hmac.compare_digest(plain_code(typed), code)


def sits_at_the_machine(request: HttpRequest) -> bool:
    """Tell whether the request comes from a browser on this machine, and not through a proxy that stands on it."""
    forwarded = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"))
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    here = request.META.get("REMOTE_ADDR") in _LOCAL_ADDRESSES and name in _LOCAL_NAMES
    return here and not forwarded and not settings.BEHIND_HTTPS


def may_set_up(request: HttpRequest) -> bool:
    """Tell whether this visitor may create the administration."""
    return sits_at_the_machine(request) or bool(request.session.get(ALLOWED))
