"""Tamarie, the invented country of the demonstration: its customs, bodies, posts, offices and surveys. Data only.

Posts stand here, never persons. Figures of surveys are *not* here: they come out of generated answers. The one exception
is the older survey, of which only a consultant's table remains: what was reported is data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from danaya.engines.language import Text

YEAR_ZERO = 2024
TODAY = date(2026, 11, 16)
"""The demonstration's own day, in year 2."""

NOTICE: Text = {
    "fr": "Démonstration : la Tamarie et tous ses chiffres sont inventés.",
    "en": "Demonstration: Tamarie and all its figures are invented.",
}


@dataclass(frozen=True, slots=True)
class Administration:
    """The customs administration."""

    name: Text
    acronym: str
    state: Text
    country: str
    """A user-assigned code of ISO 3166: no real country has it."""
    motto: Text
    alert_channel: Text


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its code in the answers and how many officials serve there."""

    code: int
    key: str
    name: Text
    officials: int


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation other than customs; ``side`` is ``private`` or ``observer``."""

    key: str
    acronym: str
    name: Text
    side: str
    umbrella: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A post; ``organisation`` is ``customs`` or the key of a body; ``region`` is the key of a region or empty."""

    key: str
    title: Text
    organisation: str
    role: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Tenure:
    """From when (and until when, that day excluded) somebody holds a post."""

    post: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A place where officials serve: the first stage of their sample. ``kind``: ``service``, ``post``, ``brigade``."""

    code: str
    name: str
    region: str
    stratum: str
    kind: str
    officials: int


@dataclass(frozen=True, slots=True)
class Stratum:
    """What one round drew in a stratum of officials: units, officials asked, officials who answered."""

    units: int
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class AudiencePlan:
    """Whom a round aimed at in an audience, and how many answered. ``women``: how many of these are women."""

    selection: str
    target: int
    answered: int
    population: int | None
    women: int


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round as it was carried out, without a single answer.

    ``strata`` draw the officials; ``trades`` and ``regions`` are the quotas reached among the private sector, ``places``
    where they were met. ``wordings`` differ from the question bank's; ``reworded`` are the questions whose wording
    changed since the earlier round.
    """

    key: str
    title: Text
    label: Text
    year: int
    fieldwork: str
    mode: str
    coverage: Text
    audiences: Mapping[str, AudiencePlan]
    strata: Mapping[str, Stratum]
    trades: Mapping[int, int]
    regions: Mapping[str, int]
    places: Mapping[str, int]
    seed: int
    earlier: str = ""
    wordings: Mapping[str, Text] = field(default_factory=dict)
    reworded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportedRound:
    """The older survey: factor scores 0–10 as its report gives them, per audience, in the factors' order."""

    key: str
    title: Text
    label: Text
    year: int
    source: str
    respondents: Mapping[str, int]
    scores: Mapping[str, Mapping[str, float]]


ADMINISTRATION = Administration(
    name={"fr": "Direction générale des douanes de Tamarie", "en": "Directorate General of Customs of Tamarie"},
    acronym="DGDT",
    state={"fr": "République de Tamarie", "en": "Republic of Tamarie"},
    country="XT",
    motto={"fr": "Parole donnée, parole tenue", "en": "A word given, a word kept"},
    alert_channel={
        "fr": "Bureau de l'audit et du contrôle interne, numéro vert 80 00 00 00",
        "en": "Internal Audit and Control Office, free number 80 00 00 00",
    },
)

REGIONS = (
    Region(1, "naore", {"fr": "Naoré", "en": "Naoré"}, 1010),
    Region(2, "balanko", {"fr": "Balanko", "en": "Balanko"}, 520),
    Region(3, "gorobi", {"fr": "Gorobi", "en": "Gorobi"}, 360),
    Region(4, "lamba", {"fr": "Lamba", "en": "Lamba"}, 282),
    Region(5, "tessa", {"fr": "Tessa", "en": "Tessa"}, 8),
)

BODIES = (
    Body("cpt", "CPT", {"fr": "Conseil du patronat de Tamarie", "en": "Employers' Council of Tamarie"}, "private", umbrella=True),
    Body("ccit", "CCIT", {"fr": "Chambre de commerce et d'industrie de Tamarie", "en": "Chamber of Commerce and Industry of Tamarie"}, "private"),
    Body("fcdt", "FCDT", {"fr": "Fédération des commissionnaires en douane de Tamarie", "en": "Federation of Customs Brokers of Tamarie"}, "private"),
    Body("utr", "UTR", {"fr": "Union des transporteurs routiers", "en": "Road Hauliers' Union"}, "private"),
    Body("ait", "AIT", {"fr": "Association des industriels de Tamarie", "en": "Association of Industrialists of Tamarie"}, "private"),
    Body("afct", "AFCT", {"fr": "Association des femmes commerçantes de Tamarie", "en": "Association of Women Traders of Tamarie"}, "private"),
    Body("ar", "AR", {"fr": "Autorité de redevabilité", "en": "Accountability Authority"}, "observer"),
    Body("pt", "PT", {"fr": "Partenaire technique", "en": "Technical partner"}, "observer"),
)  # fmt: skip

