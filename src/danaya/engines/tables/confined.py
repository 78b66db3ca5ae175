"""Reading in a process apart: a broken file can make a library crash, and must not take the application with it.

The child (``python -m danaya.engines.tables.confined``) gets its task as JSON, and answers with one JSON line and then each
column as a JSON line (its distinct cells) and the bytes of an array (which of them stands in each row).
"""

import json
import subprocess  # starts this same interpreter on this same module
import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any, TypeVar

from danaya.engines.language import Problem
from danaya.engines.tables.document import read_document, table_names
from danaya.engines.tables.kinds import shielded
from danaya.engines.tables.limits import Limits
from danaya.engines.tables.parquet import read_parquet
from danaya.engines.tables.statistical import read_statistical
from danaya.engines.tables.table import Address, Cell, Column, FileKind, MissingRange, Remark, Table, Unreadable
from danaya.engines.tables.wording import REMARKS, problem
from danaya.engines.tables.workbook import read_workbook, sheet_names

Received = TypeVar("Received")

_WIDTHS = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))


def read_apart(path: Path, kind: FileKind, limits: Limits, **options: Any) -> Table:
    """Return the table of a file that only a library can read; Problem when the library fails or crashes."""
    task = {"do": "read", "path": str(path), "kind": kind, "limits": asdict(limits), "options": options}
    return _ask(path, task, _receive_table)


def sheets_apart(path: Path, kind: FileKind, limits: Limits) -> tuple[str, ...]:
    """Return the names of a workbook's sheets."""
    task = {"do": "sheets", "path": str(path), "kind": kind, "limits": asdict(limits), "options": {}}
    return tuple(_ask(path, task, lambda answer, _: answer["sheets"]))


def _ask(path: Path, task: Mapping[str, Any], receive: Callable[[Mapping[str, Any], IO[bytes]], Received]) -> Received:
    command = [sys.executable, "-m", "danaya.engines.tables.confined"]
    late = Event()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:

        def stop() -> None:
            late.set()
            child.kill()

        timer = Timer(task["limits"]["seconds"] or 0, stop)
        if task["limits"]["seconds"] is not None:
            timer.start()
        try:
            return _conversation(child, task, receive)
        except (EOFError, ValueError) as error:
            raise problem("reading-too-long" if late.is_set() else "damaged-file", path.name) from error
        finally:
            timer.cancel()
            child.kill()


def _conversation(
    child: "subprocess.Popen[bytes]",
    task: Mapping[str, Any],
    receive: Callable[[Mapping[str, Any], IO[bytes]], Received],
) -> Received:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the child has no pipes")
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps(task).encode())
        child.stdin.close()
    line = child.stdout.readline()
    if not line:
        raise EOFError
    answer = json.loads(line)
    _raise_told(answer)
    return receive(answer, child.stdout)


def _raise_told(answer: Mapping[str, Any]) -> None:
    if "problem" in answer:
        raise problem(answer["problem"], answer["where"], **answer["values"])


def _receive_table(answer: Mapping[str, Any], stream: IO[bytes]) -> Table:
    columns = tuple(_receive_column(stream) for _ in range(answer["width"]))
    numbers = answer["row_numbers"]
    return Table(
        kind=FileKind(answer["kind"]),
        columns=columns,
        row_numbers=range(*numbers) if isinstance(numbers[0], int) else _received(stream, *numbers),
        sheet=answer["sheet"],
        header_row=answer["header_row"],
        decimal=answer["decimal"],
        encoding=answer["encoding"],
        remarks=tuple(map(_remark, answer["remarks"])),
        totals=tuple(answer["totals"]),
        ragged=tuple(answer["ragged"]),
    )


def _receive_column(stream: IO[bytes]) -> Column:
    said = json.loads(stream.readline() or b"null")
    if said is None:
        raise EOFError
    distinct = [_cell(cell) for cell in said["distinct"]]
    values = list(map(distinct.__getitem__, _received(stream, said["type"], said["bytes"])))
    return Column(
        name=said["name"],
        values=values,
        position=said["position"],
        label=said["label"],
        kind=said["kind"],
        value_labels={_cell(cell): label for cell, label in said["value_labels"]},
        user_missing=tuple(MissingRange(low, high) for low, high in said["user_missing"]),
    )


def _received(stream: IO[bytes], code: str, size: int) -> "array[int]":
    numbers = array(code)
    raw = stream.read(size)
    if len(raw) < size:
        raise EOFError
    numbers.frombytes(raw)
    return numbers


