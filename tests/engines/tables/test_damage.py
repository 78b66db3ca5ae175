"""Broken files of each kind: whatever a library does with them, a person gets a problem to mend."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from danaya.engines.language import Problem
from danaya.engines.tables import Limits, Table, inspect, read, to_parquet
from danaya.engines.tables.kinds import shielded, sniff
from danaya.engines.tables.parquet import read_parquet
from danaya.engines.tables.statistical import read_statistical
from danaya.engines.tables.wording import FILE_PROBLEMS
from danaya.engines.tables.workbook import read_workbook

TABLES = Path(__file__).parents[2] / "data" / "tables"
SAID = {"read", *FILE_PROBLEMS}
KINDS = ("sav", "zsav", "por", "dta", "old.dta", "xls", "ods", "xlsx", "parquet", "csv")


def sample(kind, folder):
    """Return the bytes of a sound file of a kind."""
    path = folder / f"sound.{kind}"
    if kind == "xlsx":
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("F")
            for row, cells in enumerate((("id", "région", "q"), (1, "Ségou", 4), (2, "Gao", 5))):
                page.write_row(row, 0, cells)
            page.write_formula("D2", "=1+1", None, "")
    elif kind == "parquet":
        to_parquet({"a": [1, 2, None] * 20, "b": ["x", "é", None] * 20}, path)
    elif kind == "csv":
        path.write_text('id;région;q\n1;"Ségou";4,5\n2;Gao;\n', encoding="cp1252")
    else:
        path = TABLES / (f"answers-{kind}" if kind == "old.dta" else f"answers.{kind}")
    return path.read_bytes()


def flipped(raw, seed):
    chance = random.Random(seed)
    broken = bytearray(raw)
    for _ in range(chance.choice((1, 1, 3, 10, 40))):
        broken[chance.randrange(len(broken))] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(broken)


def outcome(path, reader=read):
    """Return ``read`` or the problem's code; any other exception escapes."""
    try:
        table = reader(path)
    except Problem as told:
        return told.code if told.in_language("fr") != told.in_language("en") else "said in one language only"
    assert isinstance(table, Table)
    return "read"


def read_here(path):
    """Read as the child process does, in this one."""
    kind, _ = sniff(path, Limits())
    if kind == "csv":
        return read(path)
    with shielded(path):
        if kind.is_workbook:
            return read_workbook(path, kind, sheet=None, header_row=None, limits=Limits())
        if kind.is_statistical:
            return read_statistical(path, kind, encoding=None, limits=Limits())
        return read_parquet(path, limits=Limits())


@pytest.mark.parametrize("kind", KINDS)
def test_sound_file_is_read(tmp_path, kind):
    path = tmp_path / "x"
    path.write_bytes(sample(kind, tmp_path))
    assert outcome(path) == "read"


@pytest.mark.parametrize("kind", KINDS)
def test_broken_file_gives_a_problem_and_no_traceback(tmp_path, kind, capfd):
    raw = sample(kind, tmp_path)
    path = tmp_path / "x"
    outcomes = set()
    for broken in (raw[: len(raw) // 2], raw[:-1], flipped(raw, 1), flipped(raw, 2)):
        path.write_bytes(broken)
        outcomes.add(outcome(path))
    assert outcomes <= SAID
    assert kind == "csv" or outcomes & {"damaged-file", "truncated-file"}
    assert capfd.readouterr().err == ""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["por", "dta", "old.dta", "ods", "csv"])
def test_many_broken_files_escape_as_nothing_but_problems(tmp_path, kind):
    raw = sample(kind, tmp_path)
    path = tmp_path / "x"
    for seed in range(60):
        path.write_bytes(flipped(raw, seed) if seed % 2 else raw[: len(raw) * seed // 60])
        assert outcome(path, read_here) in SAID


def test_file_that_crashes_a_library_gives_a_problem(tmp_path):
    """One byte in this SPSS file ends the process that reads it with a segmentation fault (ReadStat in pyreadstat 1.3.7)."""
    broken = bytearray((TABLES / "answers.sav").read_bytes())
    broken[294] = 146
    path = tmp_path / "x.sav"
    path.write_bytes(broken)
    assert outcome(path) == "damaged-file"


def test_reading_is_bounded_in_memory(tmp_path):
    path = tmp_path / "x.sav"
    path.write_bytes((TABLES / "answers.sav").read_bytes())
    if sys.platform != "linux":
        pytest.skip("the system bounds no memory by process")
    assert outcome(path, lambda given: read(given, limits=Limits(memory=2**26))) in {"damaged-file", "memory-exhausted"}


def test_reading_is_bounded_in_time(tmp_path):
    path = tmp_path / "x.sav"
    path.write_bytes((TABLES / "answers.sav").read_bytes())
    assert outcome(path, lambda given: read(given, limits=Limits(seconds=0.0))) == "reading-too-long"


def test_inspecting_a_broken_workbook_gives_a_problem(tmp_path):
    path = tmp_path / "x.xls"
    path.write_bytes((TABLES / "answers.xls").read_bytes()[:3000])
    with pytest.raises(Problem) as caught:
        inspect(path)
    assert caught.value.code == "truncated-file"


@pytest.mark.nightly
@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_broken_files_escape_as_nothing_but_problems(tmp_path, kind):
    raw = sample(kind, tmp_path)
    path = tmp_path / "x"
    for seed in range(100):
        path.write_bytes(flipped(raw, seed) if seed % 3 else raw[: len(raw) * seed // 100])
        assert outcome(path) in SAID


def test_importing_the_room_loads_no_heavy_library():
    code = (
        "import sys, danaya.engines.tables; "
        "print(sorted({'duckdb', 'pyreadstat', 'numpy', 'python_calamine', 'narwhals'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
