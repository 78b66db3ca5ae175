"""Small rounds of generated answers, closed through the rounds' own actions; a tiny region is always protected."""

import csv
import io
import random
from collections.abc import Mapping
from datetime import datetime

from django.core.files.base import ContentFile

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.actions.close_round import close_round
from danaya.apps.rounds.actions.correct_round import begin_correction
from danaya.apps.rounds.actions.create_round import create_round
from danaya.apps.rounds.actions.fill_codebook import fill_from_study
from danaya.apps.rounds.actions.import_answers import accept_findings, upload_answers
from danaya.apps.rounds.actions.report_results import report_results
from danaya.apps.rounds.models import Round
from danaya.engines.perception import Design, Selection
from danaya.engines.restitution import Audience, Domain, Item, ReportedResult, Scale, Side, Study

TINY = "3"
TINY_NAME = "Tessa"
SIZES = {"officials": 160, "private": 120}
IN_TINY = 6
"""Respondents of each side in the tiny region."""
MEANS = {
    "fees": {"officials": 4.4, "private": 2.2},
    "rules": {"officials": 4.0, "private": 2.8},
    "online": {"officials": 4.3, "private": 4.4},
    "posting": {"officials": 2.0, "private": 3.0},
}
FACTORS = {"fees": "transparency", "rules": "transparency", "online": "automation", "posting": "human_resources"}
AGREEMENT = Scale(
    "agreement",
    {code: {"fr": f"Degré {code}", "en": f"Degree {code}"} for code in (1, 2, 3, 4, 5, 98)},
    {code: (code - 1) * 2.5 for code in range(1, 6)},
    frozenset({4, 5}),
    frozenset({3}),
    frozenset({98}),
)
YES_NO = Scale(
    "yes_no",
    {1: {"fr": "Oui", "en": "Yes"}, 2: {"fr": "Non", "en": "No"}, 99: {"fr": "Refus", "en": "Refusal"}},
    {1: 0.0, 2: 10.0},
    frozenset({2}),
    refusal=frozenset({99}),
)
BOTH = ("officials", "private")


def small_study(year: int) -> Study:
    """What the small round asks of whom."""
    items = [
        Item(key, key, {"fr": f"Question {key}", "en": f"Item {key}"}, "agreement", BOTH, factor)
        for key, factor in FACTORS.items()
    ]
    paid = {"fr": "On m'a demandé un paiement", "en": "I was asked for a payment"}
    free = {"fr": "Je peux parler librement", "en": "I can speak freely"}
    items.append(Item("paid", "paid", paid, "yes_no", BOTH, kind="experience", sensitive=True))
    items.append(Item("freely", "freely", free, "agreement", BOTH, "transparency", freely=True))
    regions = {
        1: {"fr": "Naoré", "en": "Naoré"},
        2: {"fr": "Gorobi", "en": "Gorobi"},
        3: {"fr": TINY_NAME, "en": TINY_NAME},
    }
    genders = {1: {"fr": "Femmes", "en": "Women"}, 2: {"fr": "Hommes", "en": "Men"}}
    return Study(
        title={"fr": f"Sondage {year}", "en": f"Survey {year}"},
        label={"fr": f"Ronde {year}", "en": f"Round {year}"},
        year=str(year),
        audiences=(
            Audience("officials", {"fr": "Agents", "en": "Officials"}, Side.CUSTOMS, (1,), Selection.PROBABILITY, 200),
            Audience(
                "private", {"fr": "Secteur privé", "en": "Private sector"}, Side.PRIVATE, (2,), Selection.QUOTA, 150
            ),
        ),
        items=tuple(items),
        scales={"agreement": AGREEMENT, "yes_no": YES_NO},
        design=Design(selection=Selection.QUOTA),
        audience_column="side",
        domains=(
            Domain("region", "region", {"fr": "Région", "en": "Region"}, regions, "region"),
            Domain("gender", "gender", {"fr": "Sexe", "en": "Gender"}, genders, "gender"),
        ),
        mode="tablet",
    )


def answers(order: random.Random, better: Mapping[str, float] | None = None) -> bytes:
    """Answers as CSV; ``better`` moves the means of questions for the private sector."""
    head = ["side", "region", "gender", *MEANS, "paid", "freely"]
    lines = []
    for side, key in enumerate(BOTH, start=1):
        for place in range(SIZES[key]):
            region = 3 if place < IN_TINY else 1 + place % 2
            given = [answer(order, MEANS[item][key] + (better or {}).get(item, 0) * (side == 2)) for item in MEANS]
            paid = 1 if order.random() < 0.4 else 2
            lines.append([side, region, 1 + (order.random() < 0.6), *given, paid, answer(order, 3.2)])
    file = io.StringIO()
    csv.writer(file).writerows([head, *lines])
    return file.getvalue().encode()


def answer(order: random.Random, mean: float) -> int:
    """One answer of 1–5 around a mean, sometimes *don't know*."""
    return 98 if order.random() < 0.04 else min(5, max(1, round(order.gauss(mean, 0.9))))


def close_generated(
    tenure: Tenure,
    *,
    seed: int = 1,
    year: int = 2026,
    earlier: Round | None = None,
    better: Mapping[str, float] | None = None,
    at: datetime,
) -> Round:
    """Create, fill, import and close a small round."""
    study = small_study(year)
    round_ = create_round(title=study.title, label=study.label, year=year, earlier=earlier, actor=tenure, at=at)
    fill_from_study(round_, study, actor=tenure, at=at)
    file = ContentFile(answers(random.Random(seed), better), f"answers-{seed}.csv")
    draft = upload_answers(round_, file, actor=tenure, at=at)
    accept_findings(draft, frozenset(finding["key"] for finding in draft.account["findings"]))
    round_.refresh_from_db()
    close_round(round_, order=random.Random(seed), actor=tenure, at=at)
    round_.refresh_from_db()
    return round_


def correct_generated(tenure: Tenure, round_: Round, *, seed: int = 9, at: datetime) -> None:
    """Put corrected answers, quite other ones, in the place of those of a closed round."""
    reason = {"fr": "Fichier d'une autre enquête.", "en": "File of another survey."}
    begin_correction(round_, reason=reason, actor=tenure, at=at)
    file = ContentFile(answers(random.Random(seed)), "corrected.csv")
    draft = upload_answers(round_, file, actor=tenure, at=at)
    accept_findings(draft, frozenset(finding["key"] for finding in draft.account["findings"]))
    round_.refresh_from_db()
    close_round(round_, order=random.Random(seed), actor=tenure, at=at)
    round_.refresh_from_db()


def close_reported(tenure: Tenure, *, year: int = 2021, earlier: Round | None = None, at: datetime) -> Round:
    """Create a round of which only a report is known."""
    name = {"fr": f"Rapport {year}", "en": f"Report {year}"}
    round_ = create_round(title=name, label=name, year=year, kind="reported", earlier=earlier, actor=tenure, at=at)
    scores = {"transparency": (6.8, 4.1), "automation": (7.1, 6.9), "human_resources": (4.0, 5.2)}
    results = [
        ReportedResult(key, factor, "score", values[place], 50)
        for factor, values in scores.items()
        for place, key in enumerate(BOTH)
    ]
    report_results(round_, results, source="Cabinet d'étude, 2021", actor=tenure, at=at)
    round_.refresh_from_db()
    return round_
