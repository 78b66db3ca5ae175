"""A small survey with everything that goes wrong in real ones."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from danaya.engines.perception import Design, Sample
from tests.engines.perception.naive import Row

DESIGN = Design(clusters=("psu",), strata=("stratum",), weights="w")


def make_answers(seed: int = 5, rows: int = 240) -> dict[str, list[Any]]:
    """Four strata, 24 clusters, two audiences, missing answers, one cluster where nobody answers q2."""
    rng = np.random.default_rng(seed)
    psu = np.sort(rng.integers(0, 24, rows))
    answers: dict[str, list[Any]] = {
        "psu": psu.tolist(),
        "stratum": [f"s{p // 6}" for p in psu],
        "w": rng.uniform(0.5, 9, rows).tolist(),
        "audience": rng.choice(["customs", "private"], rows).tolist(),
        "region": rng.choice(["est", "nord", "sud"], rows).tolist(),
    }
    for item in ("q1", "q2", "q3"):
        values = rng.integers(1, 6, rows).tolist()
        answers[item] = [None if rng.random() < 0.05 else value for value in values]
    answers["q2"] = [None if p == 3 else value for p, value in zip(psu, answers["q2"], strict=True)]
    return answers


def as_rows(answers: Mapping[str, list[Any]]) -> list[Row]:
    return [dict(zip(answers, values, strict=True)) for values in zip(*answers.values(), strict=True)]


@pytest.fixture(scope="session")
def answers() -> dict[str, list[Any]]:
    return make_answers()


@pytest.fixture(scope="session")
def sample(answers: dict[str, list[Any]]) -> Sample:
    return Sample(answers, DESIGN)
