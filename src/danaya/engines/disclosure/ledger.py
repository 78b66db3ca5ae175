"""The ledger of releases: which populations have been published, about what, and how many people each is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from danaya.engines.disclosure.protection import Protection
from danaya.engines.disclosure.tables import Key
from danaya.engines.language import Problem

Conditions = tuple[tuple[str, frozenset[str]], ...]
"""A population: for each column named, the levels its people have; sorted by column. Empty = everybody."""


def where(**levels: str | Iterable[str]) -> Conditions:
    """Return conditions: ``where(audience="customs", region={"north", "south"})``."""
    return tuple(
        sorted((column, frozenset([value] if isinstance(value, str) else value)) for column, value in levels.items())
    )


@dataclass(frozen=True, slots=True)
class Released:
    """A cell that was, or is to be, published: figures about ``about`` for ``n`` people under conditions.

    ``about`` names what was measured (``q07``, ``transparency``): only figures about the same thing can be subtracted.
    """

    about: str
    conditions: Conditions
    n: int

    def key(self, *fixed: str) -> Key:
        """Return the key of the cell in its table, whose people all meet the conditions on the columns ``fixed``."""
        return tuple((column, min(levels)) for column, levels in self.conditions if column not in fixed)

    def plain(self) -> dict[str, Any]:
        """Return the cell as plain data."""
        conditions = {column: sorted(levels) for column, levels in self.conditions}
        return {"about": self.about, "conditions": conditions, "n": self.n}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Released":
        """Read back what :meth:`plain` wrote."""
        return cls(str(data["about"]), where(**data["conditions"]), int(data["n"]))


@dataclass(frozen=True, slots=True)
class Release:
    """Cells published together from one dataset (by its digest); ``supersedes`` is the digest of the dataset it corrects."""

    key: str
    dataset: str
    cells: tuple[Released, ...]
    supersedes: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the release as plain data."""
        cells = [cell.plain() for cell in self.cells]
        return {"key": self.key, "dataset": self.dataset, "supersedes": self.supersedes, "cells": cells}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Release":
        """Read back what :meth:`plain` wrote."""
        cells = tuple(Released.from_plain(cell) for cell in data["cells"])
        return cls(str(data["key"]), str(data["dataset"]), cells, str(data["supersedes"]))


@dataclass(frozen=True, slots=True)
class Ledger:
    """All releases so far, in order. What was once published stays: there is no way to take a release out."""

    releases: tuple[Release, ...] = ()

    def add(self, release: Release) -> "Ledger":
        """Return the ledger with one release more.

        Raises
        ------
        Problem
            ``release-twice``.
        """
        if any(known.key == release.key for known in self.releases):
            raise Problem(
                "release-twice",
                {
                    "fr": "Une publication porte déjà ce nom. Donnez-en un autre.",
                    "en": "A release has this name already. Give it another.",
                },
                release.key,
            )
        return Ledger((*self.releases, release))

    def related(self, release: Release) -> frozenset[str]:
        """Return the digests of the other datasets about nearly the same people: those it corrects, and their corrections."""
        links = [{known.dataset, known.supersedes} for known in (*self.releases, release) if known.supersedes]
        found = {release.dataset}
        while more := [link for link in links if link & found and not link <= found]:
            found.update(*more)
        return frozenset(found - {release.dataset})

    def plain(self) -> dict[str, Any]:
        """Return the ledger as plain data (JSON)."""
        return {"releases": [release.plain() for release in self.releases]}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Ledger":
        """Read back what :meth:`plain` wrote."""
        return cls(tuple(Release.from_plain(release) for release in data["releases"]))


def released_cells(protection: Protection, about: str, **fixed: str | Iterable[str]) -> tuple[Released, ...]:
    """Return the cells of a protected table that may be published, for the ledger.

    ``fixed`` are the conditions that everybody in the table meets (``audience="customs"``).
    """
    return tuple(
        Released(about, tuple(sorted((*where(**fixed), *where(**dict(cell.key))))), cell.n)
        for cell in protection.table.cells
        if protection.shows(cell.key)
    )
