"""What visitors of the demonstration do again and again."""

import html
import re
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pypdfium2

COORDINATOR = "Coordination de l'intégrité"
COORDINATOR_EN = "Integrity coordinator"
DIRECTOR = "Direction générale"
ANALYST = "Analyse, équipe d'intégrité"
CHAMBER = "Chambre de commerce et d'industrie de Tamarie"
BROKERS = "Fédération des commissionnaires en douane de Tamarie"
EMPLOYERS = "Conseil du patronat de Tamarie"
HAULIERS = "Union des transporteurs routiers"
SECRETARY = "Secrétariat général"
FOCAL_POINT = "Point focal, Balanko"

ROUND_2 = "deuxième ronde"


def sign_in_as(page: Any, post: str, organisation: str = "") -> None:
    """Enter the demonstration with one click as ``post`` (of ``organisation``, where several have such a post)."""
    page.goto("/sign-in/")
    body = page.locator(".visits > div").filter(has_text=organisation)
    body.get_by_role("button", name=post, exact=True).click()
    page.get_by_role("button", name=re.compile("Se déconnecter|Sign out")).or_(
        page.get_by_role("link", name=re.compile("Se déconnecter|Sign out"))
    ).first.wait_for()


def open_restitution(page: Any, name: str = ROUND_2) -> str:
    """Open the restitution of a round from the list; return its address."""
    page.goto("/findings/")
    page.locator("main").get_by_role("link", name=re.compile(name)).first.click()
    page.get_by_role("heading", level=1, name=re.compile(name)).wait_for()
    return str(page.url)


def download(page: Any, link: Any, folder: Path) -> Path:
    """Click ``link`` and return the file it brings."""
    with page.expect_download() as coming:
        link.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def fetch(page: Any, address: str, folder: Path) -> Path:
    """Return the file at ``address`` as the visitor of ``page`` gets it, under the name it is offered with."""
    response = page.request.get(address)
    assert response.ok, f"{response.status} {address}"
    found = re.search(r'filename="([^"]+)"', response.headers["content-disposition"])
    assert found is not None
    path = folder / found[1]
    path.write_bytes(response.body())
    return path


def one_line(text: str) -> str:
    """Return ``text`` with every run of spaces, of whatever width, as one space."""
    return re.sub(r"\s+", " ", text).strip()


def words(page: Any) -> str:
    """Return what the page says, with plain spaces and apostrophes."""
    return one_line(page.locator("main").inner_text()).replace("’", "'")


@dataclass
class Company:
    """Everybody of a story, each with a browser of their own; each page they come to is looked at once."""

    visit: Callable[..., Any]
    site: str
    check: Callable[[Any], None]
    folder: Path
    looked_at: set[tuple[str, ...]] = field(default_factory=set)

    def look(self, page: Any) -> None:
        """Check the page that somebody is on, unless one of the same kind in the same state was checked before."""
        kind = re.sub(r"[0-9a-f-]{36}|\?.*", "", page.url)
        seen = (kind, *page.locator("h1, h2, main button, main summary").all_inner_texts())
        if seen not in self.looked_at:
            self.check(page)
        self.looked_at.add(seen)

    def post(self, title: str, organisation: str = "", *, width: int = 320) -> Any:
        """Somebody at a post, with a narrow window unless another width is said."""
        page = self.visit(self.site, width=width)
        sign_in_as(page, title, organisation)
        return page

    def go(self, page: Any, name: str) -> None:
        """Go where a link or a button of the page leads, and look at what is there."""
        named = re.compile(re.escape(name).replace("'", "['’]"))
        main = page.locator("main")
        main.get_by_role("link", name=named).or_(main.get_by_role("button", name=named)).first.click()
        self.look(page)


# Whoever holds a card


def read_codes(sheets: Path) -> list[str]:
    """Return the codes of printed cards, as whoever cuts the sheets reads them."""
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheets))
    return list(dict.fromkeys(re.findall(r"\b[A-Z0-9]{4}(?: ?- ?[A-Z0-9]{4}){3}\b", words)))


def type_code(page: Any, code: str) -> None:
    """Enter with the code of a card, typed as a thumb types it."""
    page.goto("/c/")
    page.get_by_label("Code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Entrer").tap()
    page.get_by_text("Vous parlez pour").wait_for()


class Handset:
    """A telephone without a screen: the same pages and buttons, asked for one by one."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.page = ""
        self.at = ""

    def open(self, path: str) -> "Handset":
        """Open a page."""
        return self._read(self.opener.open(f"{self.address}{path}", timeout=20))

    def press(self, path: str, **typed: str) -> "Handset":
        """Send the form of the page, with what it holds hidden and what was typed."""
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page))
        data = {name: html.unescape(value) for name, value in hidden.items()} | typed
        sent = urllib.parse.urlencode(data).encode()
        return self._read(self.opener.open(f"{self.address}{path}", sent, timeout=20))

    def enter(self, code: str) -> "Handset":
        """Type the code of a card."""
        return self.open("/c/").press("/c/", code=code)

    def vote(self, number: int, opinion: int) -> "Handset":
        """Vote on one expectation, by its number."""
        home = self.at
        self.open(f"{home}vote/{number}/").press(f"{home}vote/", opinion=str(opinion))
        self.at = home
        return self

    def _read(self, response: Any) -> "Handset":
        with response:
            self.page = response.read().decode()
            self.at = urllib.parse.urlsplit(response.url).path
        return self
