"""Designs of golden fixtures → samples of the engine."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw

from danaya.engines.perception import Design, Lonely, Sample
from danaya.engines.perception.frame import read_frame
from tests.golden.expressions import Column, Typed, UnreadableError, compile_expression, number, truth
from tests.golden.tables import read_table


class UnsupportedError(Exception):
    """The fixture asks for what the engine cannot do yet."""


@dataclass
class Plan:
    """A design of a fixture made: the sample, its domain (from ``subset``), and what is known of its columns."""

    sample: Sample
    columns: dict[str, Column]
    domain: nw.Expr | None

    def compile(self, text: str) -> Typed:
        return compile_expression(text, self.columns)

    def within(self, where: str | None) -> nw.Expr | None:
        """The design's own domain and the request's, together."""
        wanted = None if where is None else truth(self.compile(where))
        if wanted is None or self.domain is None:
            return self.domain if wanted is None else wanted
        return self.domain & wanted


@dataclass
class Folder:
    """A folder of fixtures with the designs made from it, each only once."""

    root: Path
    connection: duckdb.DuckDBPyConnection = field(default_factory=lambda: duckdb.connect(":memory:"))
    tables: dict[str, tuple[nw.LazyFrame[Any], dict[str, Column]]] = field(default_factory=dict)

    def make(self, spec: dict[str, Any]) -> Plan:
        """Make a design: rows, derived columns, then the sample, then its steps."""
        if spec.get("pps"):
            raise UnsupportedError("selection with unequal probabilities without replacement (pps)")
        frame, columns = self._read(spec["data"])
        columns = dict(columns)
        if spec.get("rows"):
            frame = frame.filter(truth(compile_expression(spec["rows"], columns)))
        for name, text in (spec.get("derive") or {}).items():
            value = compile_expression(text, columns)
            ours = f"derived{len(columns)}_{name}"
            frame = frame.with_columns(value.expr.alias(ours))
            columns[name] = Column(ours, value.kind)
        frame, named = _name_design(frame, spec, columns)
        design = Design(
            **named,
            nest=bool(spec.get("nest")),
            lonely=Lonely(spec.get("lonely") or "fail"),
            domain_lonely=bool(spec.get("domain_lonely")),
        )
        plan = Plan(Sample(frame, design), columns, None)
        for step in spec.get("then") or []:
            if step["op"] != "subset":
                raise UnsupportedError(f"design step {step['op']}")
            plan.domain = plan.within(step["where"])
        return plan

    def _read(self, name: str) -> tuple[nw.LazyFrame[Any], dict[str, Column]]:
        if name not in self.tables:
            table = read_table(self.root / name)
            self.tables[name] = read_frame(table.arrays, self.connection), table.columns
        return self.tables[name]


def _name_design(
    frame: nw.LazyFrame[Any], spec: dict[str, Any], columns: dict[str, Column]
) -> tuple[nw.LazyFrame[Any], dict[str, Any]]:
    """Give every stage a column: as it stands where the text names one, else derived."""

    def place(text: str, name: str, *, numeric: bool) -> str:
        nonlocal frame
        if text.isidentifier() and text not in columns:
            return text  # not there: the engine says so
        if text in columns and columns[text].kind != "truth":
            return columns[text].name
        value = compile_expression(text, columns)
        frame = frame.with_columns((number(value) if numeric else value.expr).alias(name))
        return name

    stages = {"clusters": "ids", "strata": "strata", "fpc": "fpc"}
    named: dict[str, Any] = {
        ours: tuple(place(str(t), f"_{ours}{k}", numeric=ours == "fpc") for k, t in enumerate(spec.get(theirs) or []))
        for ours, theirs in stages.items()
    }
    weights = spec.get("weights")
    named["weights"] = None if weights is None else place(str(weights), "_weights", numeric=True)
    return frame, named


__all__ = ["Folder", "Plan", "UnreadableError", "UnsupportedError"]
