"""What a body prepares privately is put into a served installation through its pages; then everything that rests there is read.

Database, its files, backup, log at its finest, journal, visits, notices, temporary folder: nothing of texts, key factor, secret,
key or votes is in any of them. What was handed in afterwards is there, and no more: so what looks also finds.
"""

import base64
import html
import json
import os
import re
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote

import pypdfium2
import pytest

from danaya.engines.seals.boxes import unwrap
from tests.attacks.browsers import Browser
from tests.attacks.what_rests import ROOT, Site, backup, carriers, database_files, hits, rows, unpacked
from tests.conftest import ON_POSTGRES
from tests.postgres import Server, programs

pytestmark = pytest.mark.each_database

FACTOR = "human_resources"

WRITTEN = "kilometreseptundeux les convoyeurs paient"
ENGLISH = "kilometresevenonetwo drivers pay"
BY_CARD = "guichetnocturnetroisquatre personne ne vient"
CLOSED = "ecritsansouvrircinqsix rien ne bouge"
CARRIED = "tapetroptardseptheuf encore un mot"
ENDED = "visitefiniehuitneuf encore un autre mot"
FOREIGN = "formulairedailleursdix un mot de plus"
WRONG = "motsfauxonzedouze baobab lanterne marmite"
OWN = "Notre phrase secrete a nous, treizequatorze"
MARKS = (WRITTEN, ENGLISH, BY_CARD, CLOSED, CARRIED, ENDED, FOREIGN, WRONG, OWN)
FINAL = "Ce que nous defendons quinzeseize ensemble"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("private")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DANAYA_", "DJANGO_"))}
    environment = {
        **kept,
        "DANAYA_DATA": str(folder / "data"),
        "DANAYA_LOG": "DEBUG",
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    (folder / "tmp").mkdir()
    for name in ("TEST_DATABASE", "DATABASE_URL"):
        environment.pop(name, None)
    database = None
    if ON_POSTGRES:
        binaries = programs()
        if binaries is None:
            pytest.skip("no PostgreSQL server program on this machine")
        database = Server(binaries)
        environment["DATABASE_URL"] = database.address
    made = Site(folder, environment, database)
    try:
        made.facts = json.loads(made.run("tests.attacks.private_installation", "make").splitlines()[-1])
        process = made.begin()
        try:
            yield made
        finally:
            process.kill()
            process.wait(10)
    finally:
        if database:
            database.stop()


# What members do


@dataclass
class Used:
    """The space after members used it: its address, its secrets, everybody's browsers."""

    space: str
    secrets: tuple[str, ...]
    member: Browser
    phone: Browser
    others: dict[str, Browser]

    def to(self, page: str) -> str:
        """Return the address of a page of the space."""
        return f"/voices/{self.space}/private/{page}/"


@pytest.fixture(scope="module")
def used(site: Site) -> Used:
    member = site.browser("member")
    first, space = open_space(site, member)
    to = f"/voices/{space}/private"
    write(member, f"{to}/write/", text=WRITTEN, other=ENGLISH, other_language="en", factor=FACTOR)
    colleague = site.browser("colleague")
    assert colleague.post(f"{to}/unlock/", {"space_password": WRONG}).status == 422
    write(colleague, f"{to}/write/", text=CLOSED)
    phone = enter_by_card(site, member, to)
    write(phone, f"/p/{space}/write/", text=BY_CARD)
    assert phone.post(f"/p/{space}/", {"space_password": WRONG}).status == 200
    assert phone.post(f"/p/{space}/", {"space_password": first}).status == 302
    vote_on_everything(phone, f"/p/{space}/texts/")
    vote_on_everything(member, f"{to}/texts/")
    assert member.post(f"{to}/count/", {}, form_at=f"{to}/texts/").status == 302
    change_secret(member, f"{to}/secret/")
    what_goes_wrong(site, member, to)
    others = {name: site.browser(name) for name in ("coordinator", "technician", "neighbour")}
    for other in others.values():
        for path in ("/", "/voices/", f"/voices/{site.facts['consultation']}/", f"{to}/texts/", f"/p/{space}/texts/"):
            other.get(path)
    return Used(space, (first, OWN), member, phone, others)


def open_space(site: Site, member: Browser) -> tuple[str, str]:
    """Open the space under six words; return them and its key."""
    address = f"/voices/{site.facts['consultation']}/private/open/"
    page = member.get(address).page
    secret, proposal = secret_of(page)
    assert member.post(address, {"step": "noted", "proposal": proposal}).status == 200
    done = member.post(address, {"step": "typed", "proposal": proposal, "space_password": secret})
    assert done.status == 302, done.page
    assert member.get(done.to).status == 200
    return secret, done.to.split("/")[2]


def secret_of(page: str) -> tuple[str, str]:
    found = re.search(r'class="secret"[^>]*>([^<]+)<.*?name="proposal" value="([^"]+)"', page, re.DOTALL)
    assert found is not None, page
    return found[1], found[2]


def write(browser: Browser, address: str, **data: str) -> None:
    done = browser.post(address, {"language": "fr", **data})
    assert (done.status, done.to[-8:]) == (302, "written/"), done.page


def enter_by_card(site: Site, member: Browser, to: str) -> Browser:
    """Print cards, and enter with one."""
    sheet = member.post(f"{to}/cards/", {"count": "3", "label": "bureau", "language": "fr"})
    pdf = pypdfium2.PdfDocument(sheet.content)
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    code = re.sub(r"\s", "", re.search(r"(?:[A-Z2-9]{4}\s*-\s*){3}[A-Z2-9]{4}", words)[0])  # type: ignore[index]
    phone = site.browser()
    assert phone.post("/c/", {"code": code}).to == f"/p/{code}/"
    assert phone.post(f"/p/{code}/", {}).status == 302
    return phone


def vote_on_everything(browser: Browser, address: str) -> None:
    texts = set(re.findall(rf'href="({address}[0-9a-f-]{{36}}/)"', browser.get(address).page))
    assert len(texts) == 3
    for text in sorted(texts):
        assert browser.post(f"{text}vote/", {"opinion": "1"}, form_at=text).status == 302


def change_secret(member: Browser, address: str) -> None:
    """Take a secret of one's own."""
    page = member.post(address, {"step": "own", "space_password": OWN}).page
    proposal = re.search(r'name="proposal" value="([^"]+)"', page)
    assert proposal is not None, page
    done = member.post(address, {"step": "typed", "proposal": proposal[1], "space_password": OWN})
    assert done.status == 302, done.page


def what_goes_wrong(site: Site, member: Browser, to: str) -> None:
    """Texts that are typed while the space is locked, when the visit has ended, in a form from elsewhere: shown, and kept nowhere."""
    text = re.search(rf'href="{to}/texts/([0-9a-f-]{{36}})/"', member.get(f"{to}/texts/").page)
    assert text is not None
    colleague = site.browser("colleague")
    locked = colleague.post(f"{to}/texts/{text[1]}/rewrite/", {"text": CARRIED}, form_at=f"{to}/write/")
    assert CARRIED in locked.page
    colleague.jar.clear("127.0.0.1", "/", site.facts["cookie"])
    ended = colleague.post(f"{to}/write/", {"text": ENDED, "language": "fr"}, form_at="/accounts/login/")
    assert ended.status in {302, 403}
    foreign = member.send(f"{to}/write/", {"text": FOREIGN, "csrfmiddlewaretoken": "wrong"})
    assert foreign.status == 403


# What is looked for, and where


def needles(used: Used, keys: list[bytes]) -> dict[str, bytes]:
    """Everything that must not be found, in each way that bytes could carry it."""
    plain = {mark: mark.encode() for mark in (*MARKS, *used.secrets)}
    plain |= {word: word.encode() for mark in MARKS for word in mark.split() if len(word) > 12}
    found: dict[str, bytes] = {FACTOR: FACTOR.encode()}
    for name, value in plain.items():
        found |= {f"{name} ({way})": carried for way, carried in carriers(value)}
    for key in keys:
        found |= {f"the key ({way})": carried for way, carried in carriers(key)}
    return found


def kept(site: Site, used: Used) -> Iterator[tuple[str, bytes]]:
    """Yield everything that rests anywhere."""
    yield from database_files(site)
    yield from rows(site)
    yield from backup(site)
    yield from unpacked(site)
    yield "log", site.log.read_bytes()
    for place in (site.data, site.folder / "tmp"):
        for path in place.rglob("*"):
            if path.is_file() and not path.name.startswith("danaya.sqlite3"):
                yield path.name, path.read_bytes()
    for name, other in used.others.items():
        yield f"cookies of the {name}", other.cookies().encode()


def body_keys(site: Site, secret: str) -> list[bytes]:
    """Return the body's key, which who knows the secret can compute from the database."""
    if site.database:
        import psycopg

        with psycopg.connect(site.database.address) as connection:
            wrapped = connection.execute("SELECT wrapped_key FROM dialogue_privatespace").fetchall()
    else:
        with closing(sqlite3.connect(site.data / "danaya.sqlite3")) as connection:
            wrapped = connection.execute("SELECT wrapped_key FROM dialogue_privatespace").fetchall()
    return [unwrap(bytes(key), secret).raw for (key,) in wrapped]


def test_nothing_of_it_rests_anywhere(site: Site, used: Used) -> None:
    wanted = needles(used, body_keys(site, OWN))
    found = {where: hits(content, wanted) for where, content in kept(site, used)}
    assert len(found) > 40
    assert {where: what for where, what in found.items() if what} == {}
    log = site.log.read_text("utf-8")
    assert "DEBUG" in log, "the log was at its finest"
    stored = b"".join(content for _where, content in rows(site))
    assert any(key.encode() in stored for key in (used.space, used.space.replace("-", ""))), "the space was read"


def test_what_looks_also_finds(used: Used) -> None:
    wanted = needles(used, [])
    for carried in (
        WRITTEN.encode(),
        base64.b64encode(b"x" + WRITTEN.encode()),
        base64.urlsafe_b64encode(json.dumps({"text": WRITTEN}).encode()),
        quote(WRITTEN).encode(),
        html.escape(OWN).encode(),
        FACTOR.encode(),
    ):
        assert hits(b"before " + carried + b" after", wanted), carried
    assert not hits(zlib.compress(b"nothing of the kind"), wanted)


def test_after_handing_in_only_what_was_handed_in_is_readable(site: Site, used: Used) -> None:
    page = used.member.get(used.to("texts")).page
    text = re.search(rf'href="({used.to("texts")}[0-9a-f-]{{36}}/)"[^>]*>{WRITTEN}', page)
    assert text is not None, page
    final = {"text": FINAL, "language": "fr", "step": "send"}
    done = used.member.post(f"{text[1]}hand-in/", final)
    assert done.status == 302, done.page
    wanted = needles(used, body_keys(site, OWN))
    found = {where: hits(content, wanted) for where, content in kept(site, used)}
    assert {where: what for where, what in found.items() if what} == {}
    places = {where for where, content in kept(site, used) if FINAL.encode() in content}
    assert {"dialogue_expectation", "backup rows/dialogue.expectation.jsonl", "rows"} <= places
    assert "log" not in places
    assert FINAL not in "".join(other.cookies() for other in used.others.values())
