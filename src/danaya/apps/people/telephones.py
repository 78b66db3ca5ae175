"""Telephone numbers in any usual spelling → E.164."""

import re

CALLING_CODES = {
    "BF": "226", "BI": "257", "BJ": "229", "BW": "267", "CD": "243", "CF": "236", "CG": "242", "CI": "225", "CM": "237",
    "CV": "238", "DJ": "253", "DZ": "213", "EG": "20", "ET": "251", "GA": "241", "GH": "233", "GM": "220", "GN": "224",
    "GQ": "240", "GW": "245", "KE": "254", "KM": "269", "LR": "231", "LS": "266", "LY": "218", "MA": "212", "MG": "261",
    "ML": "223", "MR": "222", "MU": "230", "MW": "265", "MZ": "258", "NA": "264", "NE": "227", "NG": "234", "RW": "250",
    "SC": "248", "SD": "249", "SL": "232", "SN": "221", "SO": "252", "ST": "239", "SZ": "268", "TD": "235", "TG": "228",
    "TN": "216", "TZ": "255", "UG": "256", "ZA": "27", "ZM": "260", "ZW": "263",
}  # fmt: skip
"""Country → international calling code (ITU E.164), for the countries of the programme's continent."""

TRUNK_ZERO = frozenset(
    {
        "CD",
        "DZ",
        "EG",
        "ET",
        "GH",
        "KE",
        "LY",
        "MA",
        "MG",
        "MW",
        "NA",
        "NG",
        "RW",
        "SD",
        "SL",
        "TZ",
        "UG",
        "ZA",
        "ZM",
        "ZW",
    }
)
"""Countries where a number is dialled at home with a leading zero that is not part of it."""

SHORTEST_AT_HOME = 7
"""Figures of the shortest numbers dialled at home in the countries above; shorter ones are slips or service numbers."""

LONGEST_AT_HOME = 10
"""Figures of the longest ones: with more that begin with the country's code, somebody left out the ``+``."""

_MARKS = re.compile(r"[\s\u00a0\u202f().\-/\u2010\u2011\u2013]+")


def normalise_telephone(typed: str, country: str) -> str | None:
    """Return ``typed`` as E.164, or nothing where it can't be a telephone number.

    ``+223 76…``, ``00223 76…``, ``223 76…`` and, dialled at home, ``76 00 00 00`` are the same number in ``country``.
    """
    digits = _MARKS.sub("", typed.replace("(0)", ""))
    code = CALLING_CODES.get(country.upper(), "")
    least = 7
    if digits.startswith("+"):
        digits = digits[1:]
    elif digits.startswith("00"):
        digits = digits[2:]
    elif not (code and digits.startswith(code) and len(digits) > LONGEST_AT_HOME):
        least = len(code) + SHORTEST_AT_HOME
        digits = code and code + (digits[1:] if country.upper() in TRUNK_ZERO and digits.startswith("0") else digits)
    whole = digits.isascii() and digits.isdigit() and least <= len(digits) <= 15 and not digits.startswith("0")
    return f"+{digits}" if whole else None
