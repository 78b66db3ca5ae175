"""Codes of cards and links in addresses."""

from django.urls import register_converter


class CodeConverter:
    """A code in an address, with or without a slash behind it: a telephone on a slow network is not sent round."""

    regex = r"[^/]+/?"

    def to_python(self, value: str) -> str:
        """Return the code."""
        return value.rstrip("/")

    def to_url(self, value: str) -> str:
        """Return it as addresses have it."""
        return f"{value}/"


register_converter(CodeConverter, "code")

CODE = "<code:code>"
"""How an address names the code it holds."""
