"""Chapter six: the common action plan, from the workshop of year 0 to the demonstration's day: promised, signed, claimed, answered, told."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from danaya.apps.commitments.actions.draft_commitment import Measure, Step, Wording, draft_commitment
from danaya.apps.commitments.actions.make_plan import PlanFacts, make_plan
from danaya.apps.commitments.actions.propose_commitment import propose_commitment
from danaya.apps.commitments.actions.rate_commitment import Judgement, rate_commitment
from danaya.apps.commitments.actions.signing.adopt import adopt
from danaya.apps.commitments.actions.signing.answer_sheet import answer_sheet
from danaya.apps.commitments.actions.signing.arrange_signing import add_body, arrange_signing
from danaya.apps.commitments.actions.signing.give_visa import give_visa
from danaya.apps.commitments.actions.signing.put_to_signature import put_to_signature
from danaya.apps.commitments.actions.signing.sign_commitment import sign_commitment
from danaya.apps.commitments.actions.signing.sign_on_paper import OnSheet, Sheet, sign_on_paper
from danaya.apps.commitments.drafting.days import days_of_administration
from danaya.apps.commitments.drafting.library import find_model, promise_of
from danaya.apps.commitments.models import (
    Commitment,
    Plan,
    Stance,
    Version,
)
from danaya.apps.commitments.progress.work import make_round
from danaya.apps.commitments.signing.sheets import Sheet as EnteredSheet
from danaya.apps.dialogue.models import Consultation, Expectation, Option
from danaya.apps.findings.models import Analysis, Finding
from danaya.apps.indicators.models import Objective, Series
from danaya.apps.notices.actions.mark_read import mark_all_read
from danaya.apps.people.models import Account, Organisation, Region, Tenure
from danaya.demo import promises, tamarie, voices
from danaya.demo.chapters.people import COORDINATOR, moment, on, post_of
from danaya.demo.chapters.two_years import Told, acts
from danaya.demo.papers import paper
from danaya.engines.framework import load_frameworks
from danaya.engines.language import in_language
from danaya.engines.seals.printed import printed

DIRECTOR = "directeur-general"


def tell(analysis: Analysis, consultation: Consultation) -> Plan:
    """Return the plan that answered the first consultation, as it stands on the demonstration's day."""
    plan = _open(consultation)
    told = {promise.key: _promise(plan, promise, analysis, consultation) for promise in promises.load_promises()}
    _sign(plan, told)
    for _day, act in sorted(acts(plan, told), key=lambda one: one[0]):
        act()
    make_round(plan, moment(tamarie.TODAY))
    _read_notices()
    return Plan.objects.get(pk=plan.pk)


# Promised


def _open(consultation: Consultation) -> Plan:
    customs, private = promises.SECRETARIES
    facts = PlanFacts(
        title=promises.TITLE,
        starts=promises.STARTS,
        ends=promises.ENDS,
        secretary_customs=post_of(customs),
        secretary_private=post_of(private),
        most_at_once=promises.MOST_AT_ONCE,
        consultation=consultation,
    )
    plan = make_plan(facts, **on(COORDINATOR, promises.MADE_ON))
    for acronym, (signatory, circuit) in promises.BODIES.items():
        body = add_body(
            plan, Organisation.objects.get(acronym=acronym), post_of(signatory), **on(COORDINATOR, promises.MADE_ON)
        )
        acting = on(DIRECTOR if circuit else signatory, promises.MADE_ON)
        arrange_signing(body, post_of(signatory), [post_of(key) for key in circuit], **acting)
    return plan


def _promise(plan: Plan, promise: promises.Promise, analysis: Analysis, consultation: Consultation) -> Commitment:
    made = draft_commitment(
        plan,
        _wording(plan, promise, analysis, consultation),
        model=promise.model,
        **on(promise.owner, promises.DRAFTED_ON),
    )
    made = propose_commitment(made, **on(promise.owner, promises.PROPOSED_ON))
    posts = {post_of(key).side: key for key in (promise.owner, promise.counterpart)}
    for side, (ambition, realism) in promise.ratings.items():
        judged = Judgement(ambition, realism)
        rate_commitment(made, judged, revision=made.revision, **on(posts[side], promises.RATED_ON[side]))
    return made


def _wording(plan: Plan, promise: promises.Promise, analysis: Analysis, consultation: Consultation) -> Wording:
    model = find_model(promise.model)
    if model is None:
        raise LookupError(promise.model)
    found = promise_of(model, plan.starts, days_of_administration())
    expectations = _expectations(promise, consultation)
    return Wording(
        **{
            **found,
            "result": promise.result,
            "problem": promise.problem,
            "owner": post_of(promise.owner),
            "counterpart": post_of(promise.counterpart),
            "starts": plan.starts,
            "steps": _steps(plan, promise, found["steps"]),
            "region": Region.objects.filter(code=promise.region).first(),
            "budget": None if promise.budget is None else Decimal(promise.budget),
            "budget_source": in_language(promise.budget_source, "fr") if promise.budget_source else "",
            "budget_nil": promise.nil,
            "measure": _measure(promise, found["measure"]),
            "findings": _findings(analysis, found["factor"]),
            "expectations": expectations,
            "options": tuple(Option.objects.filter(expectation__in=expectations, chosen_on__isnull=False)),
            "objectives": tuple(_objective(name) for name in promise.objectives),
        }
    )


