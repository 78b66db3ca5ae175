"""What every test may ask for: a clock that stands still, PostgreSQL or SQLite, Chromium, accessibility."""

import datetime
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, connections
from django.template import Context, RequestContext, Template
from django.test import TransactionTestCase
from django.test.signals import template_rendered
from django.utils import translation
from django.utils.safestring import SafeString
from whitenoise.middleware import WhiteNoiseMiddleware

from danaya.apps.commitments.progress import pins
from danaya.base.cards import keys
from danaya.base.journal.protection import protect, unprotect
from danaya.engines.seals import boxes
from danaya.web.folder import postgres
from tests import browser as chromium
from tests.postgres import Server, programs

STRETCHED, BOX = keys._COST["n"], boxes._COST
"""What stretching a secret costs in an installation."""
CHEAP = (1, 8, 1)

ON_POSTGRES = os.environ.get("TEST_DATABASE") == "postgres"
NO_POSTGRES = "no PostgreSQL server program on this machine (apt-get install postgresql)"
NO_BROWSER = "no Chromium on this machine (apt-get install chromium)"


# How long an example takes is the machine's affair: speed is measured in benchmarks/.
hypothesis.settings.register_profile("danaya", deadline=None)
hypothesis.settings.load_profile("danaya")


# Databases


def pytest_configure(config: pytest.Config) -> None:
    """Use a PostgreSQL server where ``TEST_DATABASE=postgres`` asks for it: the named one, else one of our own."""
    runs_no_tests = bool(getattr(config.option, "numprocesses", 0))
    if not ON_POSTGRES or runs_no_tests:
        return
    address = os.environ.get("DATABASE_URL")
    if not address:
        binaries = programs()
        if binaries is None:
            return
        server = Server(binaries)
        config.add_cleanup(server.stop)
        address = server.address
    databases = {"default": {**postgres(address), "CONN_MAX_AGE": 0}}
    settings.DATABASES = databases
    connections.settings = connections.configure_settings(databases)
    del connections["default"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with the reason, what this machine or this run cannot do; refuse to where the run requires it."""
    if ON_POSTGRES and not os.environ.get("DATABASE_URL") and programs() is None:
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.exit(f"REQUIRE_POSTGRES=1, but {NO_POSTGRES}", returncode=1)
        for item in items:
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRES))
    if ON_POSTGRES:
        alike = [item for item in items if not _reaches_the_database(item)]
        items[:] = [item for item in items if _reaches_the_database(item)]
        config.hook.pytest_deselected(items=alike)
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="runs with TEST_DATABASE=postgres only"))


def _reaches_the_database(item: pytest.Item) -> bool:
    """Whether a test would do anything else on another database: what touches none runs once, on SQLite's turn."""
    if item.get_closest_marker("once"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres", "each_database"))
    return marked or not {"db", "transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


def _empty_tables(self: TransactionTestCase, emptied: Any = TransactionTestCase._fixture_teardown) -> None:
    """Empty the test database; the journal's triggers, which forbid it, are lifted for that moment."""
    unprotect(connection)
    try:
        emptied(self)
    finally:
        protect(connection)


TransactionTestCase._fixture_teardown = _empty_tables  # type: ignore[method-assign]


NEW = "import pathlib, sys; from danaya.cli import site; site.enter(pathlib.Path(sys.argv[1])); site.migrate()"


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the SQLite file of an installation where nothing was entered yet: made once, to be copied."""
    folder = tmp_path_factory.mktemp("new") / "data"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANAYA_", "DJANGO_"))}
    environment.pop("DATABASE_URL", None)
    folder.mkdir()
    subprocess.run([sys.executable, "-c", NEW, str(folder)], env=environment, check=True)
    return folder / "danaya.sqlite3"


# Workers

SHARING = ("journeys/", "demo/told/", "web/test_backup.py", "web/test_restoring.py")
"""Parts of the suite whose tests share something that takes long to make."""


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Run in one worker what shares one demonstration; every other test wherever there is room.

    xdist's own groups do not hold with pytest 9.2: they are read from a suffix of the test's name that it no longer keeps.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Stories(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((shared for shared in SHARING if shared in nodeid), nodeid)

    return Stories(config, log)


# Secrets


@pytest.fixture(scope="session", autouse=True)
def _secrets_are_stretched_little() -> None:
    """Let deriving a key from a code, PIN or secret cost next to nothing, as Django's fast password hashers do; see ``real_cost``."""
    keys._COST["n"] = pins._COST["n"] = 2
    boxes._COST = CHEAP


@pytest.fixture
def real_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch secrets as an installation does."""
    for costs in (keys._COST, pins._COST):
        monkeypatch.setitem(costs, "n", STRETCHED)
    monkeypatch.setattr(boxes, "_COST", BOX)


# Pages


@pytest.fixture(scope="session", autouse=True)
def _pages_alone_are_recorded(django_test_environment: None) -> None:
    """Let ``response.context`` hold what a page was given, and not a copy of the context of each field's own template.

    Django's test client copies them all: a fifth of the time that a page with fifty rows takes here.
    """

    def render(self: Template, context: Context) -> SafeString:
        if isinstance(context, RequestContext):
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    Template._render = render  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_found_once() -> None:
    """Let the handler that each test's client makes share the list of static files: walking through them takes longer than a page."""
    found: dict[str, Any] = {}

    def share(self: WhiteNoiseMiddleware, walk: Any = WhiteNoiseMiddleware.add_files_from_finders) -> None:
        if not found:
            walk(self)
            found.update(self.files)
        self.files = {**found, **self.files}

    WhiteNoiseMiddleware.add_files_from_finders = share


# Time


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        """Return the moment it shows."""
        return self.now

    def advance(self, **amount: float) -> None:
        """Move it: ``clock.advance(minutes=5)``."""
        self.now += datetime.timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    """Return a clock at 23 November 2026, 9:00 UTC."""
    return Clock()


@pytest.fixture(autouse=True)
def _language_of_one_test() -> None:
    """Let each test begin in the installation's language: a request leaves its reader's language behind in the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _files_of_one_test(request: pytest.FixtureRequest) -> None:
    """Give each test that uses the database an empty folder of files."""
    if request.node.get_closest_marker("django_db") is None:
        return
    options = {"location": request.getfixturevalue("tmp_path") / "files"}
    storages = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}
    request.getfixturevalue("settings").STORAGES = storages


# Browser


@pytest.fixture(scope="session")
def chrome() -> Iterator[Any]:
    """Return a running Chromium."""
    program = chromium.executable()
    if program is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"REQUIRE_BROWSER=1, but {NO_BROWSER}")
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, which Django takes for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    chromium.wait_for_whole_pages()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(chrome: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Return a maker of pages: ``new_page(language="en", width=320, script=False, client=client)``.

    ``client`` is a signed-in Django test client whose session the page takes over. After the test no request of any
    page may have left this machine.
    """
    contexts, outside = [], []

    def make(*, language: str = "fr", width: int = 1280, script: bool = True, client: Any = None) -> Any:
        viewport = {"width": width, "height": 900}
        context = chrome.new_context(
            viewport=viewport, locale=language, java_script_enabled=script, base_url=live_server.url
        )
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if client is not None:
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        outside.append(chromium.stay_here(context))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield make
    for context in contexts:
        context.close()
    assert [address for addresses in outside for address in addresses] == []


@pytest.fixture
def assert_accessible() -> Callable[[Any], None]:
    """Return a check of the page as it stands: no violation by axe, no sideways scroll."""

    def check(page: Any) -> None:
        assert chromium.violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    return check
