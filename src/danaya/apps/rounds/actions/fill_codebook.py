"""Fill the codebook of a round: from the question bank, or from a study (a DESIGN file)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from danaya.apps.people.models import Region, Tenure
from danaya.apps.rounds.models import AnswerScale, Breakdown, Question, Round, RoundAudience
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.study import scale_codes
from danaya.engines.framework import Question as BankQuestion
from danaya.engines.framework import Trait, load_bank
from danaya.engines.language import Text
from danaya.engines.restitution import Study

REGION_NAME = {"fr": "Région", "en": "Region"}


@transaction.atomic
def fill_codebook_from_bank(
    round_: Round,
    *,
    regions: Iterable[tuple[Any, Text]] = (),
    wordings: Mapping[str, Text] | None = None,
    reworded: Collection[str] = (),
    columns: Mapping[str, str] | None = None,
    actor: Tenure | None,
    at: datetime,
) -> None:
    """Put the project's own questions and breakdowns into the round; replaces a codebook that was there.

    ``regions``: (code, name) as the answers will hold them, the administration's own regions when empty.
    ``wordings``: questions whose wording differs in this round; ``reworded``: those that changed since the earlier one.
    ``columns``: traits (``gender`` …) → name of their column, where the answers call it otherwise.
    """
    _begin(round_)
    bank = load_bank()
    asked = [question for question in bank.questions if question.kind != "choice"]
    scales = _keep_scales(round_, {key: bank.scales[key] for key in {question.scale for question in asked}})
    for order, question in enumerate(asked):
        _keep_question(round_, question, scales, order, wordings or {}, reworded)
    for order, trait in enumerate(bank.traits):
        _keep_trait(round_, trait, order, tuple(regions), (columns or {}).get(trait.key, trait.key))
    note("fill_codebook", round_, actor=actor, at=at, source="bank", bank=str(bank.version), questions=len(asked))


def _begin(round_: Round) -> None:
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    round_.questions.all().delete()
    round_.scales.all().delete()
    round_.breakdowns.all().delete()


def _keep_scales(round_: Round, scales: Mapping[str, Any]) -> dict[str, AnswerScale]:
    return {
        key: AnswerScale.objects.create(round=round_, key=key, codes=scale_codes(scale))
        for key, scale in sorted(scales.items())
    }


def _keep_question(
    round_: Round,
    question: BankQuestion,
    scales: Mapping[str, AnswerScale],
    order: int,
    wordings: Mapping[str, Text],
    reworded: Collection[str],
) -> None:
    Question.objects.create(
        round=round_,
        key=question.key,
        column=question.key,
        text=dict(wordings.get(question.key, question.text)),
        scale=scales[question.scale],
        audiences=list(question.audiences),
        factor=question.factor if question.kind == "perception" else "",
        kind=question.kind,
        sensitive=question.sensitive,
        freely=question.freely,
        reworded=question.key in reworded,
        order=order,
    )


def _keep_trait(
    round_: Round, trait: Trait, order: int, regions: tuple[tuple[Any, Text], ...], column: str
) -> None:
    own = [(region.code, region.name) for region in Region.objects.filter(active=True)]
    levels = (regions or own) if trait.kind == "region" else tuple(trait.levels.items())
    Breakdown.objects.create(
        round=round_,
        key=trait.key,
        column=column,
        name=dict(trait.name),
        kind=trait.kind,
        levels=[{"code": code, "label": dict(label)} for code, label in levels if code != 99],
        order=order,
    )


@transaction.atomic
def fill_from_study(round_: Round, study: Study, *, actor: Tenure | None, at: datetime) -> None:
    """Take codebook, audiences and design from a study, as a DESIGN file gives it."""
    _begin(round_)
    round_.audiences.all().delete()
    scales = _keep_scales(round_, study.scales)
    for order, audience in enumerate(study.audiences):
        RoundAudience.objects.create(
            round=round_,
            key=audience.key,
            name=dict(audience.name),
            side=audience.side,
            values=list(audience.values),
            selection=audience.selection,
            target=audience.target,
            population=audience.population,
            order=order,
        )
    for order, item in enumerate(study.items):
        Question.objects.create(
            round=round_,
            key=item.key,
            column=item.column,
            text=dict(item.text),
            scale=scales[item.scale],
            audiences=list(item.audiences),
            factor=item.factor,
            kind=item.kind,
            sensitive=item.sensitive,
            freely=item.freely,
            earlier_key=item.earlier,
            reworded=item.reworded,
            order=order,
        )
    for order, domain in enumerate(study.domains):
        levels = [{"code": code, "label": dict(label)} for code, label in domain.levels.items()]
        Breakdown.objects.create(
            round=round_,
            key=domain.key,
            column=domain.column,
            name=dict(domain.name),
            kind=domain.kind,
            levels=levels,
            order=order,
        )
    set_design(round_, study)
    note("fill_codebook", round_, actor=actor, at=at, source="design-file", questions=len(study.items))


def set_design(round_: Round, study: Study) -> None:
    """Copy the sample design and the facts of a study onto its round."""
    design = study.design
    round_.audience_column = study.audience_column
    round_.strata, round_.clusters, round_.fpc = list(design.strata), list(design.clusters), list(design.fpc)
    round_.weights, round_.nest = design.weights or "", design.nest
    round_.lonely, round_.domain_lonely = design.lonely, design.domain_lonely
    round_.derive = [dict(step) for step in study.derive]
    round_.coverage, round_.mode, round_.fieldwork = dict(study.coverage), study.mode, study.fieldwork
    round_.full_clean()
    round_.save()
