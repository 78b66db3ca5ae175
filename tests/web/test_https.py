"""What changes where the installation stands behind HTTPS: one line of danaya.toml, and nothing is left open."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAY = """
import json
from danaya.web import settings as s
print(json.dumps({name: getattr(s, name) for name in (
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SESSION_EXPIRE_AT_BROWSER_CLOSE",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "ALLOWED_HOSTS", "DEBUG",
)} | {"hsts": getattr(s, "SECURE_HSTS_SECONDS", 0), "proxy": getattr(s, "SECURE_PROXY_SSL_HEADER", None)}))
"""


def said(folder: Path, toml: str) -> dict[str, object]:
    (folder / "danaya.toml").write_text(toml, "utf-8")
    environment = {**os.environ, "DANAYA_DATA": str(folder)}
    done = subprocess.run([sys.executable, "-c", SAY], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_cookies_travel_over_https_only_and_passkeys_need_it(tmp_path: Path) -> None:
    facts = said(tmp_path, 'https = true\nhosts = ["danaya.douanes.example"]\n')
    assert facts["SESSION_COOKIE_SECURE"] is facts["CSRF_COOKIE_SECURE"] is facts["LANGUAGE_COOKIE_SECURE"] is True
    assert facts["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    assert facts["hsts"] == 30 * 24 * 3600
    assert facts["proxy"] == ["HTTP_X_FORWARDED_PROTO", "https"]


@pytest.mark.parametrize("toml", ["", "https = true\n"])
def test_only_named_addresses_are_answered_and_nothing_is_debugged(tmp_path: Path, toml: str) -> None:
    facts = said(tmp_path, toml)
    assert facts["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert facts["DEBUG"] is False
    assert facts["SESSION_EXPIRE_AT_BROWSER_CLOSE"] is True


def test_without_https_no_proxy_is_believed(tmp_path: Path) -> None:
    assert said(tmp_path, "")["proxy"] is None