def _cell(told: Any) -> Cell:
    if not isinstance(told, dict):
        return told  # type: ignore[no-any-return]
    if "cause" in told:
        return Unreadable(told["shown"], told["cause"])
    return _MOMENTS[told["is"]].fromisoformat(told["iso"])  # type: ignore[no-any-return,attr-defined]


_MOMENTS: dict[str, type] = {"datetime": datetime, "date": date, "time": time}


def _told(cell: Cell) -> Any:
    if isinstance(cell, Unreadable):
        return {"shown": cell.shown, "cause": cell.cause}
    for name, kind in _MOMENTS.items():
        if isinstance(cell, kind):
            return {"is": name, "iso": cell.isoformat()}  # type: ignore[union-attr]
    return cell


def _remark(told: Mapping[str, Any]) -> Remark:
    place = told["address"]
    address = (
        Address(FileKind(place["kind"]), place["row"], place["column"], place["name"], place["sheet"])
        if place
        else None
    )
    return Remark(told["code"], REMARKS[told["code"]], address, told["values"])


def _tell_remark(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "address": asdict(remark.address) if remark.address else None,
        "values": dict(remark.values),
    }


def _tell_table(table: Table, out: IO[bytes]) -> None:
    numbers = table.row_numbers
    rows = [numbers.start, numbers.stop] if isinstance(numbers, range) else ["I", 4 * len(numbers)]
    answer = {
        "kind": table.kind,
        "width": len(table.columns),
        "row_numbers": rows,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "decimal": table.decimal,
        "encoding": table.encoding,
        "remarks": [_tell_remark(remark) for remark in table.remarks],
        "totals": table.totals,
        "ragged": table.ragged,
    }
    _line(out, answer)
    for column in table.columns:
        _tell_column(column, out)
    if not isinstance(numbers, range):
        out.write(array("I", numbers).tobytes())


def _tell_column(column: Column, out: IO[bytes]) -> None:
    distinct, indexes = _numbered(column.values)
    code = next(code for code, most in _WIDTHS if len(distinct) <= most)
    raw = array(code, indexes).tobytes()
    said = {
        "name": column.name,
        "position": column.position,
        "label": column.label,
        "kind": column.kind,
        "value_labels": [[_told(cell), label] for cell, label in column.value_labels.items()],
        "user_missing": [[span.low, span.high] for span in column.user_missing],
        "distinct": [_told(cell) for cell in distinct],
        "type": code,
        "bytes": len(raw),
    }
    _line(out, said)
    out.write(raw)


def _numbered(values: Sequence[Cell]) -> tuple[list[Cell], list[int]]:
    """Return the distinct cells, True kept apart from 1, and for each row which of them it holds."""
    keys: dict[object, int] = {}
    distinct: list[Cell] = []
    indexes = []
    for cell in values:
        key = (bool, cell) if cell is True or cell is False else cell
        place = keys.get(key)
        if place is None:
            place = keys[key] = len(distinct)
            distinct.append(cell)
        indexes.append(place)
    return distinct, indexes


def _line(out: IO[bytes], said: object) -> None:
    out.write(json.dumps(said).encode() + b"\n")


def _perform(task: Mapping[str, Any], out: IO[bytes]) -> None:
    path, limits = Path(task["path"]), Limits(**task["limits"])
    _bound_memory(limits)
    with shielded(path):
        kind, options = FileKind(task["kind"]), task["options"]
        if task["do"] == "sheets":
            names = table_names(path, limits) if kind is FileKind.DOCX else sheet_names(path, kind, limits)
            _line(out, {"sheets": names})
            return
        if kind is FileKind.DOCX:
            table = read_document(path, sheet=options["sheet"], header_row=options["header_row"], limits=limits)
        elif kind.is_workbook:
            table = read_workbook(path, kind, sheet=options["sheet"], header_row=options["header_row"], limits=limits)
        elif kind.is_statistical:
            table = read_statistical(path, kind, encoding=options["encoding"], limits=limits)
        else:
            table = read_parquet(path, limits=limits)
        _tell_table(table, out)


def _bound_memory(limits: Limits) -> None:
    try:
        import resource  # noqa: PLC0415  # optional dependency
    except ImportError:
        return  # Windows bounds no memory by process
    if limits.memory is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _main() -> None:
    out = sys.stdout.buffer
    try:
        _perform(json.load(sys.stdin), out)
    except Problem as told:
        _line(out, {"problem": told.code, "where": told.where, "values": dict(told.values)})
    out.flush()


if __name__ == "__main__":
    _main()
