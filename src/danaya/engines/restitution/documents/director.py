"""The director's page: what improved, what is weak, at most three decisions. One A4 sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danaya.engines.language import in_language
from danaya.engines.publishing.document import Block, Bullets, DecisionBlock, Document, Heading, Paragraph
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.responding import describe_response
from danaya.engines.restitution.analysis.rows import Finding
from danaya.engines.restitution.documents.decisions import DECISIONS, FREELY, OTHER, Decision
from danaya.engines.restitution.documents.stamping import Letterhead, stamp_of
from danaya.engines.restitution.findings.naming import audience_name, item_of

Words = Mapping[str, str]

MOST_DECISIONS = 3
MOST_LINES = 4
TITLE: Words = {"fr": "Page de la direction générale", "en": "Director's page"}
IMPROVED: Words = {"fr": "Ce qui s'est amélioré", "en": "What improved"}
WORSE: Words = {"fr": "Ce qui a reculé", "en": "What fell"}
STRONG: Words = {"fr": "Ce qui est solide", "en": "What is strong"}
WEAK: Words = {"fr": "Ce qui est faible", "en": "What is weak"}
DECIDE: Words = {"fr": "À décider", "en": "To decide"}
NOTHING_IMPROVED: Words = {
    "fr": "Aucune amélioration n'est démontrée depuis la ronde précédente.",
    "en": "No improvement is shown since the earlier round.",
}
NO_EARLIER: Words = {
    "fr": "Pas de ronde précédente : rien ne se compare encore.",
    "en": "No earlier round: nothing can be compared yet.",
}
NOTHING_WEAK: Words = {
    "fr": "Aucun point faible n'est démontré.",
    "en": "No weak point is shown.",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision to take, and the finding it comes from."""

    number: str
    finding: Finding
    decision: Decision


def compose_director(analysis: Analysis, language: str, letterhead: Letterhead | None = None) -> Document:
    """Return the director's page."""
    head = letterhead or Letterhead()
    blocks: list[Block] = [Paragraph(" ".join(_who(analysis, language)), "lead"), *summary_blocks(analysis, language)]
    decisions = director_decisions(analysis)
    if decisions:
        blocks.append(Heading(1, DECIDE[language], "decide"))
    blocks += decision_blocks(decisions, language)
    return Document(
        title=TITLE[language],
        subtitle=f"{in_language(analysis.study.title, language)}, {in_language(analysis.study.label, language)}",
        language=language,
        blocks=tuple(blocks),
        stamp=stamp_of(analysis, head, language),
        layout="one_page",
        timbre=head.timbre,
        republic=head.republic,
        place=head.place,
    )


def decision_blocks(decisions: Iterable[Decided], language: str) -> Iterator[DecisionBlock]:
    """Yield the decisions asked of the director, each with the number of the finding it comes from."""
    for decided in decisions:
        question = f"{in_language(decided.decision.question, language)} ({decided.finding.number})"
        options = tuple(
            (in_language(option, language), in_language(consequence, language))
            for option, consequence in decided.decision.options
        )
        yield DecisionBlock(decided.number, question, options)


def _who(analysis: Analysis, language: str) -> Iterator[str]:
    colon = {"fr": " : ", "en": ": "}[language]
    for response in analysis.responses:
        audience = next(one for one in analysis.study.audiences if one.key == response.audience)
        name = audience_name(analysis.study, response.audience, language)
        yield f"{name}{colon}{describe_response(response, audience, language)}."


def summary_blocks(analysis: Analysis, language: str) -> Iterator[Block]:
    """Yield what improved, what fell, what is strong and what is weak, each by its findings' sentences."""
    changes = [finding for finding in analysis.findings if finding.kind == "change"]
    up = [finding for finding in changes if (finding.figures[0].estimate or 0.0) > 0]
    down = [finding for finding in changes if (finding.figures[0].estimate or 0.0) < 0]
    none = NO_EARLIER if analysis.earlier is None else NOTHING_IMPROVED
    yield from _part(IMPROVED[language], "improved", up, none[language], language)
    if down:
        yield from _part(WORSE[language], "worse", down, "", language)
    strong = [finding for finding in analysis.findings if finding.kind == "strength"]
    if strong:
        yield from _part(STRONG[language], "strong", strong, "", language)
    weak = [finding for finding in analysis.findings if finding.kind == "improvement"]
    weak += [finding for finding in analysis.findings if finding.kind == "gap" and not finding.item][:2]
    yield from _part(WEAK[language], "weak", weak, NOTHING_WEAK[language], language)


def _part(title: str, anchor: str, findings: Sequence[Finding], nothing: str, language: str) -> Iterator[Block]:
    yield Heading(1, title, anchor)
    if not findings:
        yield Paragraph(nothing)
        return
    yield Bullets(tuple(f"{in_language(one.sentence, language)} ({one.number})." for one in findings[:MOST_LINES]))


def director_decisions(analysis: Analysis) -> tuple[Decided, ...]:
    """Return at most three decisions: one for each factor that is weakest, fell, or is seen most differently.

    Weak factors come first, then what fell, then the widest gaps, then speaking freely; a factor is asked about once.
    """
    order = {"improvement": 0, "change": 1, "gap": 2, "freely": 3}
    candidates = [finding for finding in analysis.findings if finding.kind in order and _asks(finding)]
    candidates.sort(key=lambda finding: order[finding.kind])
    found: dict[str, Finding] = {}
    for finding in candidates:
        found.setdefault(_subject(analysis, finding), finding)
    chosen = list(found.items())[:MOST_DECISIONS]
    return tuple(Decided(str(place), finding, _decision(subject)) for place, (subject, finding) in enumerate(chosen, 1))


def _asks(finding: Finding) -> bool:
    if finding.kind == "change":
        return (finding.figures[0].estimate or 0.0) < 0
    return finding.kind != "gap" or bool(finding.factor or finding.item)


def _subject(analysis: Analysis, finding: Finding) -> str:
    if finding.kind == "freely":
        return "freely"
    item = item_of(analysis.study, finding.item)
    return finding.factor or (item.factor if item else "") or "other"


def _decision(subject: str) -> Decision:
    return {"freely": FREELY, **DECISIONS}.get(subject, OTHER)
