"""A page that asks for a vote loads no NumPy; nothing in the engine ever loads SciPy."""

import subprocess
import sys

import pytest

from danaya.engines import consensus

ASK = """
import random, sys
from danaya.engines.consensus import Groups, Moderation, Statement, Vote, next_statement, routing_check
assert next_statement(["a"], {}, {}, random.Random(1)).statement == "a"
routing_check(["a"], {})
print(sorted({name.split(".")[0] for name in sys.modules} & {"numpy", "scipy", "django", "duckdb", "narwhals"}))
"""
COMPUTE = """
import sys
import numpy
from danaya.engines import consensus
rows = [(f"p{i}", str(s), (i * s) % 3 - 1) for i in range(120) for s in range(9)]
votes = consensus.collect(*map(list, zip(*rows)), ["later"])
groups = {f"p{i}": "AB"[i % 2] for i in range(120)}
counts = consensus.count(votes, groups)
consensus.shared(consensus.agreement(counts)), consensus.divides(counts), consensus.group_informed_consensus(counts)
consensus.majority(consensus.count(votes)), consensus.representative(counts)
consensus.opinion_groups(votes, numpy.random.default_rng(1), repeats=2)
consensus.what_matters([("p1", "1")], groups, votes.statements)
consensus.near_duplicates([consensus.Statement("1", {"fr": "Un reçu"}), consensus.Statement("2", {"en": "A receipt"})])
print(sorted({name.split(".")[0] for name in sys.modules} & {"scipy", "django", "duckdb", "narwhals"}))
"""


@pytest.mark.parametrize("program", [ASK, COMPUTE], ids=["ask", "compute"])
def test_modules_loaded(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_public_names_load_and_others_do_not() -> None:
    for name in consensus.__all__:
        assert getattr(consensus, name) is not None
    with pytest.raises(AttributeError):
        consensus.nothing_of_the_kind  # noqa: B018
