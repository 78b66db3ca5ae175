"""Charts with the hard cases: long names, protected and reported points, one row, sixty rows."""

from danaya.engines.publishing.charts import (
    Chart,
    DifferenceChart,
    LikertChart,
    LikertRow,
    PanelsChart,
    Point,
    ProfileChart,
    Series,
)
from tests.engines.publishing import sample_plan
from tests.engines.publishing.sample_agreement import bodies, nothing_known, sides, stars

FACTORS = {
    "fr": (
        "1 Leadership et engagement",
        "2 Cadre réglementaire",
        "3 Transparence",
        "4 Automatisation",
        "5 Réforme et modernisation",
        "6 Contrôle et enquête",
        "7 Code de conduite",
        "8 Gestion des ressources humaines",
        "9 Esprit de corps",
        "10 Relations avec le secteur privé",
    ),
    "en": (
        "1 Leadership and commitment",
        "2 Regulatory framework",
        "3 Transparency",
        "4 Automation",
        "5 Reform and modernization",
        "6 Audit and investigation",
        "7 Code of conduct",
        "8 Human resource management",
        "9 Morale and organizational culture",
        "10 Relationship with the private sector",
    ),
}
SIDES = {"fr": ("Douane", "Secteur privé"), "en": ("Customs", "Private sector")}
LONG = {
    "fr": (
        "Lorsque vous présentez une déclaration au bureau de <Balanko> & que l'agent demande un « complément » de dossier, recevez-vous "
        'toujours, le jour même, une explication écrite des "pièces" qui manquent ?'
    ),
    "en": (
        "When you lodge a declaration at the office of <Balanko> & the officer asks for a “complement” to the file, do you always "
        'receive, on the same day, a written explanation of the "documents" that are missing, with the rule they rest on?'
    ),
}
OPINIONS = {
    "fr": ("Pas du tout d'accord", "Plutôt pas d'accord", "Plutôt d'accord", "Tout à fait d'accord"),
    "en": ("Strongly disagree", "Disagree", "Agree", "Strongly agree"),
}


def profile(language: str = "fr") -> ProfileChart:
    """Return a profile of both sides with a protected, a not asked and a reported point, n differing on one side."""
    customs = [6.1, 7.2, 7.0, 7.4, 6.6, 6.9, 7.1, 4.3, 6.2, 6.7]
    private = [4.9, 5.6, 4.2, 6.8, 5.1, 4.4, 5.5, None, 5.2, 4.8]
    first = tuple(Point(value, value - 0.25, value + 0.25, n=402) for value in customs)
    second = tuple(
        Point(None, n=None, status="not_asked")
        if value is None
        else Point(value, value - 0.4, value + 0.4, n=231 - place, status="modelled")
        for place, value in enumerate(private)
    )
    second = (*second[:4], Point(None, status="protected"), Point(4.4, n=190, status="reported"), *second[6:])
    names = SIDES[language]
    axis = {"fr": "Score moyen, 0 = pire réponse, 10 = meilleure", "en": "Mean score, 0 = worst answer, 10 = best"}[
        language
    ]
    series = (Series("customs", names[0], first), Series("private", names[1], second))
    return ProfileChart(FACTORS[language], series, axis, language)


def likert(language: str = "fr", rows: int = 6) -> LikertChart:
    """Return diverging bars; the second item is 200 characters long, the third protected."""
    items = []
    for place in range(rows):
        shares = [0.08 + 0.01 * (place % 7), 0.2 - 0.02 * (place % 5), 0.3, 0.17 + 0.015 * (place % 9)]
        neutral = 0.12
        text = LONG[language] if place == 1 else f"{FACTORS[language][place % 10]} ({place + 1})"
        favourable = Point(shares[2] + shares[3], shares[2] + shares[3] - 0.06, shares[2] + shares[3] + 0.06)
        protected = place == 2
        segments = tuple(
            (name, None if protected else share, tone)
            for name, share, tone in zip(OPINIONS[language], shares, (-2, -1, 1, 2), strict=True)
        )
        items.append(
            LikertRow(
                text,
                segments,
                None if protected else neutral,
                None if protected else 1 - sum(shares) - neutral,
                Point(None, status="protected") if protected else favourable,
                None if protected else 231 - place,
                "protected" if protected else "shown",
            )
        )
    neutral_name = {"fr": "Ni d'accord ni pas d'accord", "en": "Neither"}[language]
    silent = {"fr": "Ne sait pas, refus", "en": "Don't know, refusal"}[language]
    return LikertChart(tuple(items), neutral_name, silent, language)


