"""The kinds of jobs: each app registers the functions that do its long work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from danaya.engines.language import Text

Run = Callable[..., str | None]
"""``run(work, **arguments)`` does the work and returns the address of its result."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job: its name, its title for people, the function that does it."""

    name: str
    title: Text
    run: Run


KINDS: dict[str, Kind] = {}


def job(name: str, title: Text) -> Callable[[Run], Run]:
    """Register a function as the work of jobs called ``name``. Import its module in the app's ``ready()``."""

    def register(run: Run) -> Run:
        known = KINDS.get(name)
        if known and (known.run.__module__, known.run.__qualname__) != (run.__module__, run.__qualname__):
            raise ValueError(f"two functions do jobs called {name!r}")
        KINDS[name] = Kind(name, title, run)
        return run

    return register


def title(name: str) -> Any:
    """Return the title of a kind, or its name where no app knows it any more."""
    return KINDS[name].title if name in KINDS else {"en": name, "fr": name}
