"""What visitors of the demonstration do again and again."""

import re
from pathlib import Path
from typing import Any

COORDINATOR = "Coordination de l'intégrité"
COORDINATOR_EN = "Integrity coordinator"
DIRECTOR = "Direction générale"
BROKERS = "Fédération des commissionnaires en douane de Tamarie"

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
