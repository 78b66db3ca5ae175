"""A round as the engines know it: the bridge from the codebook's rows to one frozen ``Study``, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from danaya.apps.rounds.models import AnswerScale, Breakdown, Question, ReportedTable, Round, RoundAudience
from danaya.engines.language import LANGUAGES, Text, in_language
from danaya.engines.perception import Design, Lonely, Selection
from danaya.engines.restitution import Audience, Domain, Item, ReportedResult, ReportedStudy, Scale, Side, Study

ROLES = ("favourable", "neutral", "unfavourable", "dont_know", "refusal", "not_asked")


def whole(text: Text) -> Text:
    """Return a text in every language: where one still waits for its translation, the other stands in its place."""
    return {language: in_language(text, language) for language in LANGUAGES} if any(text.values()) else {}


def build_study(round_: Round) -> Study:
    """Return the round's codebook, audiences and design as one study."""
    audiences = tuple(build_audience(audience) for audience in round_.audiences.all())
    return Study(
        title=whole(round_.title),
        label=whole(round_.label),
        year=str(round_.year),
        audiences=audiences,
        items=tuple(build_item(question) for question in round_.questions.select_related("scale")),
        scales={scale.key: build_scale(scale) for scale in round_.scales.all()},
        design=build_design(round_, audiences),
        audience_column=round_.audience_column,
        domains=tuple(build_domain(breakdown) for breakdown in round_.breakdowns.all()),
        derive=tuple(round_.derive),
        coverage=whole(round_.coverage),
        mode=round_.mode,
        fieldwork=round_.fieldwork,
        notice=whole(round_.notice),
    )


def build_audience(audience: RoundAudience) -> Audience:
    """Return one audience."""
    return Audience(
        key=audience.key,
        name=whole(audience.name),
        side=Side(audience.side),
        values=tuple(audience.values),
        selection=Selection(audience.selection),
        target=audience.target,
        population=audience.population,
    )


def build_design(round_: Round, audiences: Iterable[Audience]) -> Design:
    """Return the sample design; its selection is that of the audiences, the weakest where they differ."""
    weakest_first = (Selection.OPEN, Selection.QUOTA, Selection.PROBABILITY, Selection.CENSUS)
    present = {audience.selection for audience in audiences}
    return Design(
        clusters=tuple(round_.clusters),
        strata=tuple(round_.strata),
        weights=round_.weights or None,
        fpc=tuple(round_.fpc),
        nest=round_.nest,
        lonely=Lonely(round_.lonely),
        domain_lonely=round_.domain_lonely,
        selection=next((kind for kind in weakest_first if kind in present), Selection.PROBABILITY),
    )


def build_item(question: Question) -> Item:
    """Return one item."""
    return Item(
        key=question.key,
        column=question.column,
        text=whole(question.text),
        scale=question.scale.key,
        audiences=tuple(question.audiences),
        factor=question.factor,
        kind=question.kind,
        sensitive=question.sensitive,
        freely=question.freely,
        earlier=question.earlier_key,
        reworded=question.reworded,
    )


def build_scale(scale: AnswerScale) -> Scale:
    """Return one answer scale."""

    def codes_of(role: str) -> frozenset[Any]:
        return frozenset(entry["code"] for entry in scale.codes if entry["role"] == role)

    return Scale(
        key=scale.key,
        labels={entry["code"]: whole(entry["label"]) for entry in scale.codes},
        scores={entry["code"]: float(entry["score"]) for entry in scale.codes if entry.get("score") is not None},
        favourable=codes_of("favourable"),
        neutral=codes_of("neutral"),
        dont_know=codes_of("dont_know"),
        refusal=codes_of("refusal"),
        not_asked=codes_of("not_asked"),
    )


def scale_codes(scale: Any) -> list[dict[str, Any]]:
    """Return the rows of an :class:`AnswerScale` from any scale with the fields of ``Scale`` (also the bank's)."""
    return [
        {"code": code, "label": dict(label), "score": scale.scores.get(code), "role": role_of(scale, code)}
        for code, label in scale.labels.items()
    ]


def role_of(scale: Any, code: object) -> str:
    """Return what an answer code is for its scale."""
    named = (role for role in ROLES if role != "unfavourable" and code in getattr(scale, role))
    return next(named, "unfavourable")


def build_domain(breakdown: Breakdown) -> Domain:
    """Return one breakdown."""
    return Domain(
        key=breakdown.key,
        column=breakdown.column,
        name=whole(breakdown.name),
        levels={level["code"]: whole(level["label"]) for level in breakdown.levels},
        kind=breakdown.kind,
    )


def build_reported_study(table: ReportedTable) -> ReportedStudy:
    """Return a reported table as the restitution takes it."""
    round_ = table.round
    return ReportedStudy(
        title=whole(round_.title),
        label=whole(round_.label),
        year=str(round_.year),
        audiences=tuple(build_audience(audience) for audience in round_.audiences.all()),
        results=tuple(read_result(row) for row in table.results),
        source=table.source,
        document_digest=table.document.sha256 if table.document else "",
        notice=whole(round_.notice),
    )


def read_result(row: Mapping[str, Any]) -> ReportedResult:
    """Return one reported figure from its stored form."""
    return ReportedResult(**row)
