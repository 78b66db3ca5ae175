"""The house as the contracts in pyproject.toml describe it: storeys, rooms, and which may use which."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Room:
    """A storey (``web``), or a room of one (``apps/rounds``)."""

    storey: str
    name: str = ""

    def __str__(self):
        return f"{self.storey}/{self.name}" if self.name else self.storey


@dataclass(frozen=True)
class House:
    """Source tree under ``root`` with its layers, lowest first; rooms of one layer do not use each other."""

    root: Path
    storeys: tuple[str, ...]
    layers: dict[str, tuple[frozenset[str], ...]]

    @property
    def source(self) -> Path:
        return self.root / "src" / "danaya"

    def room_of(self, path: Path) -> Room:
        """Room that a file stands in."""
        storey, *rest = path.relative_to(self.source).parts
        return Room(storey, rest[0] if storey in self.layers and len(rest) > 1 else "")

    def room_named(self, label: str) -> Room | None:
        """Room with this app label, None when it is not ours."""
        for storey, layers in self.layers.items():
            if any(label in layer for layer in layers) and storey != "engines":
                return Room(storey, label)
        return Room(label) if label in self.storeys else None

    def may_use(self, user: Room, used: Room) -> bool:
        """Whether ``user`` may know ``used``: itself, a lower storey, a lower layer of its own storey."""
        if user == used:
            return True
        if user.storey != used.storey:
            return self.storeys.index(used.storey) < self.storeys.index(user.storey)
        return self._layer(used) < self._layer(user)

    def _layer(self, room: Room) -> int:
        layers = self.layers.get(room.storey, ())
        return next((number for number, layer in enumerate(layers) if room.name in layer), len(layers))

    def files(self, *patterns: str, parts: Iterable[str] = ("src/danaya",)) -> Iterator[Path]:
        """Files of the tree, without what others made (vendor) and what Django writes (migrations have their own check)."""
        for part in parts:
            for pattern in patterns:
                for path in sorted((self.root / part).rglob(pattern)):
                    if not {"vendor", "migrations", "__pycache__", "node_modules"} & set(path.parts) and path.is_file():
                        yield path

    def named(self, path: Path, line: int | None = None) -> str:
        """The place of a violation as it is shown."""
        place = path.relative_to(self.root).as_posix()
        return f"{place}:{line}" if line else place


def read_house(root: Path = ROOT) -> House:
    """Return the house at ``root`` with the layers of this repository's contracts."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    storeys: tuple[str, ...] = ()
    layers: dict[str, tuple[frozenset[str], ...]] = {}
    for contract in contracts:
        if contract["type"] != "layers":
            continue
        lowest_first = tuple(reversed(contract["layers"]))
        if contract["id"] == "storeys":
            storeys = tuple(layer.removeprefix("danaya.") for layer in lowest_first)
        for container in contract.get("containers", ()):
            layers[container.removeprefix("danaya.")] = tuple(
                frozenset(name.strip(" ()") for name in layer.replace(":", "|").split("|")) for layer in lowest_first
            )
    return House(root, storeys, layers)
