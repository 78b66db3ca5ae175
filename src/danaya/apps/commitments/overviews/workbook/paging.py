"""What came back, commitment by commitment, in the order of the file: a page compares some of thousands, and no more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from danaya.apps.commitments.models import reference_of
from danaya.apps.commitments.overviews.workbook.comparing import Comparison
from danaya.apps.commitments.overviews.workbook.concerned import Readable
from danaya.apps.commitments.overviews.workbook.keeping import unpack
from danaya.apps.commitments.overviews.workbook.reading import CameBack
from danaya.apps.commitments.overviews.workbook.values import fold


@dataclass(slots=True)
class Unit:
    """Rows that are compared together, by their places in the two sheets: those of one commitment, or of one new draft."""

    commitments: list[int] = field(default_factory=list)
    milestones: list[int] = field(default_factory=list)

    def rows(self, came: CameBack) -> list[Any]:
        """Return its rows."""
        return [
            *(came.commitments[one] for one in self.commitments),
            *(came.milestones[one] for one in self.milestones),
        ]


def units_of(came: CameBack, readable: Readable) -> list[Unit]:
    """Return the rows that somebody touched, or whose key is not known, with those they belong to; each row once.

    Milestones stand with their commitment; those that are new with the commitment that they name, by its number or by the mark of a new
    line. Copies of a row stand with their original: which is which is seen only beside each other.
    """
    found: dict[str, Unit] = {}
    names: dict[str, str] = {}
    for place, row in enumerate(came.commitments):
        name = row.key or f"new {place}"
        found.setdefault(name, Unit()).commitments.append(place)
        names.setdefault(fold(row.text("ref")), name)
    names |= {fold(reference_of(number)): key for key, number in readable.numbers.items() if number}
    names.pop("", None)
    for place, row in enumerate(came.milestones):
        if row.cells or row.key not in readable.steps:
            name = readable.steps.get(row.key) or names.get(fold(row.text("ref"))) or f"lost {place}"
            found.setdefault(name, Unit()).milestones.append(place)
    return [
        unit
        for name, unit in found.items()
        if unit.milestones
        or name not in readable.numbers
        or any(came.commitments[one].cells for one in unit.commitments)
    ]


def pages_of(came: CameBack, readable: Readable, whole: Comparison) -> dict[str, Any]:
    """Return what a page needs to know of the whole file: which rows belong together and change something, and how many are absent."""
    said = [one for one in whole.entries if one.changes or one.refused]
    places = {one.place for one in said} | {step.place for one in said for step in one.steps}
    units = [one for one in units_of(came, readable) if any(row.place in places for row in one.rows(came))]
    return {"units": [[one.commitments, one.milestones] for one in units], "absent": whole.absent}


def unpack_some(held: Mapping[str, Any], units: Collection[Sequence[Sequence[int]]]) -> CameBack:
    """Return the rows of some units out of what was kept, in the order of the file."""
    places = [sorted({place for unit in units for place in unit[sheet]}) for sheet in (0, 1)]
    return unpack(
        {
            "commitments": [held["commitments"][place] for place in places[0]],
            "milestones": [held["milestones"][place] for place in places[1]],
            "notes": held["notes"],
        }
    )


def keys_in(held: Mapping[str, Any]) -> set[str]:
    """Return the keys of all commitments that a kept file holds."""
    return {key for _place, key, *_rest in held["commitments"] if key}
