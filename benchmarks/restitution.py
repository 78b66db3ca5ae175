"""Seconds of a restitution pack: ``python -m benchmarks.restitution [--officials N] [--private N] [--json]``.

Two generated rounds of the project's own question bank are analysed and the whole pack is written, as a closed round is.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np

from danaya.engines.framework import load_bank
from danaya.engines.perception import Design, Selection
from danaya.engines.restitution import Answers, Audience, Domain, Item, Scale, Side, Study, analyse, write_pack

NAMES = ("Naoré", "Balanko", "Gorobi", "Lamba", "Tessa")


def bank_study(label: str) -> Study:
    """A study of the whole question bank, both audiences."""
    bank = load_bank()
    scales = {
        key: Scale(key, one.labels, one.scores, one.favourable, one.neutral, one.dont_know, one.refusal, one.not_asked)
        for key, one in bank.scales.items()
    }
    items = tuple(
        Item(one.key, one.key, one.text, one.scale, one.audiences, one.factor, one.kind, one.sensitive, one.freely)
        for one in bank.questions
    )
    kinds = {"officials": Selection.PROBABILITY, "private": Selection.QUOTA}
    audiences = tuple(
        Audience(one.key, one.name, Side(one.side), (place,), kinds[one.key], 450, 2000)
        for place, one in enumerate(bank.audiences, start=1)
    )
    regions = {code: {"fr": name, "en": name} for code, name in enumerate(NAMES, start=1)}
    genders = {1: {"fr": "Femmes", "en": "Women"}, 2: {"fr": "Hommes", "en": "Men"}}
    return Study(
        title={"fr": "Banc d'essai", "en": "Benchmark"},
        label={"fr": label, "en": label},
        year="2026",
        audiences=audiences,
        items=items,
        scales=scales,
        design=Design(clusters=("office",), strata=("stratum",), weights="weight"),
        audience_column="audience",
        domains=(
            Domain("region", "region", {"fr": "Région", "en": "Region"}, regions, "region"),
            Domain("gender", "gender", {"fr": "Sexe", "en": "Gender"}, genders, "gender"),
        ),
        coverage={"fr": "Tout", "en": "All"},
        mode="tablet",
    )


def bank_answers(study: Study, sizes: Mapping[str, int], seed: int) -> Answers:
    """Random answers, a few of them don't-know."""
    random = np.random.default_rng(seed)
    audience = np.repeat([1.0, 2.0], [sizes["officials"], sizes["private"]])
    stratum = random.integers(0, 5, len(audience)) + 10 * audience
    office = random.integers(0, 8, len(audience)) + 100 * stratum
    columns: dict[str, object] = {
        "audience": audience,
        "stratum": stratum,
        "office": office,
        "weight": random.uniform(0.5, 2.0, len(audience)),
        "region": random.choice([1, 2, 3, 4, 5], len(audience), p=[0.4, 0.3, 0.2, 0.09, 0.01]).astype(float),
        "gender": random.choice([1.0, 2.0], len(audience)),
    }
    asked = {"officials": audience == 1, "private": audience == 2}
    for item in study.items:
        codes = list(study.scales[item.scale].labels)
        values = random.choice(codes, len(audience)).astype(float)
        values[~np.logical_or.reduce([asked[key] for key in item.audiences])] = np.nan
        columns[item.key] = values
    return Answers.from_columns(columns)  # type: ignore[arg-type]


def measure(officials: int, private: int) -> dict[str, float]:
    """Analyse two rounds and write the pack; return seconds of each part and peak megabytes."""
    sizes = {"officials": officials, "private": private}
    rounds = [(bank_study(f"Ronde {n}"), n) for n in (1, 2)]
    answers = [bank_answers(study, sizes, n) for study, n in rounds]
    seconds: dict[str, float] = {}
    start = last = time.perf_counter()
    analysis = analyse(answers[1], rounds[1][0], answers[0], rounds[0][0])
    seconds["analyse"] = time.perf_counter() - last
    parts: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        write_pack(
            analysis,
            Path(folder) / "pack",
            "fr",
            timestamp=datetime(2026, 1, 1, tzinfo=UTC),
            answers=answers[1],
            earlier_answers=answers[0],
            progress=lambda step, done: parts.append((step, time.perf_counter())),
        )
    for (step, began), (_, ended) in pairwise(parts):
        seconds[step] = ended - began
    seconds["total"] = time.perf_counter() - start
    seconds["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {name: round(value, 2) for name, value in seconds.items()}


def main() -> None:
    """Print the seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--officials", type=int, default=420)
    parser.add_argument("--private", type=int, default=280)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.officials, options.private)
    print(json.dumps(found) if options.json else "\n".join(f"{name:16} {value:8.2f}" for name, value in found.items()))


if __name__ == "__main__":
    main()
