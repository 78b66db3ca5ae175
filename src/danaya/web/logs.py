"""What the installation says of itself while it runs: never where somebody without an account was, and no code."""

import logging
import re

from danaya.base.cards.codes import ALPHABET, GROUP_LENGTH, GROUPS

_PLACES = re.compile(r"/(c|l|o)/[^\s'\",)>]+")
"""Addresses of cards and links: they hold a code, or say whose text was looked at."""

_GROUP = f"[{ALPHABET}{ALPHABET.lower()}]{{{GROUP_LENGTH}}}"
_CODES = re.compile(rf"(?<![\w-]){_GROUP}(?:-{_GROUP}){{{GROUPS - 1}}}(?![\w-])")


class DiscreetFormatter(logging.Formatter):
    """Formatter of every line that is written, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without addresses of cards and links, and without codes."""
        return without_codes(super().format(record))


def without_codes(line: str) -> str:
    """Return a text with what leads to a card taken out."""
    return _CODES.sub("…", _PLACES.sub(r"/\1/…", line))
