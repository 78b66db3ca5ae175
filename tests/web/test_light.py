"""Web pages stay light: whatever computes is loaded by jobs and commands, never by the process that answers."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = (
    "numpy",
    "scipy",
    "duckdb",
    "narwhals",
    "pyreadstat",
    "typst",
    "vl_convert",
    "docx",
    "pptx",
    "openpyxl",
    "xlsxwriter",
)

LOAD = """
import sys
from danaya.web.serving import prepare, start_django
start_django()
prepare()
import danaya.web.asgi
from django.urls import get_resolver
get_resolver().url_patterns
from django.test import Client
assert Client(headers={"host": "localhost"}).get("/robots.txt").status_code == 200
# What a page about a closed round asks of the engines: its study, read from the DESIGN text kept in the dataset.
from danaya.engines.restitution import check_study, parse_study, write_study
from danaya.engines.restitution.answers.grammar import parse_expression
print(*sorted(name for name in sys.modules if name in sys.argv[1:]))
"""


def test_web_process_loads_nothing_that_computes(tmp_path: Path) -> None:
    environment = {**os.environ, "DANAYA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "danaya.web.settings"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", LOAD, *HEAVY], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
