"""Real conversations of Polis with what its formulas give, from tests/data/polis or from a folder with more of them."""

import csv
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danaya.engines.consensus import Votes, collect

SHIPPED = Path(__file__).parents[2] / "data" / "polis"
NAMES = ("brexit-consensus", "scoop-hivemind.taxes", "vtaiwan.uberx")


@dataclass(frozen=True)
class Conversation:
    """Votes, Polis's groups, the statements moderated out, and the golden file of Polis's formulas."""

    votes: Votes
    groups: dict[str, str]
    out: frozenset[str]
    golden: dict[str, Any]


def read_text(path: Path) -> str:
    packed = path.with_name(path.name + ".gz")
    return gzip.decompress(packed.read_bytes()).decode() if packed.exists() else path.read_text("utf-8")


def read_rows(folder: Path) -> tuple[list[tuple[str, str, int]], list[str], dict[str, str]]:
    """Votes as rows, the statements there are, and Polis's group of each participant."""
    reader = csv.reader(read_text(folder / "participants-votes.csv").splitlines())
    heads = next(reader)
    first, group = heads.index("0"), heads.index("group-id")
    rows, groups = [], {}
    for row in reader:
        if row[group]:
            groups[row[0]] = row[group]
        rows += [(row[0], name, int(vote)) for name, vote in zip(heads[first:], row[first:], strict=True) if vote]
    return rows, heads[first:], groups


def read_golden(folder: Path, name: str) -> Any:
    return json.loads(read_text(folder / f"golden.{name}.json"))


def read_conversation(folder: Path) -> Conversation:
    rows, statements, groups = read_rows(folder)
    golden = read_golden(folder, "polis-groups")
    voters, names, values = zip(*rows, strict=True)
    out = frozenset(str(number) for number in golden["mod_out"])
    return Conversation(collect(voters, names, values, statements), groups, out, golden)


def nine_digits(found: float, golden: float) -> bool:
    """Whether a figure is the golden one, which has nine significant digits."""
    return found == golden or abs(found - golden) <= 6e-9 * abs(golden)
