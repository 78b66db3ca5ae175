"""What the installation says of itself while it runs: never where somebody without an account was, and no code."""

import logging
import re

from danaya.base.cards.codes import ALPHABET, GROUP_LENGTH, GROUPS

_PLACES = re.compile(r"/(c|l|o|p|voices/[^/\s]+/private)/[^\s'\",)>]+")
"""Addresses of cards, links and private spaces: they hold a code, or say which text was looked at."""

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


class WithoutContexts(logging.Filter):
    """Filter of what Django's templates write at their finest level, whoever asked for it.

    A template that looks for a word its page was not given writes down everything the page was given: texts, codes, secrets.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let warnings and errors through."""
        return record.levelno > logging.DEBUG
