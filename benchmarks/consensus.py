"""``python -m benchmarks.consensus --json [DIRECTORY…]``: ours and, where installed, ``red-dwarf`` on the same votes, one process each.

A DIRECTORY holds a conversation of Polis (``participants-votes.csv``, also gzipped) or folders with one each; without any, conversations of the sizes of real
ones are made with a fixed seed. Both sides start from the same votes in memory, in the form each takes, and end with groups of opinion for 2 … 5 with their silhouettes, group-informed
consensus, representative statements and majority lists; ours also with what is shared and what divides. ``stability`` is ours with 20 times a
tenth of the people left out, which the peer has not.

``seconds`` (best of five) leaves out imports and reading, ``cpu`` is what the processor gave in them, less than that on a busy machine; ``mb`` is the peak
resident memory of the process. The peer needs no place in this environment: name an interpreter
that has it with ``--red-dwarf PYTHON`` or DANAYA_RED_DWARF.
"""

import argparse
import csv
import gzip
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Row = tuple[str, str, int]

SIZES = ((40, 30, 1_200), (204, 50, 5_303), (334, 148, 17_335), (1_921, 197, 49_443), (2_031, 896, 225_524))
"""Voters, statements and votes: a workshop, then brexit-consensus, taxes, uberx and bowling-green."""
SEED = 20261126
REPEATS = 5
STABILITY = 20


