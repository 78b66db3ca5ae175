"""Reads the room's data files, once each, and says which key is unknown."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from danaya.engines.language import Problem

FOLDER = Path(__file__).parent / "data"


@cache
def read_data(name: str) -> dict[str, Any]:
    """Return the content of ``data/<name>.toml``. Callers turn it into frozen nouns and never change it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def unknown_key(key: str, known: Iterable[str]) -> Problem:
    """Return the problem of a key that the framework does not have."""
    return Problem(
        "framework-key-unknown",
        {
            "fr": "Cette clé n'existe pas dans le cadre. Choisissez parmi : {known}.",
            "en": "This key does not exist in the framework. Choose one of: {known}.",
        },
        where=key,
        known=", ".join(known),
    )
