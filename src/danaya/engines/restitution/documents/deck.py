"""The slides: the title is the sentence, one native chart, one line of source; the rest in the notes."""

from collections.abc import Iterator, Mapping

from danaya.engines.language import in_language
from danaya.engines.publishing.document import Deck, Figure, Slide
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import Finding
from danaya.engines.restitution.documents.director import director_decisions
from danaya.engines.restitution.documents.figures import change_figure, gap_figure, profile_figure, regions_figure
from danaya.engines.restitution.documents.finding_figures import finding_figure
from danaya.engines.restitution.documents.report import tells_more, trust_lines
from danaya.engines.restitution.documents.stamping import Letterhead, stamp_of

Words = Mapping[str, str]

MOST_FINDINGS = 12
"""Slides for findings; the others are in the report."""
MOST_LINES = 3
"""Sentences about trust that a slide holds at a legible size; all are in its notes."""
HOW_FAR: Words = {"fr": "Jusqu'où s'y fier", "en": "How far to trust it"}
SUBTITLE: Words = {"fr": "Restitution, {label}", "en": "Restitution, {label}"}


def compose_deck(analysis: Analysis, language: str, letterhead: Letterhead | None = None) -> Deck:
    """Return the slides of a restitution."""
    head = letterhead or Letterhead()
    return Deck(
        title=in_language(analysis.study.title, language),
        subtitle=SUBTITLE[language].format(label=in_language(analysis.study.label, language)),
        language=language,
        slides=tuple(_slides(analysis, language, head)),
        stamp=stamp_of(analysis, head, language),
    )


def _slides(analysis: Analysis, language: str, head: Letterhead) -> Iterator[Slide]:
    lines = tuple(trust_lines(analysis, language))
    yield Slide(HOW_FAR[language], lines=lines[:MOST_LINES], notes=" ".join(lines))
    overview = [profile_figure(analysis, language), gap_figure(analysis, language)]
    overview += [change_figure(analysis, language, audience.key) for audience in analysis.study.audiences]
    yield from (_of_figure(figure) for figure in overview if figure is not None)
    for finding in _told(analysis):
        yield _of_finding(analysis, finding, language)
    regions = regions_figure(analysis, language)
    if regions is not None:
        yield _of_figure(regions)
    # What is asked of the director is the team's and the director's own.
    for decided in director_decisions(analysis) if head.visibility == "team" else ():
        lines = tuple(
            f"{letter}. {in_language(option, language)} {in_language(effect, language)}"
            for letter, (option, effect) in zip("AB", decided.decision.options, strict=True)
        )
        question = in_language(decided.decision.question, language)
        yield Slide(
            question, lines=lines, source=decided.finding.number, notes=in_language(decided.finding.sentence, language)
        )


def _told(analysis: Analysis) -> list[Finding]:
    """Return the findings that get a slide: first of each kind in turn, as far as they fit, in the report's order."""
    by_kind: dict[str, list[Finding]] = {}
    for finding in filter(tells_more, analysis.findings):
        by_kind.setdefault(finding.kind, []).append(finding)
    chosen: list[Finding] = []
    while len(chosen) < MOST_FINDINGS and any(by_kind.values()):
        for findings in by_kind.values():
            if findings and len(chosen) < MOST_FINDINGS:
                chosen.append(findings.pop(0))
    return sorted(chosen, key=lambda finding: finding.number)


def _of_figure(figure: Figure) -> Slide:
    return Slide(
        figure.sentence, figure.chart, source=f"{figure.subtitle}. {figure.source}", notes=figure.note, alt=figure.alt
    )


def _of_finding(analysis: Analysis, finding: Finding, language: str) -> Slide:
    figure = finding_figure(analysis, finding, language)
    lines = tuple(in_language(line, language) for line in finding.lines)
    trust = " ".join(in_language(line, language) for line in finding.trust)
    notes = f"{finding.number}. {' '.join(lines)} {trust}"
    if figure is None:
        return Slide(in_language(finding.sentence, language), lines=lines[:3], source=finding.number, notes=notes)
    source = f"{finding.number} · {in_language(analysis.study.label, language)}"
    return Slide(in_language(finding.sentence, language), figure.chart, source=source, notes=notes, alt=figure.alt)