_SECRETARY: Text = {"fr": "Secrétariat général", "en": "Secretary-General"}

POSTS = (
    Post("directeur-general", {"fr": "Direction générale", "en": "Director General"}, "customs", "director"),
    Post("coordination-integrite", {"fr": "Coordination de l'intégrité", "en": "Integrity coordinator"}, "customs", "coordinator"),
    Post("analyse-integrite", {"fr": "Analyse, équipe d'intégrité", "en": "Analyst, integrity team"}, "customs", "analyst"),
    Post("point-focal-naore", {"fr": "Point focal, Naoré", "en": "Focal point, Naoré"}, "customs", "facilitator", "naore"),
    Post("point-focal-balanko", {"fr": "Point focal, Balanko", "en": "Focal point, Balanko"}, "customs", "facilitator", "balanko"),
    Post("point-focal-gorobi", {"fr": "Point focal, Gorobi", "en": "Focal point, Gorobi"}, "customs", "facilitator", "gorobi"),
    Post("point-focal-lamba", {"fr": "Point focal, Lamba", "en": "Focal point, Lamba"}, "customs", "facilitator", "lamba"),
    Post("point-focal-tessa", {"fr": "Point focal, Tessa", "en": "Focal point, Tessa"}, "customs", "facilitator", "tessa"),
    Post("centre-formation", {"fr": "Centre de formation", "en": "Training centre"}, "customs", "trainer"),
    Post("technique", {"fr": "Administration technique", "en": "Technical administrator"}, "customs", "technician"),
    Post("cpt-secretariat", _SECRETARY, "cpt", "member"),
    Post("ccit-secretariat", _SECRETARY, "ccit", "member"),
    Post("fcdt-secretariat", _SECRETARY, "fcdt", "member"),
    Post("utr-secretariat", _SECRETARY, "utr", "member"),
    Post("ait-secretariat", _SECRETARY, "ait", "member"),
    Post("afct-presidence", {"fr": "Présidence", "en": "President"}, "afct", "member"),
    Post("ar-observation", {"fr": "Observation", "en": "Observer"}, "ar", "observer"),
    Post("expertise-partenaire", {"fr": "Expertise du partenaire", "en": "Partner's expert"}, "pt", "visiting_expert"),
)  # fmt: skip

HANDOVER = date(YEAR_ZERO + 2, 4, 15)
"""The day on which the post of director general passed to another holder."""

_BEGINNING = date(YEAR_ZERO, 1, 2)
EXPERT_LEAVES = date(YEAR_ZERO + 2, 12, 31)

TENURES = (
    Tenure("directeur-general", _BEGINNING, HANDOVER),
    Tenure("directeur-general", HANDOVER),
    Tenure("expertise-partenaire", date(YEAR_ZERO + 2, 9, 1), EXPERT_LEAVES),
    *(Tenure(one.key, _BEGINNING) for one in POSTS if one.key not in {"directeur-general", "expertise-partenaire"}),
)

_SERVICES = (
    ("Inspection générale", 46),
    ("Direction de la réglementation", 52),
    ("Direction du système d'information", 48),
    ("Direction des ressources humaines", 44),
    ("Direction du recouvrement", 70),
    ("Direction des opérations", 84),
    ("Direction des affaires financières", 50),
    ("Centre de formation", 36),
)
_POSTS_AND_BRIGADES: Mapping[str, tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]] = {
    "naore": (
        (("Naoré-Fret", 92), ("Naoré-Aéroport", 84), ("Naoré-Hydrocarbures", 40), ("Naoré-Ville", 74)),
        (("Naoré Nord", 52), ("Naoré Sud", 50), ("Naoré Est", 46), ("Naoré Fleuve", 44), ("Dorza", 50), ("Mobile", 48)),
    ),
    "balanko": (
        (("Balanko-Frontière", 96), ("Balanko-Port sec", 88), ("Kémou", 52)),
        (("Balanko-Ville", 56), ("Walima", 48), ("Sarvé", 46), ("Ondali", 44), ("Timbala", 46), ("Mobile Ouest", 44)),
    ),
    "gorobi": (
        (("Gorobi-Frontière", 70), ("Gorobi-Ville", 56)),
        (("Fadiou", 40), ("Nouréma", 38), ("Koutra", 40), ("Bassiri", 38), ("Dosséré", 38), ("Mobile Est", 40)),
    ),
    "lamba": (
        (("Lamba-Frontière", 58), ("Lamba-Ville", 48)),
        (("Zandou", 36), ("Molia", 34), ("Péléga", 36), ("Sud-Fleuve", 34), ("Mobile Sud", 36)),
    ),
    "tessa": ((("Tessa-Frontière", 5),), (("Tessa", 3),)),
}  # fmt: skip
SERVICES_STRATUM = "naore-services"


