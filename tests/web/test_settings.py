"""The page of settings names every key that an installation reads."""

import re
from pathlib import Path

import pytest

from danaya.apps.notices.server import KEYS
from danaya.web import folder, settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "settings.md"


def keys_read() -> set[str]:
    """Every key that the code asks danaya.toml for, and those of the mail table."""
    sources = (Path(module.__file__).read_text("utf-8") for module in (folder, settings))
    return {key for source in sources for key in re.findall(r'options\.get\("(\w+)"', source)} | set(KEYS)


@pytest.mark.parametrize("key", sorted(keys_read()))
def test_page_names_the_key(key):
    page = PAGE.read_text("utf-8")
    assert f"| `{key}` |" in page or f"## `[{key}]`" in page


def test_keys_are_found():
    assert {"address", "hosts", "https", "database", "language", "time_zone", "mail", "password_file"} <= keys_read()
