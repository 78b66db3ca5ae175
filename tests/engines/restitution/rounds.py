"""Small rounds made with a fixed seed: two audiences, two factors, an experience, strata and clusters."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from danaya.engines.perception import Design, Lonely, Selection
from danaya.engines.restitution import Audience, Domain, Item, ReportedResult, ReportedStudy, Scale, Side, Study

AGREEMENT = Scale(
    "agreement",
    {code: {"fr": f"Degré {code}", "en": f"Degree {code}"} for code in range(1, 6)}
    | {98: {"fr": "Ne sait pas", "en": "Don't know"}, 99: {"fr": "Refus", "en": "Refused"}},
    {1: 0.0, 2: 2.5, 3: 5.0, 4: 7.5, 5: 10.0},
    frozenset({4, 5}),
    frozenset({3}),
    frozenset({98}),
    frozenset({99}),
    frozenset({97}),
)
HAPPENED = Scale(
    "happened",
    {1: {"fr": "Oui", "en": "Yes"}, 2: {"fr": "Non", "en": "No"}},
    {1: 0.0, 2: 10.0},
    frozenset({2}),
    dont_know=frozenset({98}),
)
OFFICIALS = Audience(
    "officials",
    {"fr": "Agents des douanes", "en": "Customs officials"},
    Side.CUSTOMS,
    (1,),
    Selection.PROBABILITY,
    400,
    1200,
)
COMPANIES = Audience(
    "private", {"fr": "Secteur privé", "en": "Private sector"}, Side.PRIVATE, (2,), Selection.QUOTA, 300, None
)
BOTH = ("officials", "private")


def item(key: str, factor: str, **more: object) -> Item:
    """An item asked of both audiences on the agreement scale."""
    text = {"fr": f"Question {key} en français", "en": f"Question {key} in English"}
    return replace(Item(key, key, text, "agreement", BOTH, factor), **more)  # type: ignore[arg-type]


ITEMS = (
    item("open_fees", "transparency"),
    item("open_times", "transparency"),
    item("staff_posts", "human_resources"),
    item("staff_pay", "human_resources", audiences=("officials",)),
    item("watch_fear", "audit", sensitive=True, freely=True),
    item("lived_asked", "", kind="experience", scale="happened", sensitive=True),
)
REGION = Domain(
    "region",
    "region",
    {"fr": "Région", "en": "Region"},
    {code: {"fr": name, "en": name} for code, name in enumerate(("Naoré", "Balanko", "Gorobi", "Tessa"), start=1)},
    "region",
)
GENDER = Domain(
    "gender",
    "gender",
    {"fr": "Sexe", "en": "Gender"},
    {1: {"fr": "Femmes", "en": "Women"}, 2: {"fr": "Hommes", "en": "Men"}},
    "gender",
)
STUDY = Study(
    title={"fr": "Perception de l'intégrité", "en": "Perception of integrity"},
    label={"fr": "Ronde 2", "en": "Round 2"},
    year="2026",
    audiences=(OFFICIALS, COMPANIES),
    items=ITEMS,
    scales={"agreement": AGREEMENT, "happened": HAPPENED},
    design=Design(clusters=("office",), strata=("stratum",), weights="weight", nest=True, lonely=Lonely.ADJUST),
    audience_column="audience",
    domains=(REGION, GENDER),
    coverage={"fr": "Tout le pays", "en": "The whole country"},
    mode="tablet",
)
EARLIER = replace(STUDY, label={"fr": "Ronde 1", "en": "Round 1"}, year="2024")
MEANS = {
    "open_fees": (3.9, 2.2),
    "open_times": (3.7, 2.4),
    "staff_posts": (2.1, 2.2),
    "staff_pay": (2.3, 2.0),
    "watch_fear": (3.4, 2.6),
}


def make_answers(
    seed: int = 1, officials: int = 240, private: int = 160, shift: Mapping[str, float] | None = None
) -> dict[str, list[object]]:
    """Answers of a round; Tessa has six people of each audience. ``shift`` moves an item's mean among companies."""
    random = np.random.default_rng(seed)
    columns: dict[str, list[object]] = {
        name: []
        for name in ("audience", "region", "gender", "stratum", "office", "weight", *(one.key for one in ITEMS))
    }
    for audience, count in ((1, officials), (2, private)):
        for place in range(count):
            _add_person(columns, random, audience, place, shift or {})
    return columns


def _add_person(
    columns: dict[str, list[object]], random: np.random.Generator, audience: int, place: int, shift: Mapping[str, float]
) -> None:
    region = 4 if place < 6 else 1 + place % 3
    columns["audience"].append(audience)
    columns["region"].append(region)
    columns["gender"].append(1 + int(random.random() < 0.6))
    columns["stratum"].append(f"{audience}-{min(region, 3)}")
    columns["office"].append(place % 24 // 3)
    columns["weight"].append(round(0.5 + random.random(), 4))
    for key, means in MEANS.items():
        mean = means[audience - 1] + (shift.get(key, 0.0) if audience == 2 else 0.0)
        score = int(np.clip(round(random.normal(mean, 0.9)), 1, 5))
        silent = random.random() < 0.06
        asked = key != "staff_pay" or audience == 1
        columns[key].append((98 if silent else score) if asked else None)
    columns["lived_asked"].append(1 if random.random() < (0.1, 0.4)[audience - 1] else 2)


def reported(year: str = "2022", shift: float = 0.0) -> ReportedStudy:
    """Results that only a consultant's report preserves."""
    results = tuple(
        ReportedResult(audience, factor, "score", score + shift, n)
        for audience, n, scores in (("officials", 300, (7.1, 3.4, 6.8)), ("private", 90, (3.9, 3.2, 4.4)))
        for factor, score in zip(("transparency", "human_resources", "automation"), scores, strict=True)
    )
    return ReportedStudy(
        {"fr": "Enquête du consultant", "en": "Consultant's survey"},
        {"fr": f"Rapport {year}", "en": f"Report {year}"},
        year,
        (OFFICIALS, COMPANIES),
        results,
        "Rapport final, page 12",
    )