def _list_units() -> tuple[Unit, ...]:
    rows = [(name, "naore", SERVICES_STRATUM, "service", staff) for name, staff in _SERVICES]
    for region, (posts, brigades) in _POSTS_AND_BRIGADES.items():
        rows += [(name, region, region, "post", staff) for name, staff in posts]
        rows += [(name, region, region, "brigade", staff) for name, staff in brigades]
    return tuple(Unit(f"D{number:02d}", *row) for number, row in enumerate(rows, start=1))


UNITS = _list_units()
"""44 units, 12 of them the posts where fees are paid."""

_COVERAGE: Text = {
    "fr": "Toutes les régions, services centraux, postes et brigades ; opérateurs rencontrés dans les cinq régions.",
    "en": "All regions, central services, posts and brigades; operators met in the five regions.",
}
_WORDING_BEFORE: Text = {
    "fr": "Le code de conduite est respecté au quotidien.",
    "en": "The code of conduct is respected from day to day.",
}

ROUNDS: Mapping[str, RoundPlan] = {
    "round1": RoundPlan(
        key="round1",
        title={
            "fr": "Sondage relatif à la perception de l'intégrité des douanes, première ronde",
            "en": "Customs Integrity Perception Survey, first round",
        },
        label={"fr": "Ronde 1 (année 0)", "en": "Round 1 (year 0)"},
        year=YEAR_ZERO,
        fieldwork="2024-01/2024-02",
        mode="tablet",
        coverage=_COVERAGE,
        audiences={
            "officials": AudiencePlan("probability", 376, 316, 2180, women=38),
            "private": AudiencePlan("quota", 285, 75, None, women=18),
        },
        strata={
            SERVICES_STRATUM: Stratum(6, 74, 64),
            "naore": Stratum(8, 100, 84),
            "balanko": Stratum(7, 90, 76),
            "gorobi": Stratum(6, 60, 49),
            "lamba": Stratum(5, 44, 36),
            "tessa": Stratum(2, 8, 7),
        },
        trades={1: 24, 2: 15, 3: 14, 4: 10, 5: 12},
        regions={"naore": 32, "balanko": 17, "gorobi": 13, "lamba": 9, "tessa": 4},
        places={"naore": 6, "balanko": 4, "gorobi": 3, "lamba": 3, "tessa": 2},
        seed=20240115,
        wordings={"code_applied": _WORDING_BEFORE},
    ),
    "round2": RoundPlan(
        key="round2",
        title={
            "fr": "Sondage relatif à la perception de l'intégrité des douanes, deuxième ronde",
            "en": "Customs Integrity Perception Survey, second round",
        },
        label={"fr": "Ronde 2 (année 2)", "en": "Round 2 (year 2)"},
        year=YEAR_ZERO + 2,
        fieldwork="2026-09/2026-10",
        mode="tablet",
        coverage=_COVERAGE,
        audiences={
            "officials": AudiencePlan("probability", 450, 402, 2180, women=48),
            "private": AudiencePlan("quota", 380, 231, None, women=55),
        },
        strata={
            SERVICES_STRATUM: Stratum(7, 88, 80),
            "naore": Stratum(9, 120, 108),
            "balanko": Stratum(8, 108, 97),
            "gorobi": Stratum(7, 73, 64),
            "lamba": Stratum(6, 53, 46),
            "tessa": Stratum(2, 8, 7),
        },
        trades={1: 74, 2: 46, 3: 43, 4: 30, 5: 38},
        regions={"naore": 99, "balanko": 54, "gorobi": 40, "lamba": 30, "tessa": 8},
        places={"naore": 8, "balanko": 5, "gorobi": 4, "lamba": 3, "tessa": 2},
        seed=20260901,
        earlier="round1",
        reworded=frozenset({"code_applied"}),
    ),
}

REPORTED = ReportedRound(
    key="reported",
    title={
        "fr": "Étude de perception de l'intégrité douanière, rapport du consultant",
        "en": "Study of perceptions of customs integrity, consultant's report",
    },
    label={"fr": "Étude de l'année −3", "en": "Study of year −3"},
    year=YEAR_ZERO - 3,
    source="Rapport final du consultant, tableau 12, page 47",
    respondents={"officials": 210, "private": 64},
    scores={
        "officials": {
            "leadership": 6.8, "regulation": 6.2, "transparency": 6.7, "automation": 6.6, "reform": 6.1,
            "audit": 6.3, "conduct": 6.9, "human_resources": 4.9, "morale": 6.9, "private_sector": 6.0,
        },
        "private": {
            "leadership": 5.5, "regulation": 4.9, "transparency": 4.0, "automation": 5.8, "reform": 4.9,
            "audit": 4.1, "conduct": 5.2, "human_resources": 4.3, "morale": 5.2, "private_sector": 4.6,
        },
    },
)  # fmt: skip
