"""Chapter two: an older survey that only a report preserves, and two rounds with their answers."""

import random
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from danaya.apps.rounds.actions.close_round import close_round
from danaya.apps.rounds.actions.create_round import OFFICIALS, PRIVATE, create_round
from danaya.apps.rounds.actions.fill_codebook import fill_codebook_from_bank
from danaya.apps.rounds.actions.import_answers import accept_findings, upload_answers
from danaya.apps.rounds.actions.report_results import report_results
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.demo import tamarie
from danaya.demo.answers import AUDIENCE_CODES, TRAIT_COLUMNS, generate_answers, start_generator, write_csv
from danaya.demo.chapters.people import COORDINATOR, holder, moment
from danaya.engines.language import Problem
from danaya.engines.restitution import ReportedResult

DESIGN: dict[str, Any] = {
    "audience_column": "public",
    "strata": ["strate"],
    "clusters": ["lieu"],
    "weights": "poids",
    "lonely": "adjust",
}
CLOSED_ON = {"round1": date(tamarie.YEAR_ZERO, 3, 4), "round2": date(tamarie.YEAR_ZERO + 2, 11, 3)}
REPORTED_ON = date(tamarie.YEAR_ZERO, 1, 15)


def tell() -> dict[str, Round]:
    """Return the three rounds of the story, closed."""
    told = {"reported": tell_reported()}
    for key, plan in tamarie.ROUNDS.items():
        told[key] = tell_round(plan, told[plan.earlier or "reported"])
    return told


def tell_reported() -> Round:
    """Enter the consultant's table of year −3."""
    plan = tamarie.REPORTED
    actor, at = holder(COORDINATOR, REPORTED_ON), moment(REPORTED_ON)
    audiences = [
        {**facts, "target": plan.respondents[str(facts["key"])], "selection": "quota"} for facts in (OFFICIALS, PRIVATE)
    ]
    round_ = create_round(
        title=plan.title,
        label=plan.label,
        year=plan.year,
        kind="reported",
        audiences=audiences,
        notice=tamarie.NOTICE,
        actor=actor,
        at=at,
    )
    results = [
        ReportedResult(audience, factor, "score", score, plan.respondents[audience])
        for audience, scores in plan.scores.items()
        for factor, score in scores.items()
    ]
    report_results(round_, results, source=plan.source, actor=actor, at=at)
    return round_


def tell_round(plan: tamarie.RoundPlan, earlier: Round) -> Round:
    """Create a round, fill its questionnaire, import the institute's file, close it."""
    day = CLOSED_ON[plan.key]
    actor, at = holder(COORDINATOR, day), moment(day)
    round_ = create_round(
        title=plan.title,
        label=plan.label,
        year=plan.year,
        earlier=earlier,
        audiences=[_audience(plan, facts) for facts in (OFFICIALS, PRIVATE)],
        mode=plan.mode,
        fieldwork=plan.fieldwork,
        coverage=plan.coverage,
        notice=tamarie.NOTICE,
        actor=actor,
        at=at,
        **DESIGN,
    )
    fill_codebook_from_bank(
        round_,
        regions=[(region.code, region.name) for region in tamarie.REGIONS],
        wordings=plan.wordings,
        reworded=plan.reworded,
        columns=TRAIT_COLUMNS,
        actor=actor,
        at=at,
    )
    delivered = write_csv(generate_answers(plan, start_generator(plan)))
    draft = upload_answers(round_, ContentFile(delivered, f"tamarie-{plan.key}.csv"), actor=actor, at=at)
    _refuse_surprises(draft)
    close_round(round_, order=random.Random(plan.seed), actor=actor, at=at)  # noqa: S311  # the same order each time
    return round_


def _audience(plan: tamarie.RoundPlan, facts: object) -> dict[str, object]:
    known = dict(facts)  # type: ignore[call-overload]
    audience = plan.audiences[known["key"]]
    return {
        **known,
        "values": [AUDIENCE_CODES[known["key"]]],
        "selection": audience.selection,
        "target": audience.target,
        "population": audience.population,
    }


def _refuse_surprises(draft: ImportDraft) -> None:
    """Accept notes of the account; anything not understood in our own file is a fault of the story."""
    open_findings = [finding for finding in draft.account["findings"] if finding["severity"] == "blocking"]
    if open_findings:
        raise Problem("demonstration-import", open_findings[0]["text"])
    accept_findings(draft, frozenset(finding["key"] for finding in draft.account["findings"]))