def gap(language: str = "fr") -> DifferenceChart:
    """Return the gap by factor: sure, unsure, protected, not comparable, reported, not asked."""
    reason = {
        "fr": "Un item a été reformulé entre les deux tours : le score du facteur ne se compare pas.",
        "en": "An item was reworded between the two rounds: the score of the factor can't be compared.",
    }[language]
    points = (
        Point(-2.8, -3.3, -2.3),
        Point(-2.5, -3.1, -1.9, status="modelled"),
        Point(-1.9, -2.4, -1.4),
        Point(-1.2, -1.7, -0.7),
        Point(None, status="not_comparable", reason=reason),
        Point(-0.6, -1.3, 0.1),
        Point(None, status="protected"),
        Point(-0.4, status="reported"),
        Point(None, status="not_asked"),
        Point(0.8, 0.3, 1.3),
    )
    axis = {"fr": "Secteur privé moins douane, en points", "en": "Private sector minus customs, in points"}[language]
    words = {"fr": "pas d'écart démontré", "en": "no gap shown"}[language]
    return DifferenceChart(FACTORS[language], points, axis, words, language, bound=4)


def panels(language: str = "fr") -> PanelsChart:
    """Return small panels by region, the last one wholly protected."""
    regions = ("Naoré", "Balanko", "Gorobi", "Lamba", "Tessa")
    customs = tuple(
        Point(6.4 - 0.3 * place, 6.0 - 0.3 * place, 6.8 - 0.3 * place, n=120 - 20 * place) for place in range(4)
    )
    private = tuple(
        Point(4.4 + 0.2 * place, 3.7 + 0.2 * place, 5.1 + 0.2 * place, n=64 - 10 * place) for place in range(4)
    )
    hidden = (Point(None, status="protected"),)
    names = SIDES[language]
    series = (Series("customs", names[0], customs + hidden), Series("private", names[1], private + hidden))
    axis = {"fr": "Score moyen de 0 à 10", "en": "Mean score from 0 to 10"}[language]
    return PanelsChart(regions, series, (("customs", 6.1), ("private", 4.6)), axis, language)


def one_row(language: str = "fr") -> ProfileChart:
    """Return shares of women and men, one row."""
    names = {"fr": ("Femmes", "Hommes"), "en": ("Women", "Men")}[language]
    series = (
        Series("women", names[0], (Point(0.41, 0.33, 0.49, n=88),)),
        Series("men", names[1], (Point(0.44, 0.38, 0.5, n=143),)),
    )
    axis = {"fr": "Part favorable", "en": "Favourable share"}[language]
    return ProfileChart((LONG[language],), series, axis, language, 0, 1)


def all_protected(language: str = "fr") -> ProfileChart:
    """Return a profile in which every point is protected."""
    hidden = tuple(Point(None, status="protected") for _ in range(3))
    series = tuple(
        Series(role, name, hidden) for role, name in zip(("customs", "private"), SIDES[language], strict=True)
    )
    return ProfileChart(FACTORS[language][:3], series, "", language)


def charts(language: str) -> tuple[tuple[str, Chart], ...]:
    """Return every sample chart with its name."""
    return (
        ("profile", profile(language)),
        ("likert", likert(language)),
        ("likert60", likert(language, 60)),
        ("gap", gap(language)),
        ("panels", panels(language)),
        ("one_row", one_row(language)),
        ("all_protected", all_protected(language)),
        ("agreement", sides(language)),
        ("agreement_bodies", bodies(language)),
        ("agreement_stars", stars(language)),
        ("agreement_unknown", nothing_known(language)),
        *sample_plan.charts(language),
    )
