"""Charts of agreement with the hard cases: long statements, few voters, counts alone, eight bodies, what matters most."""

from danaya.engines.language import percent
from danaya.engines.publishing.charts import AgreementChart, Voters, Votes

STATEMENTS = {
    "fr": (
        "Les tarifs et les délais de chaque procédure sont affichés dans tous les bureaux.",
        "Un reçu unique est remis pour tout paiement, avec le nom du service qui l'a perçu et la règle qui le fonde.",
        (
            "Aucune marchandise ne sort sans que le déclarant ait reçu, le jour même et par écrit, la liste des pièces qui "
            "manquent ; sinon le délai ne court pas contre lui et aucune pénalité n'est due tant que la liste n'est pas remise."
        ),
        "Les agents changent de poste tous les trois ans.",
        "Une ligne d'alerte reçoit les plaintes et répond sous trente jours.",
    ),
    "en": (
        "Fees and times of each procedure are posted in all offices.",
        "A single receipt is given for any payment, with the name of the service that took it and the rule it rests on.",
        (
            "No goods leave before the declarant has received, on the same day and in writing, the list of missing documents; "
            "else no time runs against them and no penalty is due until that list has been handed over."
        ),
        "Officers change posts every three years.",
        "An alert line takes complaints and answers within thirty days.",
    ),
}
SIDES = {"fr": ("Douane", "Secteur privé"), "en": ("Customs", "Private sector")}
BODIES = (
    "CNPT",
    "Chambre de commerce",
    "FETRAM",
    "Commissionnaires agréés",
    "Banques",
    "Mines",
    "Femmes commerçantes",
    "PME",
)
AXIS = {"fr": "Part d'accord parmi les votants", "en": "Share of voters who agree"}


def sides(language: str = "fr", *, figures: bool = True) -> AgreementChart:
    """Return five statements of both sides: shared, dividing, counted, too few."""
    names = SIDES[language]
    customs = (Votes(31, 34, 0.8, 0.97), Votes(26, 34, 0.63, 0.87), Votes(9, 30, 0.18, 0.45), Votes(3, 6), Votes(2, 3))
    private = (
        Votes(40, 48, 0.73, 0.91),
        Votes(45, 47, 0.88, 0.99),
        Votes(41, 45, 0.82, 0.97),
        Votes(20, 28, 0.56, 0.83),
        Votes(30, 40, 0.62, 0.85),
    )
    chart = AgreementChart(
        STATEMENTS[language],
        (Voters("customs", names[0], customs), Voters("private", names[1], private)),
        AXIS[language],
        language,
    )
    ticks = [chart.tick(row) for row in range(5)]
    unknown = {"fr": "pas encore connu", "en": "not yet known"}[language]
    head = {"fr": "Au moins", "en": "At least"}[language]
    words = tuple(unknown if tick is None else percent(tick, language) for tick in ticks)
    return AgreementChart(
        chart.rows, chart.groups, chart.axis, language, words if figures else (), head if figures else ""
    )


def bodies(language: str = "fr") -> AgreementChart:
    """Return three statements of eight bodies."""
    groups = tuple(
        Voters(
            f"body{place}",
            name,
            tuple(
                Votes(
                    agree := (7 * place + 11 * row) % 20 + 1, 22, max(agree / 22 - 0.17, 0), min(agree / 22 + 0.15, 1)
                )
                if (place + row) % 5
                else Votes(4, 4 + row)
                for row in range(3)
            ),
        )
        for place, name in enumerate(BODIES, start=1)
    )
    return AgreementChart(STATEMENTS[language][:3], groups, AXIS[language], language)


def stars(language: str = "fr") -> AgreementChart:
    """Return what matters most: the share of all voters who gave a star."""
    votes = tuple(Votes(agree, 80, agree / 80 - 0.08, agree / 80 + 0.09) for agree in (41, 30, 22, 9, 6))
    name = {"fr": "Tous les votants", "en": "All voters"}[language]
    axis = {"fr": "Part des votants qui y mettent une étoile", "en": "Share of voters who give it a star"}[language]
    return AgreementChart(STATEMENTS[language], (Voters("single", name, votes),), axis, language, ticks=False)


def nothing_known(language: str = "fr") -> AgreementChart:
    """Return a statement that too few have voted on."""
    groups = tuple(
        Voters(role, name, (Votes(1, 4),)) for role, name in zip(("customs", "private"), SIDES[language], strict=True)
    )
    return AgreementChart(STATEMENTS[language][:1], groups, "", language)
