"""A document, a deck and a workbook with the hard cases: long names, protected cells, reported marks, one row, sixty rows."""

from datetime import UTC, datetime

from danaya.engines.language import number, percent
from danaya.engines.publishing.document import (
    Aside,
    Block,
    Bullets,
    DecisionBlock,
    Deck,
    Document,
    Figure,
    FindingBlock,
    Heading,
    PageBreak,
    Paragraph,
    Sheet,
    Slide,
    Stamp,
    Table,
    Workbook,
)
from tests.engines.publishing.sample_charts import (
    FACTORS,
    LONG,
    OPINIONS,
    SIDES,
    all_protected,
    charts,
    gap,
    likert,
    one_row,
    panels,
    profile,
)

__all__ = ["FACTORS", "LONG", "OPINIONS", "SIDES", "all_protected", "charts", "one_row"]

WHEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def table(language: str = "fr") -> Table:
    """Return a table with an interval, a protected and a not asked cell."""
    heads = {
        "fr": ("Facteur", "Douane", "Intervalle", "Secteur privé", "n"),
        "en": ("Factor", "Customs", "Interval", "Private sector", "n"),
    }[language]
    dash = {"fr": "non posé", "en": "not asked"}[language]
    rows = tuple(
        (
            name,
            number(6.1 + place / 10, language, 1),
            "[5,9\u202f; 6,3]",
            "c" if place == 4 else dash if place == 7 else number(4.2, language, 1),
            number(1231, language),
        )
        for place, name in enumerate(FACTORS[language])
    )
    caption = {"fr": "Scores par facteur et par audience (10 lignes)", "en": "Scores by factor and audience (10 rows)"}[
        language
    ]
    note = {"fr": "c : protégé (moins de 10 réponses).", "en": "c: protected (fewer than 10 answers)."}[language]
    return Table(caption, heads, rows, frozenset({1, 2, 3, 4}), note)


def figure(language: str = "fr") -> Figure:
    """Return the profile with its words."""
    words = {
        "fr": (
            "La douane se voit plus haut que le secteur privé sur neuf facteurs",
            "Score moyen de 0 à 10, agents (n = 402) et entreprises, 2e tour ; si les répondants ressemblent à leur groupe",
            "Points avec intervalles. Plus haut : Automatisation, douane 7,4. Plus bas : Transparence, secteur privé 4,2. Tableau ci-dessous.",
            "Enquête de démonstration, 2e tour",
        ),
        "en": (
            "Customs sees itself higher than the private sector on nine factors",
            "Mean score 0 to 10, officials (n = 402) and companies, round 2; if respondents resemble their group",
            "Dots with intervals. Highest: Automation, customs 7.4. Lowest: Transparency, private sector 4.2. Table below.",
            "Demonstration survey, round 2",
        ),
    }[language]
    return Figure(profile(language), words[0], words[1], words[2], table(language), "1", "", words[3])


def finding(language: str = "fr") -> FindingBlock:
    """Return a finding with its figure and three asides."""
    words = {
        "fr": (
            "Les entreprises jugent la transparence 2,8 points plus bas que la douane",
            (
                "L'écart est le plus large des dix facteurs. Il était de 2,9 points au premier tour : pas de changement démontré.",
                "Les tarifs affichés et le reçu unique sont les deux items qui séparent le plus.",
            ),
            "Écart secteur privé moins douane, en points, 2e tour",
            "Un point par facteur. Plus grand : −2,8. Plus petit : +0,8. Tableau ci-dessous.",
        ),
        "en": (
            "Companies rate transparency 2.8 points lower than customs does",
            (
                "The gap is the widest of the ten factors. It was 2.9 points in the first round: no change shown.",
                "Posted fees and the single receipt are the two items that divide most.",
            ),
            "Gap, private sector minus customs, in points, round 2",
            "One dot per factor. Widest: −2.8. Smallest: +0.8. Table below.",
        ),
    }[language]
    asides = {
        "fr": (
            Aside(
                "Chiffres",
                ("Douane 7,0 [6,8 ; 7,2], n = 402 sur 450", "Secteur privé 4,2 [3,8 ; 4,6], n = 231 sur 380"),
            ),
            Aside("Base", ("Questions C11 à C14 et P09 à P12", "Quotas côté privé")),
            Aside("Peut-on s'y fier ?", ("Oui, si les répondants ressemblent à leur groupe.",)),
        ),
        "en": (
            Aside(
                "Figures", ("Customs 7.0 [6.8, 7.2], n = 402 of 450", "Private sector 4.2 [3.8, 4.6], n = 231 of 380")
            ),
            Aside("Basis", ("Questions C11 to C14 and P09 to P12", "Quotas on the private side")),
            Aside("Can it be trusted?", ("Yes, if respondents resemble their group.",)),
        ),
    }[language]
    head = ("Facteur", "Écart") if language == "fr" else ("Factor", "Gap")
    small = Table(words[2], head, tuple((name, "−2,8") for name in FACTORS[language][:3]), frozenset({1}))
    drawn = Figure(gap(language), words[0], words[2], words[3], small, "2")
    return FindingBlock("C-07", words[0], words[1], asides, drawn, "c-07")


