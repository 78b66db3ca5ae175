"""Fill the codebook of a round: from the question bank, or from a study (a DESIGN file)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from danaya.apps.people.models import Region, Tenure
from danaya.apps.rounds.drafts import forget_accounts
from danaya.apps.rounds.models import AnswerScale, Breakdown, Question, Round, RoundAudience
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.study import scale_codes
from danaya.engines.framework import Question as BankQuestion
from danaya.engines.framework import QuestionBank, Trait, load_bank
from danaya.engines.language import Problems, Text
from danaya.engines.restitution import Study, check_study

AUDIENCE_COLUMN = "audience"
NO_ANSWER = 99
"""Level of the bank's traits for who prefers not to say: a missing value, no group."""


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

    Parameters
    ----------
    regions
        Code and name as the answers will hold them; the administration's own regions when empty.
    wordings
        Questions (by key) whose wording differs in this round.
    reworded
        Questions whose wording changed since the earlier round.
    columns
        Trait (``gender`` …) → name of its column, where the delivered files call it otherwise.
    """
    _begin(round_)
    bank = load_bank()
    present = {audience.key for audience in round_.audiences.all()}
    asked = [one for one in bank.questions if one.kind != "choice" and present.intersection(one.audiences)]
    scales = _keep_scales(round_, {key: bank.scales[key] for key in {question.scale for question in asked}})
    for order, question in enumerate(asked):
        _keep_question(round_, question, scales, order, (wordings or {}).get(question.key), question.key in reworded)
    keep_traits(round_, bank, tuple(regions), columns or {})
    tell_audiences_apart(round_)
    forget_accounts(round_)
    note("fill_codebook", round_, actor=actor, at=at, source="bank", bank=str(bank.version), questions=len(asked))


def _begin(round_: Round) -> None:
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    _empty_codebook(round_)


def _empty_codebook(round_: Round) -> None:
    round_.questions.all().delete()
    round_.scales.all().delete()
    round_.breakdowns.all().delete()


def tell_audiences_apart(round_: Round) -> None:
    """Give a round of two audiences a column and values that tell them apart, where it has none yet."""
    audiences = list(round_.audiences.all())
    if len(audiences) < 2:
        return
    if not round_.audience_column:
        round_.audience_column = AUDIENCE_COLUMN
        round_.save(update_fields=["audience_column"])
    for audience in audiences:
        if not audience.values:
            audience.values = [audience.key]
            audience.save(update_fields=["values"])


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
    wording: Text | None,
    reworded: bool,
) -> None:
    Question.objects.create(
        round=round_,
        key=question.key,
        column=question.key,
        text=dict(wording or question.text),
        scale=scales[question.scale],
        audiences=list(question.audiences),
        factor=question.factor if question.kind == "perception" else "",
        kind=question.kind,
        sensitive=question.sensitive,
        freely=question.freely,
        reworded=reworded,
        order=order,
    )


def keep_traits(
    round_: Round,
    bank: QuestionBank,
    regions: tuple[tuple[Any, Text], ...] = (),
    columns: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Make the bank's traits of respondents the breakdowns of the round; a trait without levels makes none."""
    for order, trait in enumerate(bank.traits):
        levels = [{"code": code, "label": dict(label)} for code, label in _levels(trait, regions) if code != NO_ANSWER]
        if levels:
            Breakdown.objects.create(
                round=round_,
                key=trait.key,
                column=columns.get(trait.key, trait.key),
                name=dict(trait.name),
                kind=trait.kind,
                levels=levels,
                audiences=list(trait.audiences),
                order=order,
            )


def _levels(trait: Trait, regions: tuple[tuple[Any, Text], ...]) -> Iterable[tuple[Any, Text]]:
    if trait.kind != "region":
        return trait.levels.items()
    return regions or [(region.code, region.name) for region in Region.objects.filter(active=True)]


@transaction.atomic
def fill_from_study(round_: Round, study: Study, *, actor: Tenure | None, at: datetime) -> None:
    """Take codebook, audiences and design from a study, as a DESIGN file gives it.

    Raises
    ------
    Problems
        The study cannot be analysed: everything that is wrong in it, each with its place.
    """
    problems = check_study(study)
    if problems:
        raise Problems(problems)
    _begin(round_)
    restore_study(round_, study)
    forget_accounts(round_)
    note("fill_codebook", round_, actor=actor, at=at, source="design-file", questions=len(study.items))


@transaction.atomic
def restore_study(round_: Round, study: Study) -> None:
    """Make questionnaire, audiences and design of the round those of ``study``; title and year stay the round's.

    A study does not say of which audience a breakdown was asked: where the round knows, it still does.
    """
    asked = {breakdown.key: breakdown.audiences for breakdown in round_.breakdowns.all()}
    _empty_codebook(round_)
    _keep_audiences(round_, study)
    _keep_items(round_, study)
    _keep_domains(round_, study, asked)
    _set_design(round_, study)


def _keep_audiences(round_: Round, study: Study) -> None:
    round_.audiences.exclude(key__in=[audience.key for audience in study.audiences]).delete()
    for order, audience in enumerate(study.audiences):
        facts = {
            "name": dict(audience.name),
            "side": audience.side,
            "values": list(audience.values),
            "selection": audience.selection,
            "target": audience.target,
            "population": audience.population,
            "described": True,
            "order": order,
        }
        RoundAudience.objects.update_or_create(round=round_, key=audience.key, defaults=facts)


def _keep_items(round_: Round, study: Study) -> None:
    scales = _keep_scales(round_, study.scales)
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


def _keep_domains(round_: Round, study: Study, asked: Mapping[str, list[str]]) -> None:
    for order, domain in enumerate(study.domains):
        Breakdown.objects.create(
            round=round_,
            key=domain.key,
            column=domain.column,
            name=dict(domain.name),
            kind=domain.kind,
            levels=[{"code": code, "label": dict(label)} for code, label in domain.levels.items()],
            audiences=asked.get(domain.key, []),
            order=order,
        )


def _set_design(round_: Round, study: Study) -> None:
    design = study.design
    round_.audience_column = study.audience_column
    round_.strata, round_.clusters, round_.fpc = list(design.strata), list(design.clusters), list(design.fpc)
    round_.weights, round_.nest = design.weights or "", design.nest
    round_.lonely, round_.domain_lonely = design.lonely, design.domain_lonely
    round_.derive = [dict(step) for step in study.derive]
    round_.coverage = dict(study.coverage) or round_.coverage
    round_.mode, round_.fieldwork = study.mode or round_.mode, study.fieldwork or round_.fieldwork
    round_.full_clean()
    round_.save()
