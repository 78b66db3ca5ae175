"""The report of a consultation in small: charts of agreement and texts in two languages."""

from danaya.engines.publishing.agreement import agreement_alt, agreement_table
from danaya.engines.publishing.charts import AgreementChart
from danaya.engines.publishing.document import Deck, Document, Figure, Heading, Slide, TextIn, TextPair
from tests.engines.publishing.sample_agreement import STATEMENTS, bodies, sides, stars
from tests.engines.publishing.samples import stamp


def pairs(language: str = "fr") -> tuple[TextPair, ...]:
    """Return a statement in both languages, one with a translation to review, one not yet translated."""
    review = {"fr": "traduction à relire", "en": "translation to review"}[language]
    note = {"fr": "Secteur privé · retenu dans le plan", "en": "Private sector · in the plan"}[language]
    french, english = (tuple(STATEMENTS[code]) for code in ("fr", "en"))
    return (
        TextPair("E-12", (TextIn("fr", french[0]), TextIn("en", english[0], review)), note, "e-12"),
        TextPair("E-13", (TextIn("fr", french[2]), TextIn("en", english[2]))),
        TextPair("E-14", (TextIn("fr", ""), TextIn("en", 'A <b>"receipt"</b> & a name; is it due?'))),
    )


def figure(chart: AgreementChart, sentence: str, number: str) -> Figure:
    """Return a chart with its table and description."""
    table = agreement_table(chart, sentence)
    return Figure(chart, sentence, chart.axis, agreement_alt(chart, sentence), table, number)


def document(language: str = "fr") -> Document:
    """Return the report of a consultation in small."""
    french = language == "fr"
    titles = (
        "Ce qui rassemble",
        "Les deux parties veulent des tarifs affichés",
        "Les organisations diffèrent",
        "Les énoncés",
    )
    if not french:
        titles = ("What is shared", "Both sides want fees posted", "Bodies differ", "The statements")
    blocks = (
        Heading(1, titles[0], "shared"),
        figure(sides(language), titles[1], "1"),
        figure(bodies(language), titles[2], "2"),
        Heading(1, titles[3], "statements"),
        *pairs(language),
    )
    return Document("Consultation", "", language, blocks, stamp(language))


def deck(language: str = "fr") -> Deck:
    """Return three slides."""
    charts = (sides(language), bodies(language), stars(language))
    slides = tuple(
        Slide("Les deux parties veulent des tarifs affichés", chart, alt=agreement_alt(chart)) for chart in charts
    )
    return Deck("Consultation", "", language, slides, stamp(language))
