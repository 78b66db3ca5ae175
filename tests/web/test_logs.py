"""Lines that are written while the installation runs lead to no card and no code."""

import logging
import sys

import pytest
from django.conf import settings
from django.template import engines

from danaya.web.logs import DiscreetFormatter, without_codes


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Not Found: /c/W38E-2MDQ-MZZ5-BBH5/", "Not Found: /c/…"),
        ("Not Found: /c/w38e2mdqmzz5bbh5", "Not Found: /c/…"),
        ("Forbidden (…): /l/W38E-2MDQ-MZZ5-BBH5/ again", "Forbidden (…): /l/… again"),
        ("GET http://example.test/o/W38E-2MDQ-MZZ5-BBH5", "GET http://example.test/o/…"),
        ("/c/25d24cc7-16dd-4a25-a1a0-541807e056d8/mine/5906b902-cfdb-43bb-a893-ab36734a05ae/", "/c/…"),
        ("Not Found: /p/W38E-2MDQ-MZZ5-BBH5/", "Not Found: /p/…"),
        ("/voices/25d24cc7/private/texts/5906b902-cfdb-43bb-a893-ab36734a05ae/", "/voices/25d24cc7/private/…"),
        ("KeyError: 'w38e-2mdq-mzz5-bbh5'", "KeyError: '…'"),
        ("Not Found: /voices/25d24cc7-16dd-4a25-a1a0-541807e056d8/", None),
        ("Not Found: /rounds/c/", None),
    ],
)
def test_line_without_codes(line, written):
    assert without_codes(line) == (line if written is None else written)


def test_traceback_holds_no_code_either():
    try:
        int("W38E-2MDQ-MZZ5-BBH5")
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s", ("/c/x",), sys.exc_info())
    written = DiscreetFormatter("%(message)s").format(record)
    assert "invalid literal for int() with base 10: '…'" in written
    assert "W38E" not in written


def test_every_handler_writes_discreetly():
    formatters, handlers = settings.LOGGING["formatters"], settings.LOGGING["handlers"]
    used = {formatters[handler["formatter"]]["()"] for handler in handlers.values()}
    assert used == {"danaya.web.logs.DiscreetFormatter"}


def test_template_that_misses_a_word_writes_nothing_of_what_its_page_holds(caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "django.template")
    page = engines["django"].from_string("{{ form.errors }}{% if nothing.there %}{% endif %}{{ texts }}")
    assert "marmite" in page.render({"texts": "corridor baobab marmite"})
    assert "marmite" not in caplog.text