def make_votes(voters: int, statements: int, votes: int) -> tuple[list[Row], dict[str, str]]:
    """Votes of two camps that differ on a third of the statements, and two declared groups that lean to one each."""
    chance = random.Random(SEED)  # noqa: S311 the same votes every time
    liked = [[chance.uniform(0.1, 0.9)] * 2 for _ in range(statements)]
    for shares in liked[: statements // 3]:
        shares[1] = 1 - shares[0]
    rows, groups = [], {}
    for voter in range(voters):
        camp = chance.random() < 0.4
        groups[str(voter)] = "customs" if chance.random() < (0.7 if camp else 0.3) else "private"
        for statement in chance.sample(range(statements), min(statements, round(votes / voters))):
            draw = chance.random()
            vote = 0 if draw < 0.15 else 1 if chance.random() < liked[statement][camp] else -1
            rows.append((str(voter), str(statement), vote))
    return rows, groups


def read_votes(folder: Path) -> tuple[list[Row], dict[str, str]]:
    """The final matrix of a Polis conversation and the groups Polis drew."""
    plain = folder / "participants-votes.csv"
    packed = folder / "participants-votes.csv.gz"
    text = plain.read_text("utf-8") if plain.exists() else gzip.decompress(packed.read_bytes()).decode()
    reader = csv.reader(text.splitlines())
    heads = next(reader)
    first, group = heads.index("0"), heads.index("group-id")
    rows, groups = [], {}
    for row in reader:
        if row[group]:
            groups[row[0]] = row[group]
        rows += [(row[0], name, int(vote)) for name, vote in zip(heads[first:], row[first:], strict=True) if vote]
    return rows, groups


def conversations(folders: list[Path]) -> Iterator[tuple[str, list[Row], dict[str, str]]]:
    """Name, votes and groups of each, the largest last."""
    if not folders:
        for size in SIZES:
            yield f"made {size[0]}×{size[1]}", *make_votes(*size)
        return
    inside = [each for folder in folders for each in (folder, *sorted(folder.iterdir())) if each.is_dir()]
    found = [each for each in inside if list(each.glob("participants-votes.csv*"))]
    if not found:
        sys.exit(f"no participants-votes.csv in {', '.join(map(str, folders))}")
    yield from sorted(((each.name, *read_votes(each)) for each in found), key=lambda each: len(each[1]))


def columns_of(path: Path) -> tuple[list[str], list[str], list[int]]:
    """The votes as our engine takes them: three columns."""
    names: dict[str, str] = {}
    columns: tuple[list[str], list[str], list[int]] = ([], [], [])
    for voter, statement, vote in read_rows(path):
        columns[0].append(names.setdefault(voter, voter))
        columns[1].append(names.setdefault(statement, statement))
        columns[2].append(vote)
    return columns


def read_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        for voter, statement, vote in csv.reader(stream):
            yield voter, statement, int(vote)


Work = Callable[[], object]


def prepare_ours(path: Path, repeats: int = 0) -> Work:
    import numpy as np

    from danaya.engines import consensus

    for name in consensus.__all__:  # imports do not count
        getattr(consensus, name)
    with path.with_suffix(".groups").open(encoding="utf-8", newline="") as stream:
        groups = dict(csv.reader(stream))
    columns = columns_of(path)

    def work() -> None:
        votes = consensus.collect(*columns)
        counts = consensus.count(votes, groups)
        consensus.shared(consensus.agreement(counts))
        consensus.divides(counts)
        consensus.group_informed_consensus(counts)
        consensus.representative(counts)
        consensus.majority(consensus.count(votes))
        consensus.opinion_groups(votes, np.random.default_rng(SEED), repeats=repeats)

    return work


def prepare_stability(path: Path) -> Work:
    return prepare_ours(path, STABILITY)


def prepare_red_dwarf(path: Path) -> Work:
    """The peer, called as its documentation says, on the list of records it takes; it draws its own groups."""
    from reddwarf.implementations.polis import run_pipeline

    votes = [{"participant_id": int(v), "statement_id": int(s), "vote": vote} for v, s, vote in read_rows(path)]
    return lambda: run_pipeline(votes=votes, random_state=0)


CASES: dict[str, Callable[[Path], Work]] = {
    "ours": prepare_ours,
    "stability": prepare_stability,
    "red_dwarf": prepare_red_dwarf,
}


def run_case(case: str, path: Path) -> None:
    """Run one case on the rows kept at ``path`` and print what it cost."""
    work, seconds, cpu = CASES[case](path), [], []
    for _ in range(REPEATS):
        clock, used = time.perf_counter(), time.process_time()
        work()
        seconds.append(time.perf_counter() - clock)
        cpu.append(time.process_time() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": round(min(seconds), 4), "cpu": round(min(cpu), 4), "mb": round(megabytes, 1)}))


def measure(case: str, path: Path, interpreter: str | None) -> dict[str, float] | None:
    """Run one case in a process of its own; None where its interpreter is not there or fails."""
    if interpreter is None:
        return None
    command = [interpreter, str(Path(__file__)), "--case", case, "--data", str(path)]
    # Run by its path, so that another interpreter needs nothing of this project; one thread each, for the machine may be busy.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return None
    return dict(json.loads(done.stdout.splitlines()[-1]))


def compare(name: str, rows: list[Row], groups: dict[str, str], peer: str | None, folder: Path) -> dict[str, object]:
    """Measure every case on one conversation."""
    path = folder / "votes.csv"
    for target, lines in ((path, rows), (path.with_suffix(".groups"), list(groups.items()))):
        with target.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(lines)
    found = {case: measure(case, path, peer if case == "red_dwarf" else sys.executable) for case in CASES}
    ours, theirs = found["ours"], found["red_dwarf"]
    both = bool(ours and theirs)
    return {
        "name": name,
        "voters": len({voter for voter, _, _ in rows}),
        "statements": len({statement for _, statement, _ in rows}),
        "votes": len(rows),
        **found,
        "times_faster": round(theirs["seconds"] / ours["seconds"], 1) if both else None,
        "share_of_memory": round(ours["mb"] / theirs["mb"], 2) if both else None,
    }


def find_peer(stated: str) -> str | None:
    """The interpreter that has red-dwarf: the one stated, else this one where it is installed."""
    return stated or (sys.executable if importlib.util.find_spec("reddwarf") else None)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.consensus", description=__doc__)
    parser.add_argument("directories", type=Path, nargs="*", metavar="DIRECTORY")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.add_argument("--red-dwarf", default=os.environ.get("DANAYA_RED_DWARF", ""), metavar="PYTHON")
    parser.add_argument("--case", choices=list(CASES), help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.case:
        run_case(options.case, options.data)
        return 0
    peer = find_peer(options.red_dwarf)
    with tempfile.TemporaryDirectory() as folder:
        found = [compare(*each, peer, Path(folder)) for each in conversations(options.directories)]
    report = {"peer": peer is not None, "conversations": found}
    print(json.dumps(report, ensure_ascii=False) if options.json else "\n".join(map(str, found)))
    return 0 if all(each["ours"] for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