def decision(language: str = "fr", number_: str = "D-1") -> DecisionBlock:
    """Return a decision with two options."""
    question, options = {
        "fr": (
            "Afficher les tarifs et les délais dans les douze bureaux ?",
            (
                ("Oui, avant le 31 mars 2027", "Un panneau par bureau ; le secteur privé peut vérifier sur place."),
                ("Oui, d'abord à Naoré et Balanko", "Moindre coût ; Gorobi attend un an."),
                ("Pas maintenant", "L'écart reste ; il faut dire pourquoi aux organisations."),
            ),
        ),
        "en": (
            "Post fees and times in the twelve offices?",
            (
                ("Yes, before 31 March 2027", "One board per office; the private sector can check on the spot."),
                ("Yes, first in Naoré and Balanko", "Cheaper; Gorobi waits a year."),
                ("Not now", "The gap stays; the bodies must be told why."),
            ),
        ),
    }[language]
    return DecisionBlock(number_, question, options)


def stamp(language: str = "fr") -> Stamp:
    """Return the stamp of the demonstration."""
    return {
        "fr": Stamp(
            "Direction générale des douanes de Tamarie",
            "2.1",
            "9f86d081",
            "forum",
            "23 novembre 2026",
            "Démonstration : données inventées",
        ),
        "en": Stamp("Tamarie Customs", "2.1", "9f86d081", "forum", "23 November 2026", "Demonstration: invented data"),
    }[language]


def document(language: str = "fr") -> Document:
    """Return a report that holds every kind of block."""
    title, subtitle = {
        "fr": ("Ce que la douane et le secteur privé pensent de l'intégrité", "Restitution du 2e tour de l'enquête"),
        "en": ("What customs and traders think of integrity", "Restitution of round 2 of the survey"),
    }[language]
    blocks = (*opening_blocks(language), *finding_blocks(language), *closing_blocks(language))
    return Document(title, subtitle, language, blocks, stamp(language))


def opening_blocks(language: str) -> tuple[Block, ...]:
    """Return a lead, what to trust, and the profile."""
    french = language == "fr"
    lead = "La transparence progresse ; l'esprit de corps recule." if french else "Transparency rises; morale falls."
    return (
        Paragraph(lead, "lead"),
        Heading(1, "Jusqu'où s'y fier" if french else "How far to trust it", "trust"),
        Paragraph("Le secteur privé a été interrogé par quotas : il n'y a donc pas de marge d'erreur. " * 2),
        Bullets(("402 agents sur 450 ont répondu.", "231 entreprises sur 380 ont répondu.")),
        Paragraph("Tessa a huit agents : rien n'y est publié.", "caution"),
        Heading(1, "Le profil" if french else "The profile", "profile"),
        figure(language),
    )


def finding_blocks(language: str) -> tuple[Block, ...]:
    """Return a section with a finding of every part and one without a figure."""
    aside = Aside("Base", ("P01",))
    return (
        Heading(1, "Les écarts entre les deux parties" if language == "fr" else "Gaps between both sides", "gaps"),
        finding(language),
        FindingBlock("F-02", "L'automatisation est une force", ("Une ligne.",), (aside,), None, "f-02"),
    )


def closing_blocks(language: str) -> tuple[Block, ...]:
    """Return regions, opinions, method, a table and a decision."""
    french = language == "fr"
    lamba = "Lamba est la région où la douane se voit le plus bas"
    return (
        PageBreak(),
        Heading(1, "Régions et groupes" if french else "Regions and groups", "regions"),
        Figure(panels(language), lamba, "Score", "Panneaux.", table(language), "3"),
        Figure(
            likert(language),
            "Une majorité est favorable",
            "Parts, entreprises",
            "Barres.",
            small_table(language),
            "4",
            source="Source",
        ),
        Heading(2, "Méthode" if french else "Method", "method"),
        Bullets(("Premier", "Second"), ordered=True),
        Paragraph(f"Part favorable : {percent(0.42, language)}", "note"),
        table(language),
        decision(language),
    )


