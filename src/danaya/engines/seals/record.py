"""The complete record of a plan: its text, the register, what is opened of it. One file that any organisation can leave with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danaya.engines.seals.canonical import Canonical, canonical
from danaya.engines.seals.chain import Head, Link, head_of
from danaya.engines.seals.plan import Part, PlanText, plan_content, plan_table, table_digest
from danaya.engines.seals.register import Opening

FORM, VERSION = "danaya record", 1


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says; what is true of it, ``danaya.engines.seals.verifying`` tells.

    ``table`` and ``digest``: the parts of the plan and its digest as they were signed, empty without a plan. ``head``: the end
    of the register. ``openings``: only those that the reader of this copy may have.
    """

    plan: PlanText | None
    table: tuple[Part, ...]
    digest: str
    links: tuple[Link, ...]
    head: Head
    openings: tuple[Opening, ...] = ()


def make_record(plan: PlanText | None, links: Sequence[Link], openings: Sequence[Opening] = ()) -> Record:
    """Return the record of a plan and its register; ``plan`` None: a register alone, a whole journal for instance.

    Raises
    ------
    Problem
        As ``plan_content``.
    """
    table = () if plan is None else plan_table(plan)
    return Record(
        plan, table, "" if plan is None else table_digest(table), tuple(links), head_of(links), tuple(openings)
    )


def record_content(record: Record) -> dict[str, Canonical]:
    """Return what a record's file holds.

    Raises
    ------
    Problem
        As ``plan_content``.
    """
    return {
        "form": FORM,
        "version": VERSION,
        "plan": None if record.plan is None else plan_content(record.plan),
        "table": [[part.name, part.digest] for part in record.table],
        "digest": record.digest,
        "entries": [
            {"place": link.place, "previous": link.previous, "payload": link.payload, "digest": link.digest}
            for link in record.links
        ],
        "head": {"length": record.head.length, "digest": record.head.digest},
        "openings": [
            {"place": one.place, "field": one.field, "salt": one.salt, "text": one.text} for one in record.openings
        ],
    }


def write_record(record: Record) -> bytes:
    """Return a record's file: canonical JSON (RFC 8785) and a line end. Equal records give equal bytes.

    Raises
    ------
    Problem
        As ``record_content`` and ``canonical``.
    """
    return canonical(record_content(record)) + b"\n"


def loads_strictly(text: str) -> object:
    """Return what a JSON text says; raise ValueError for what two readers could read differently.

    That is: a key that stands twice, a number with a fraction or an exponent, NaN and infinities.
    """
    return json.loads(text, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)


def _once(pairs: list[tuple[str, object]]) -> Mapping[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_float(written: str) -> object:
    raise ValueError(f"{written[:20]} is no whole number")
