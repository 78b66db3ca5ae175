"""Codes that are printed, kept in an envelope and typed by hand."""

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Capitals and figures that no print or handwriting confuses (no I, L, O, U, 0, 1)."""

GROUPS, GROUP_LENGTH = 4, 4


def make_code() -> str:
    """Return a new random code of 16 signs (78 bits), in groups of four."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def plain_code(typed: str) -> str:
    """Return a code as it was made, however it was typed: small letters, spaces, other hyphens."""
    signs = [sign for sign in typed.upper() if sign in ALPHABET]
    groups = ["".join(signs[start : start + GROUP_LENGTH]) for start in range(0, len(signs), GROUP_LENGTH)]
    return "-".join(groups)
