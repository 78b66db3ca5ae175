"""``python -m benchmarks.perception --rows N --json``: the raw scan, ours and, where installed, ``svy``, one process each.

60 items × 40 domains × (mean, share, standard error) over answers made with a fixed seed and kept as Parquet.
``seconds`` is the query itself without imports, the best of three runs in that process; ``mb`` the peak resident memory of its process.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ITEMS = [f"q{number:02d}" for number in range(60)]
DOMAINS = ("audience", "region", "wave")
SEED = 20240101
REPEATS = 3


def make_answers(path: Path, rows: int) -> None:
    """Write answers: 60 items 1–5 with 3 % missing, 10 strata, 500 PSUs, 2 audiences × 10 regions × 2 rounds, weights."""
    import duckdb
    import numpy as np

    rng = np.random.default_rng(SEED)
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    parts = []
    for start in range(0, rows, 500_000):
        n = min(500_000, rows - start)
        psu = rng.integers(0, 500, n, dtype=np.int32)
        lean = rng.normal(0, 0.4, 500)[psu]
        part = {
            "stratum": (psu // 50).astype(np.int32),
            "psu": psu,
            "region": (psu % 10).astype(np.int32),
            "audience": rng.integers(0, 2, n, dtype=np.int32),
            "wave": rng.integers(1, 3, n, dtype=np.int32),
            "weight": rng.uniform(0.5, 4.0, n),
        }
        for item in ITEMS:
            answer = np.clip(np.rint(3 + lean + rng.normal(0, 1.2, n)), 1, 5).astype(np.int32)
            part[item] = np.where(rng.random(n) < 0.03, 0, answer).astype(np.int32)
        parts.append(path.with_suffix(f".{len(parts)}.parquet"))
        answered = ", ".join(f"NULLIF({item}, 0) AS {item}" for item in ITEMS)
        connection.execute(
            f"COPY (SELECT * REPLACE ({answered}) FROM part) TO '{parts[-1]}' (FORMAT parquet, COMPRESSION zstd)"
        )
        del part
    listed = ", ".join(f"'{part}'" for part in parts)
    connection.execute(f"COPY (FROM read_parquet([{listed}])) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    for part in parts:
        part.unlink()


def run_raw(path: Path) -> float:
    """The physical limit: weighted sums per domain of the 120 variables (answer, favourable), no standard errors."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    sums = ", ".join(f"sum(weight * {item}), sum(weight * ({item} >= 4)::DOUBLE)" for item in ITEMS)
    by = ", ".join(DOMAINS)
    begin = time.perf_counter()
    connection.execute(f"SELECT {by}, {sums} FROM read_parquet('{path}') GROUP BY {by}").fetchnumpy()
    return time.perf_counter() - begin


def run_ours(path: Path) -> float:
    """Means and shares with linearised standard errors, from opening the file to the finished table."""
    import scipy.special  # noqa: F401 imports do not count

    from danaya.engines.perception import Design, Sample, mean_and_share

    design = Design(clusters=("psu",), strata=("stratum",), weights="weight")
    begin = time.perf_counter()
    sample = Sample(path, design)
    means, shares = mean_and_share(sample, ITEMS, favourable=(4, 5), by=DOMAINS)
    seconds = time.perf_counter() - begin
    assert len(means) == len(shares) == 60 * 40
    return seconds


def run_svy(path: Path) -> float:
    """The Python peer, called as its documentation says."""
    import polars
    import svy

    data = polars.read_parquet(path)
    share = data.with_columns((polars.col(item) >= 4).cast(polars.Float64) for item in ITEMS)
    design = svy.Design(stratum="stratum", psu="psu", wgt="weight")
    begin = time.perf_counter()
    for table in (data, share):
        svy.Sample(table, design).estimation.mean(ITEMS, by=list(DOMAINS), drop_nulls=True)
    return time.perf_counter() - begin


CASES: dict[str, Callable[[Path], float]] = {"raw": run_raw, "ours": run_ours, "svy": run_svy}


def measure(case: str, path: Path) -> dict[str, float] | None:
    """Run one case in a process of its own."""
    if case == "svy" and importlib.util.find_spec("svy") is None:
        return None
    command = [sys.executable, "-m", "benchmarks.perception", "--case", case, "--data", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return None
    return dict(json.loads(done.stdout.splitlines()[-1]))


def run_case(case: str, path: Path) -> None:
    seconds = min(CASES[case](path) for _ in range(1 if case == "svy" else REPEATS))
    print(json.dumps({"seconds": round(seconds, 4), "mb": peak_megabytes()}))


def peak_megabytes() -> float | None:
    """Return the peak resident memory of this process; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def number_of_rows(text: str) -> int:
    """Return how many answers to make; at least as many as there are clusters."""
    if text.isdecimal() and int(text) >= 1000:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text}: a number from 1000 on")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perception", description=__doc__)
    parser.add_argument("--rows", type=number_of_rows, default=100_000)
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.add_argument("--case", choices=list(CASES), help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.case:
        run_case(options.case, options.data)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.parquet"
        make = "from pathlib import Path; from benchmarks.perception import make_answers as m; import sys;"
        subprocess.run(
            [sys.executable, "-c", f"{make} m(Path(sys.argv[1]), {options.rows})", str(path)],
            check=True,
            stdout=sys.stderr,
        )
        cases = {case: measure(case, path) for case in CASES}
    raw, ours = cases["raw"], cases["ours"]
    ratio = round(ours["seconds"] / raw["seconds"], 2) if raw and ours else None
    report = {"rows": options.rows, **cases, "ratio": ratio}
    print(json.dumps(report) if options.json else "\n".join(f"{name}: {value}" for name, value in report.items()))
    return 0 if raw and ours else 1


if __name__ == "__main__":
    sys.exit(main())
