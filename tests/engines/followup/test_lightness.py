"""The engine runs on the standard library: a web process that shows a plan loads neither NumPy nor SciPy."""

import subprocess
import sys

from danaya.engines import followup

SHOW = """
import sys
from datetime import date
from danaya.engines import followup as f
step = f.Milestone("m", 50, date(2026, 1, 1), date(2026, 3, 1))
made = f.Commitment("c", "customs", "chief", "chamber", date(2026, 1, 1), (step,), (f.Claim("x", "m", date(2026, 1, 9)),))
today = date(2026, 3, 1)
f.progress_of(made, today), f.forecast([made], today), f.plan_forecast("customs", [made] * 9, today)
f.review(f.Draft(made, "fr", "Renforcer"), [], today)
print([stall.in_language("fr") for stall in f.stalls_of(made, today)])
print(sorted({name.split(".")[0] for name in sys.modules} & {"numpy", "scipy", "django", "duckdb", "narwhals"}))
"""


def test_modules_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "['Non confirmé\\xa0: déclaré le 9 janvier 2026, sans réponse depuis 51 jours.']",
        "[]",
    ]


def test_public_names_are_there() -> None:
    assert all(hasattr(followup, name) for name in followup.__all__)
