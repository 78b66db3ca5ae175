"""Rules of the style sheet and templates that a browser would not report."""

import gzip
import re
from pathlib import Path

import pytest

import danaya

PACKAGE = Path(danaya.__file__).parent
SHEETS = sorted(PACKAGE.rglob("static/**/*.css"))
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_know_no_left_and_right(sheet):
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"[\w-]*\b(?:left|right)\b[\w-]*", rules) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_load_nothing_from_elsewhere(sheet):
    assert not re.search(r"@import|https?:|//[a-z]", sheet.read_text("utf-8"))


def test_the_sheet_stays_small():
    assert len(gzip.compress((PACKAGE / "base/design/static/design/danaya.css").read_bytes(), 9)) < 8000


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_templates_hold_nothing_that_the_content_policy_refuses(template):
    source = template.read_text("utf-8")
    assert not re.search(
        r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*(?:\bsrc=|type=.application/json))", source
    )
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", source)