def small_table(language: str) -> Table:
    """Return two columns and one row."""
    return Table("Parts", ("Item", "Part"), (("A <b> & \"c\" 'd'", percent(0.1, language)),), frozenset({1}))


def director(language: str = "fr", decisions: int = 3) -> Document:
    """Return the director's page."""
    french = language == "fr"
    blocks: tuple[Block, ...] = (
        Paragraph(
            "La transparence progresse d'un point auprès des entreprises ; l'esprit de corps recule parmi les agents.",
            "lead",
        ),
        Heading(1, "Ce qui s'améliore" if french else "What improved"),
        Bullets(
            (
                "Transparence, entreprises : +1,1 point, entre 0,7 et 1,5 (C-01).",
                "Relations avec le secteur privé, entreprises : +0,7 point, entre 0,3 et 1,1 (C-02).",
                "Automatisation, agents : +0,2 point, entre 0,1 et 0,3 (C-03).",
            )
        ),
        Heading(1, "Ce qui est faible" if french else "What is weak"),
        Bullets(
            (
                "Gestion des ressources humaines, agents : 4,3 sur 10, entre 4,1 et 4,5 (C-04).",
                "Esprit de corps, agents : −0,6 point, entre −0,9 et −0,3 (C-05).",
                "Contrôle et enquête : l'écart entre les deux parties reste de 2,5 points (C-06).",
            )
        ),
        Heading(1, "À décider" if french else "To decide"),
        *(decision(language, f"D-{place + 1}") for place in range(decisions)),
    )
    return Document(
        "Page de la direction générale" if french else "The director's page",
        "2e tour de l'enquête d'intégrité" if french else "Round 2 of the integrity survey",
        language,
        blocks,
        stamp(language),
        layout="one_page",
        timbre=("Ministère de l'Économie et des Finances", "Direction générale des douanes", "Équipe intégrité"),
        republic=("République de Tamarie", "Un peuple, un but, une foi"),
        place="Naoré, le 23 novembre 2026" if french else "Naoré, 23 November 2026",
    )


def deck(language: str = "fr") -> Deck:
    """Return one slide for each kind of chart and one of lines."""
    slides = (
        Slide(
            "La douane se voit plus haut que le secteur privé sur neuf facteurs",
            profile(language),
            (),
            "Enquête, n = 402 et 231",
            "Notes : d'abord.",
            "Profil.",
        ),
        Slide(
            "Les entreprises jugent la transparence 2,8 points plus bas",
            gap(language),
            (),
            "Enquête, 2e tour",
            "",
            "Écarts.",
        ),
        Slide("Une majorité est favorable", likert(language), (), "n = 231", "", "Barres."),
        Slide("Lamba se voit le plus bas", panels(language), (), "n par région", "", "Régions."),
        Slide(
            "Trois décisions",
            None,
            ("Afficher les tarifs <dans> les bureaux & ports", "Publier les délais", "Répondre en 15 jours"),
            "Page du directeur",
            "Lire.",
        ),
        Slide("Femmes et hommes répondent de même", one_row(language), (), "n = 88 et 143", "", "Un item."),
        Slide("Rien n'est publié à Tessa", all_protected(language), (), "c : protégé", "", "Protégé."),
    )
    return Deck("Restitution", "2e tour", language, slides, stamp(language))


def workbook(language: str = "fr") -> Workbook:
    """Return a readme sheet and a table with protected cells, negative numbers, formula-like text."""
    readme = Sheet(
        "À lire" if language == "fr" else "Read me",
        ("Sujet", "Texte"),
        (("c", "protégé"), ("=1+1", "@SUM(A1)")),
        {},
        {0: 20, 1: 80},
    )
    rows = (
        ("3 Transparence", -2.8, -3.3, -2.3, 402),
        ('=HYPERLINK("http://x")', "c", "c", "c", "c"),
        ("-4 Automatisation", 0.42, None, None, 1231),
    )
    data = Sheet(
        "Écarts [a]/b" if language == "fr" else "Gaps [a]/b",
        ("Facteur", "Écart", "Bas", "Haut", "n"),
        rows,
        {1: "0.0", 2: "0.0", 3: "0.0", 4: "0"},
        {0: 40},
    )
    return Workbook("Chiffres publiés", language, (readme, data), stamp(language))
