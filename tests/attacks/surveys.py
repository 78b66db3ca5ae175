"""Invented surveys for attackers: unweighted, small groups, rare answers, people whose region nobody knows."""

from dataclasses import dataclass

import numpy as np

from danaya.engines.perception import Design
from danaya.engines.restitution import Domain, Study
from tests.engines.restitution.rounds import COMPANIES, OFFICIALS, STUDY, item

Columns = dict[str, list[object]]
ITEMS = (
    *(item(key, "transparency") for key in ("fees", "times", "reasons")),
    item("posts", "human_resources"),
    item("pay", "human_resources", audiences=("officials",)),
    item("fear", "audit", sensitive=True, freely=True),
    item("checks", "audit"),
    item("asked", "", kind="experience", scale="happened"),
)


@dataclass(frozen=True)
class Survey:
    """Answers, what was asked, and the breakdowns in which everybody has a level."""

    answers: Columns
    study: Study
    whole: frozenset[str]


def breakdown(key: str, levels: int, kind: str) -> Domain:
    """A breakdown with numbered levels."""
    names = {code: {"fr": f"{key} {code}", "en": f"{key} {code}"} for code in range(1, levels + 1)}
    return Domain(key, key, {"fr": key, "en": key}, names, kind)


def make_survey(seed: int) -> Survey:
    """Return a survey whose sizes, groups, opinions and silences depend on ``seed``."""
    random = np.random.default_rng(seed)
    domains = (breakdown("region", int(random.integers(2, 8)), "region"), breakdown("gender", 2, "gender"))
    sizes = {one.key: random.dirichlet(np.full(len(one.levels), random.choice([0.5, 1, 3]))) for one in domains}
    unknown = {one.key: float(random.choice([0.0, 0.0, 0.03, 0.15])) for one in domains}
    means = {one.key: random.uniform(0.8, 5.2, 2) for one in ITEMS}
    silence = float(random.choice([0.0, 0.005, 0.02, 0.06]))
    people = [1] * int(random.integers(40, 400)) + [2] * int(random.integers(25, 250))
    answers: Columns = {"audience": list(people)}
    for one in domains:
        levels = random.choice(len(one.levels), len(people), p=sizes[one.key]) + 1
        lost = random.random(len(people)) < unknown[one.key]
        answers[one.key] = [None if gone else int(level) for level, gone in zip(levels, lost, strict=True)]
    for question in ITEMS:
        mean = np.array([means[question.key][audience - 1] for audience in people])
        codes = np.clip(np.round(random.normal(mean, 0.8)), 1, 5).astype(int)
        if question.kind == "experience":
            codes = np.where(random.random(len(people)) < mean / 8, 1, 2)
        silent, kind = random.random(len(people)) < silence, random.random(len(people)) < 0.8
        refused = 98 if question.kind == "experience" else 99
        codes = np.where(silent, np.where(kind, 98, refused), codes)
        mine = [(OFFICIALS, COMPANIES)[audience - 1].key in question.audiences for audience in people]
        answers[question.key] = [int(code) if one else None for code, one in zip(codes, mine, strict=True)]
    study = Study(
        title=STUDY.title,
        label=STUDY.label,
        year="2026",
        audiences=(OFFICIALS, COMPANIES),
        items=ITEMS,
        scales=STUDY.scales,
        design=Design(),
        audience_column="audience",
        domains=domains,
    )
    return Survey(answers, study, frozenset(key for key, share in unknown.items() if not share))
