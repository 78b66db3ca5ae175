"""The report: the director's summary, how far to trust it, profile, findings, regions and groups, method and tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from danaya.engines.language import Text, in_language
from danaya.engines.publishing.document import (
    Block,
    Bullets,
    Document,
    Figure,
    FindingBlock,
    Heading,
    PageBreak,
    Paragraph,
)
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.preparing import factors_of
from danaya.engines.restitution.analysis.responding import describe_response
from danaya.engines.restitution.analysis.rows import Finding
from danaya.engines.restitution.documents.asides import asides_of
from danaya.engines.restitution.documents.director import decision_blocks, director_decisions, summary_blocks
from danaya.engines.restitution.documents.figures import (
    MODEL_NOTE,
    SEPARATOR,
    change_figure,
    gap_figure,
    gender_figure,
    profile_figure,
    regions_figure,
)
from danaya.engines.restitution.documents.finding_figures import finding_figure
from danaya.engines.restitution.documents.likert import likert_figure
from danaya.engines.restitution.documents.stamping import Letterhead, stamp_of
from danaya.engines.restitution.documents.tables import all_tables
from danaya.engines.restitution.findings.naming import (
    audience_name,
    audience_named,
    factor_name,
)
from danaya.engines.restitution.findings.wording import QUOTED
from danaya.engines.restitution.study import ReportedStudy, Study

__all__ = ["compose", "finding_block", "finding_figure"]

Words = Mapping[str, str]

HOW_FAR: Words = {"fr": "Jusqu'où s'y fier", "en": "How far to trust it"}
PROFILE: Words = {"fr": "Profil", "en": "Profile"}
GROUPS: Words = {"fr": "Régions et groupes", "en": "Regions and groups"}
QUESTIONS: Words = {"fr": "Question par question", "en": "Question by question"}
METHOD: Words = {"fr": "Méthode", "en": "Method"}
TABLES: Words = {"fr": "Tous les tableaux", "en": "All tables"}
SECTIONS: tuple[tuple[tuple[str, ...], Words], ...] = (
    (("strength",), {"fr": "Points forts", "en": "Strengths"}),
    (("improvement",), {"fr": "Points à améliorer", "en": "Areas for improvement"}),
    (
        ("gap",),
        {"fr": "Écarts entre la douane et le secteur privé", "en": "Gaps between customs and the private sector"},
    ),
    (("change", "no_change"), {"fr": "Changements", "en": "Changes"}),
    (("freely",), {"fr": "Parler librement", "en": "Speaking freely"}),
    (("difference",), {"fr": "Différences entre groupes", "en": "Differences between groups"}),
)
METHOD_LINES: tuple[Text, ...] = (
    {
        "fr": "Les notes vont de 0 à 10 ; 10 est la meilleure réponse. La note d'un facteur est la moyenne des réponses de chaque personne à ses questions.",
        "en": "Scores run from 0 to 10; 10 is the best answer. A factor's score is the mean of each person's answers to its questions.",
    },
    {
        "fr": "La part favorable compte ceux qui ont donné une réponse favorable parmi ceux qui ont un avis. « Ne sait pas » et refus sont comptés à part.",
        "en": "The favourable share counts those with a favourable answer among those with an opinion. “Don't know” and refusals are counted apart.",
    },
    {
        "fr": "Les intervalles sont à 95 %, calculés selon le plan de sondage (linéarisation de Taylor) ; ceux des parts suivent Korn et Graubard.",
        "en": "Intervals are at 95%, computed by the survey design (Taylor linearisation); those of shares follow Korn and Graubard.",
    },
    {
        "fr": "Un écart ou un changement est dit démontré si son test, corrigé du nombre de comparaisons (Benjamini et Hochberg), le retient à 5 %.",
        "en": "A gap or a change counts as shown if its test, corrected for the number of comparisons (Benjamini and Hochberg), keeps it at 5%.",
    },
    {
        "fr": "Une case de moins de 10 réponses (20 pour une question sensible) ou de moins de 3 unités tirées est protégée : « c ». D'autres le sont pour qu'elle ne se déduise pas.",
        "en": "A cell of fewer than 10 answers (20 for a sensitive question) or fewer than 3 sampled units is protected: “c”. Others are, so that it cannot be worked out.",
    },
)
DIGEST: Words = {
    "fr": "Empreinte des données : {dataset}. Empreinte de l'analyse : {analysis}. Version : Danaya {version}.",
    "en": "Digest of the data: {dataset}. Digest of the analysis: {analysis}. Version: Danaya {version}.",
}
SUBTITLE: Words = {"fr": "Restitution, {label}", "en": "Restitution, {label}"}
ALSO: Words = {"fr": "Également constaté", "en": "Also found"}
WHOLE = 4
"""How many findings of a kind stand whole in the report, the most telling first; each has its page and its row in the tables."""


def compose(analysis: Analysis, language: str, letterhead: Letterhead | None = None) -> Document:
    """Return the whole report in one language."""
    head = letterhead or Letterhead()
    return Document(
        title=in_language(analysis.study.title, language),
        subtitle=SUBTITLE[language].format(label=in_language(analysis.study.label, language)),
        language=language,
        blocks=tuple(_blocks(analysis, language, head)),
        stamp=stamp_of(analysis, head, language),
        timbre=head.timbre,
        republic=head.republic,
        place=head.place,
    )


def _blocks(analysis: Analysis, language: str, head: Letterhead) -> Iterator[Block]:
    yield from summary_blocks(analysis, language)
    # What is asked of the director is the team's and the director's own.
    if head.visibility == "team":
        yield from decision_blocks(director_decisions(analysis), language)
    yield Heading(1, HOW_FAR[language], "trust")
    yield Bullets(tuple(trust_lines(analysis, language)))
    yield from _section(PROFILE[language], "profile", [profile_figure(analysis, language)])
    for kinds, title in SECTIONS:
        yield from _findings(analysis, kinds, title[language], language)
    yield from _section(GROUPS[language], "groups", _group_figures(analysis, language))
    yield from _section(QUESTIONS[language], "questions", _question_figures(analysis, language))
    yield from _method(analysis, language)


def _section(title: str, anchor: str, figures: Iterable[Figure | None]) -> Iterator[Block]:
    shown = [figure for figure in figures if figure is not None]
    if shown:
        yield Heading(1, title, anchor)
        yield from shown


def trust_lines(analysis: Analysis, language: str) -> Iterator[str]:
    """Yield how far to trust the whole, in about five lines."""
    colon = {"fr": " : ", "en": ": "}[language]
    for response in analysis.responses:
        audience = audience_named(analysis.study, response.audience)
        if audience is not None:
            who = audience_name(analysis.study, response.audience, language)
            yield f"{who}{colon}{describe_response(response, audience, language)}. {in_language(response.assumption, language)}"
    yield from (in_language(one.what_if, language) for one in analysis.responses if one.what_if)
    yield from dict.fromkeys(_cautions(analysis, language))
    yield from dict.fromkeys(_refusals(analysis, language))
    if isinstance(analysis.study, ReportedStudy):
        yield {"fr": f"Source : {analysis.study.source}.", "en": f"Source: {analysis.study.source}."}[language]


def _cautions(analysis: Analysis, language: str) -> Iterator[str]:
    for entry in analysis.comparability:
        if entry.comparable and entry.caution:
            yield in_language(entry.caution, language)


def _refusals(analysis: Analysis, language: str) -> Iterator[str]:
    not_compared = {"fr": "pas comparé à la ronde précédente", "en": "not compared with the earlier round"}[language]
    colon = {"fr": " : ", "en": ": "}[language]
    for entry in analysis.comparability:
        if not entry.comparable and entry.factor and not entry.item:
            name = in_language(factor_name(entry.factor), language)
            yield f"{name}{colon}{not_compared}. {in_language(entry.reason, language)}"


def _findings(analysis: Analysis, kinds: tuple[str, ...], title: str, language: str) -> Iterator[Block]:
    findings = [finding for finding in analysis.findings if finding.kind in kinds]
    overview: list[Figure | None] = []
    if "gap" in kinds:
        overview = [gap_figure(analysis, language)]
    if "change" in kinds:
        overview = [change_figure(analysis, language, audience.key) for audience in analysis.study.audiences]
    shown = [figure for figure in overview if figure is not None]
    if findings or shown:
        yield Heading(1, title, kinds[0])
        yield from shown
        whole = [finding for finding in findings if tells_more(finding)][:WHOLE]
        yield from (finding_block(analysis, finding, language) for finding in whole)
        # The others say nothing that the charts above do not show: their sentence is enough here.
        rest = [finding for finding in findings if finding not in whole]
        if rest:
            yield Heading(2, ALSO[language])
            yield Bullets(tuple(f"{in_language(finding.sentence, language)} ({finding.number})." for finding in rest))


def tells_more(finding: Finding) -> bool:
    """Whether a finding has more to show than the chart over all factors: not the gap of all together, not an absent change."""
    return finding.kind != "no_change" and (finding.kind != "gap" or bool(finding.factor or finding.item))


def finding_block(analysis: Analysis, finding: Finding, language: str) -> FindingBlock:
    """Return a finding with its figures, basis and trust beside it."""
    figure = finding_figure(analysis, finding, language)
    return FindingBlock(
        number=finding.number,
        sentence=in_language(finding.sentence, language),
        lines=tuple(_lines(finding, figure, language)),
        asides=asides_of(analysis, finding, language),
        # The page says source and round already, and the side column who answered and how many.
        figure=replace(figure, source="", subtitle=_short(analysis, figure.subtitle, language)) if figure else None,
        anchor=finding.number.lower(),
    )


def _short(analysis: Analysis, subtitle: str, language: str) -> str:
    """Return a subtitle without the round, and without who answered and how many."""
    label = in_language(analysis.study.label, language)
    return SEPARATOR.join(part for part in subtitle.split(SEPARATOR) if "(n = " not in part and part != label)


def _lines(finding: Finding, figure: Figure | None, language: str) -> Iterator[str]:
    """Yield a finding's lines: without its figures, which stand in the side column, and without what its chart's subtitle says."""
    said = figure is not None and MODEL_NOTE[language] in figure.subtitle
    question = bool(finding.lines) and in_language(finding.lines[0], language).startswith(QUOTED[language][0])
    for place, line in enumerate(finding.lines):
        text = in_language(line, language)
        if text and place != int(question) and not (said and MODEL_NOTE[language] in text):
            yield text


def _group_figures(analysis: Analysis, language: str) -> Iterator[Figure | None]:
    yield regions_figure(analysis, language)
    told = {finding.item for finding in analysis.findings if finding.kind == "freely"}
    for audience in analysis.study.audiences:
        yield gender_figure(analysis, language, audience.key)
    study = analysis.study
    if isinstance(study, Study):
        for domain in study.domains:
            if domain.kind == "group":
                yield regions_figure(analysis, language, domain=domain.key)
        for item in study.items:
            if item.freely and item.key not in told:
                yield regions_figure(analysis, language, item=item.key)


def _question_figures(analysis: Analysis, language: str) -> Iterator[Figure | None]:
    study = analysis.study
    if not isinstance(study, Study):
        return
    for audience in study.audiences:
        for factor in factors_of(study):
            yield likert_figure(analysis, language, factor=factor, audience=audience.key)
        loose = [item.key for item in study.items if not item.factor and item.kind == "perception"]
        if loose:
            title = audience_name(study, audience.key, language)
            yield likert_figure(analysis, language, items=loose, audience=audience.key, sentence=title)
        lived = [item.key for item in study.items if item.kind == "experience"]
        if lived:
            words = {"fr": "Ce que vivent les répondants", "en": "What respondents live through"}[language]
            title = f"{words} ({audience_name(study, audience.key, language)})"
            yield likert_figure(analysis, language, items=lived, audience=audience.key, sentence=title)


def _method(analysis: Analysis, language: str) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, METHOD[language], "method")
    if isinstance(analysis.study, Study):
        yield Bullets(tuple(line[language] for line in METHOD_LINES))
    yield Paragraph(
        DIGEST[language].format(
            dataset=analysis.dataset_digest[:16], analysis=analysis.digest[:16], version=analysis.version
        ),
        "note",
    )
    yield Heading(1, TABLES[language], "tables")
    yield from all_tables(analysis, language)
