"""What those who make, sign and keep a common action plan do again and again."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from tests.journeys.visitors import Company, one_line

TABS = "Pages de ce plan"
DIGEST = re.compile(r"\b[2-9A-HJ-NP-TV-Z]{5}(?:-[2-9A-HJ-NP-TV-Z]{5}){5}\b")


@dataclass
class Planners(Company):
    """Everybody of a story of the common action plan."""

    def open(self, page: Any, title: str, tab: str = "Vue d'ensemble") -> None:
        """Go to a page of a plan: by its tabs where they are in sight, up the breadcrumb, or from the main navigation."""
        crumb = page.get_by_role("link", name=title, exact=True)
        if not page.get_by_role("navigation", name=TABS).count():
            if not crumb.count():
                page.get_by_role("link", name=re.compile("Plan d['’]action commun")).first.click()
            crumb.first.click()
        self.tab(page, tab)

    def tab(self, page: Any, name: str) -> None:
        """Go to a page of the plan."""
        page.get_by_role("navigation", name=TABS).get_by_role("link", name=name, exact=True).click()
        self.look(page)

    def choose(self, page: Any, label: str, option: str) -> None:
        """Choose ``option`` from a list."""
        page.get_by_label(label, exact=True).select_option(label=option)


def digest_of(sheet: Path) -> str:
    """Return the digest printed on a sheet, as whoever enters it reads it."""
    printed = one_line(pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range())
    found = DIGEST.search(printed)
    assert found is not None, printed
    return found[0]