def _steps(plan: Plan, promise: promises.Promise, modelled: tuple[Step, ...]) -> tuple[Step, ...]:
    starts = (plan.starts, *promise.dues)
    return tuple(
        replace(step, starts=start, due=due) for step, start, due in zip(modelled, starts, promise.dues, strict=False)
    )


def _measure(promise: promises.Promise, modelled: Measure) -> Measure:
    return replace(
        modelled,
        name=promise.indicator or modelled.name,
        unit=promise.unit or modelled.unit,
        better=promise.better or modelled.better,
        baseline=promise.baseline,
        baseline_source=promise.baseline_source["fr"],
        target=promise.target,
        series=Series.objects.filter(code=promise.series).first(),
    )


def _findings(analysis: Analysis, factor: str) -> tuple[Finding, ...]:
    return tuple(analysis.findings.filter(factor=factor)[:1])


def _expectations(promise: promises.Promise, consultation: Consultation) -> tuple[Expectation, ...]:
    said = {wish.key: wish.text["fr"] for wish in voices.load_wishes()}
    rows = {one.text["fr"]: one for one in consultation.expectations.all()}
    return tuple(rows[said[key]] for key in promise.expectations)


def _objective(name: str) -> Objective:
    framework, code = name.split(":")
    numbers = {one.key: one.number for known in load_frameworks() if known.key == framework for one in known.objectives}
    return Objective.objects.get(framework__code=framework, code=numbers.get(code, code))


# Signed


def _sign(plan: Plan, told: Told) -> None:
    chance = random.Random(promises.SEED).randbytes  # noqa: S311  # the same story each time
    version = put_to_signature(plan, **on(COORDINATOR, promises.PUT_ON))
    _initial(version)
    parts = dict(version.parts)
    paper = {promise.key for promise in promises.load_promises() if promise.paper}
    for promise in promises.load_promises():
        for post in (promise.owner, promise.counterpart):
            if promise.key not in paper or post != promise.owner:
                made = Commitment.objects.get(pk=told[promise.key].pk)
                sign_commitment(made, parts[made.reference], **on(post, promises.SIGNED_ON), chance=chance)
    _sign_on_paper(version, [told[key] for key in sorted(paper)], chance)
    for acronym, (signatory, _circuit) in promises.BODIES.items():
        if acronym != promises.ON_PAPER:
            reserved = acronym == promises.RESERVED_BY
            adopt(
                Plan.objects.get(pk=plan.pk),
                Stance.RESERVED if reserved else Stance.ADOPTED,
                promises.RESERVATION if reserved else "",
                digest=version.digest,
                chance=chance,
                **on(signatory, promises.ADOPTED_ON),
            )


def _initial(version: Version) -> None:
    for _signatory, circuit in promises.BODIES.values():
        for place, post in enumerate(circuit, start=1):
            day = promises.PUT_ON + timedelta(days=place)
            give_visa(version, granted=True, digest=version.digest, **on(post, day))


def _sign_on_paper(version: Version, commitments: list[Commitment], chance: Callable[[int], bytes]) -> None:
    signatory = post_of(promises.BODIES[promises.ON_PAPER][0])
    signatures = [OnSheet(signatory, commitment=Commitment.objects.get(pk=one.pk)) for one in commitments]
    signatures.append(OnSheet(signatory, stance=Stance.ADOPTED))
    digest = printed(version.digest)
    words = (
        f"Scan de la feuille signée et tamponnée par l'Union des transporteurs routiers. Empreinte imprimée : {digest}."
    )
    sheet = Sheet(
        typed=digest,
        on=promises.SIGNED_ON,
        upload=paper("Feuille de signatures", words, promises.SIGNED_ON, "feuille-utr.pdf"),
    )
    entered = promises.SIGNED_ON + timedelta(days=3)
    made = sign_on_paper(version, signatures, sheet, chance=chance, **on(COORDINATOR, entered))
    (scan,) = {one.scan for one in made if one.scan is not None}
    theirs = EnteredSheet(version.plan, scan)
    answer_sheet(
        theirs, ours=True, chance=chance, **on(promises.BODIES[promises.ON_PAPER][0], entered + timedelta(days=1))
    )


def _read_notices() -> None:
    """What was told up to a month ago has long been read."""
    day = tamarie.TODAY - timedelta(days=30)
    for account in Account.objects.filter(tenures__in=Tenure.objects.on(day)):
        mark_all_read(account, until=moment(day), at=moment(day))
