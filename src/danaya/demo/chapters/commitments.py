"""Chapter six: the common action plan, from the workshop of year 0 to the demonstration's day: promised, signed, claimed, answered, told."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from danaya.apps.commitments.actions.draft_commitment import Measure, Step, Wording, draft_commitment
from danaya.apps.commitments.actions.end_commitment import abandon_commitment
from danaya.apps.commitments.actions.make_plan import PlanFacts, make_plan
from danaya.apps.commitments.actions.progress.claiming import answer_claim, claim_milestone
from danaya.apps.commitments.actions.progress.helping import offer_help
from danaya.apps.commitments.actions.progress.moving import answer_move, ask_move
from danaya.apps.commitments.actions.progress.settling import answer_outcome, record_outcome
from danaya.apps.commitments.actions.progress.updating import post_update
from danaya.apps.commitments.actions.propose_commitment import propose_commitment
from danaya.apps.commitments.actions.rate_commitment import Judgement, rate_commitment
from danaya.apps.commitments.actions.signing.adopt import adopt
from danaya.apps.commitments.actions.signing.arrange_signing import add_body, arrange_signing
from danaya.apps.commitments.actions.signing.give_visa import give_visa
from danaya.apps.commitments.actions.signing.put_to_signature import put_to_signature
from danaya.apps.commitments.actions.signing.sign_commitment import sign_commitment
from danaya.apps.commitments.actions.signing.sign_on_paper import OnSheet, Sheet, sign_on_paper
from danaya.apps.commitments.actions.telling.ask_decision import Choice, ask_decision
from danaya.apps.commitments.actions.telling.authorise_edition import authorise_edition
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.actions.telling.plan_message import Telling, mark_told, plan_message
from danaya.apps.commitments.actions.telling.take_decision import follow_up_decision, take_decision
from danaya.apps.commitments.drafting.days import days_of_administration
from danaya.apps.commitments.drafting.library import find_model, promise_of
from danaya.apps.commitments.models import (
    Answer,
    Channel,
    Commitment,
    Decision,
    EvidenceKind,
    Milestone,
    Plan,
    Stance,
    Version,
)
from danaya.apps.commitments.progress.pieces import Piece
from danaya.apps.commitments.progress.work import make_round
from danaya.apps.dialogue.models import Consultation, Expectation, Option
from danaya.apps.findings.models import Analysis, Finding
from danaya.apps.indicators.models import Objective, Series
from danaya.apps.notices.actions.mark_read import mark_all_read
from danaya.apps.people.models import Account, Organisation, Post, Region, Tenure
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.storing import store
from danaya.demo import promises, tamarie, voices
from danaya.demo.chapters.people import COORDINATOR, holder, moment
from danaya.engines.framework import load_frameworks
from danaya.engines.language import in_language
from danaya.engines.publishing import to_pdf, to_poster_pictures
from danaya.engines.publishing.document import Document, Paragraph, Stamp
from danaya.engines.publishing.poster import Poster, PosterPair
from danaya.engines.seals.printed import printed

DIRECTOR = "directeur-general"

Told = Mapping[str, Commitment]
"""Each commitment under its key in the plan."""


def tell(analysis: Analysis, consultation: Consultation) -> Plan:
    """Return the plan that answered the first consultation, as it stands on the demonstration's day."""
    plan = _open(consultation)
    told = {promise.key: _promise(plan, promise, analysis, consultation) for promise in promises.load_promises()}
    _sign(plan, told)
    for _day, act in sorted(_acts(plan, told), key=lambda one: one[0]):
        act()
    make_round(plan, moment(tamarie.TODAY))
    _read_notices()
    return Plan.objects.get(pk=plan.pk)


def _on(post: str, day: date) -> Any:
    return {"actor": holder(post, day), "at": moment(day)}


def _post(key: str) -> Post:
    return Post.objects.select_related("organisation").get(sign_in_name=key)


# Promised


def _open(consultation: Consultation) -> Plan:
    customs, private = promises.SECRETARIES
    facts = PlanFacts(
        title=promises.TITLE,
        starts=promises.STARTS,
        ends=promises.ENDS,
        secretary_customs=_post(customs),
        secretary_private=_post(private),
        most_at_once=promises.MOST_AT_ONCE,
        consultation=consultation,
    )
    plan = make_plan(facts, **_on(COORDINATOR, promises.MADE_ON))
    for acronym, (signatory, circuit) in promises.BODIES.items():
        body = add_body(
            plan, Organisation.objects.get(acronym=acronym), _post(signatory), **_on(COORDINATOR, promises.MADE_ON)
        )
        acting = _on(DIRECTOR if circuit else signatory, promises.MADE_ON)
        arrange_signing(body, _post(signatory), [_post(key) for key in circuit], **acting)
    return plan


def _promise(plan: Plan, promise: promises.Promise, analysis: Analysis, consultation: Consultation) -> Commitment:
    made = draft_commitment(
        plan,
        _wording(plan, promise, analysis, consultation),
        model=promise.model,
        **_on(promise.owner, promises.DRAFTED_ON),
    )
    made = propose_commitment(made, **_on(promise.owner, promises.PROPOSED_ON))
    posts = {_post(key).side: key for key in (promise.owner, promise.counterpart)}
    for side, (ambition, realism) in promise.ratings.items():
        judged = Judgement(ambition, realism)
        rate_commitment(made, judged, revision=made.revision, **_on(posts[side], promises.RATED_ON[side]))
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
            "owner": _post(promise.owner),
            "counterpart": _post(promise.counterpart),
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
    version = put_to_signature(plan, **_on(COORDINATOR, promises.PUT_ON))
    _initial(version)
    parts = dict(version.parts)
    paper = {promise.key for promise in promises.load_promises() if promise.paper}
    for promise in promises.load_promises():
        for post in (promise.owner, promise.counterpart):
            if promise.key not in paper or post != promise.owner:
                made = Commitment.objects.get(pk=told[promise.key].pk)
                sign_commitment(made, parts[made.reference], **_on(post, promises.SIGNED_ON), chance=chance)
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
                **_on(signatory, promises.ADOPTED_ON),
            )


def _initial(version: Version) -> None:
    for _signatory, circuit in promises.BODIES.values():
        for place, post in enumerate(circuit, start=1):
            day = promises.PUT_ON + timedelta(days=place)
            give_visa(version, granted=True, digest=version.digest, **_on(post, day))


def _sign_on_paper(version: Version, commitments: list[Commitment], chance: Callable[[int], bytes]) -> None:
    signatory = _post(promises.BODIES[promises.ON_PAPER][0])
    signatures = [OnSheet(signatory, commitment=Commitment.objects.get(pk=one.pk)) for one in commitments]
    signatures.append(OnSheet(signatory, stance=Stance.ADOPTED))
    digest = printed(version.digest)
    words = (
        f"Scan de la feuille signée et tamponnée par l'Union des transporteurs routiers. Empreinte imprimée : {digest}."
    )
    sheet = Sheet(
        typed=digest, on=promises.SIGNED_ON, upload=_paper("Feuille de signatures", words, promises.SIGNED_ON)
    )
    sign_on_paper(version, signatures, sheet, chance=chance, **_on(COORDINATOR, promises.SIGNED_ON + timedelta(days=3)))


# Kept, contested, put off, told: everything in the order of its days

Act = tuple[date, Callable[[], None]]


def _acts(plan: Plan, told: Told) -> Iterator[Act]:
    for promise in promises.load_promises():
        yield from _acts_of(told[promise.key], promise)
    for asked in promises.load_asked():
        yield from _decision(plan, told, asked)
    for message in promises.load_messages():
        yield from _message(plan, told, message)
    for made, authorised in promises.EDITIONS:
        yield made, lambda day=made, then=authorised: _edition(plan, day, then)  # type: ignore[misc]


def _acts_of(commitment: Commitment, promise: promises.Promise) -> Iterator[Act]:
    for claimed in promise.claims:
        yield claimed.on, lambda one=claimed: _claim(commitment, promise, one)  # type: ignore[misc]
    for moved in promise.moves:
        yield moved.on, lambda one=moved: _move(commitment, promise, one)  # type: ignore[misc]
    for updated in promise.updates:
        yield updated.on, lambda one=updated: _update(commitment, promise, one)  # type: ignore[misc]
    if promise.abandoned:
        yield promise.abandoned["on"], lambda: _abandon(commitment, promise)
    if promise.help:
        yield promise.help["on"], lambda: _help(commitment, promise)


def _claim(commitment: Commitment, promise: promises.Promise, said: promises.Claimed) -> None:
    claim = claim_milestone(
        _milestone(commitment, said.milestone),
        text=said.text,
        pieces=[_piece(promise, said)],
        other_kind="Convenu avec la contrepartie lors de la réunion bilatérale.",
        **_on(promise.owner, said.on),
    )
    if not said.answer or said.answered is None:
        return
    answer_claim(claim, Answer(said.answer), reason=said.reason, **_on(promise.counterpart, said.answered))
    if said.outcome:
        met = said.outcome["met"]
        recorded = record_outcome(
            claim,
            Answer(said.outcome["answer"]),
            words=said.outcome["words"],
            met_on=met,
            **_on(promise.owner, met + timedelta(days=1)),
        )
        answer_outcome(recorded, agreed=True, **_on(promise.counterpart, met + timedelta(days=2)))


def _milestone(commitment: Commitment, place: int) -> Milestone:
    return Milestone.objects.select_related("commitment").get(commitment=commitment, position=place)


def _move(commitment: Commitment, promise: promises.Promise, moved: promises.Moved) -> None:
    change = ask_move(
        _milestone(commitment, moved.milestone), due=moved.due, reason=moved.reason, **_on(promise.owner, moved.on)
    )
    answer_move(change, agreed=True, **_on(promise.counterpart, moved.answered))


def _update(commitment: Commitment, promise: promises.Promise, said: promises.Updated) -> None:
    post_update(
        commitment,
        done=said.done,
        obstacle=said.obstacle,
        help=said.help,
        next_step=said.next,
        next_on=said.next_on,
        **_on(promise.owner, said.on),
    )


def _abandon(commitment: Commitment, promise: promises.Promise) -> None:
    facts = promise.abandoned or {}
    decision = Decision.objects.get(commitment=commitment, chosen__isnull=False)
    reason = {"fr": facts["fr"], "en": facts["en"]}
    abandon_commitment(commitment, reason, decision=decision, **_on(DIRECTOR, facts["on"]))


def _help(commitment: Commitment, promise: promises.Promise) -> None:
    facts = promise.help or {}
    offer_help(commitment, words=facts["fr"], **_on(COORDINATOR, facts["on"]))


def _decision(plan: Plan, told: Told, asked: promises.Asked) -> Iterator[Act]:
    yield asked.asked, lambda: _ask(plan, told, asked)
    if asked.decided:
        # Before what follows from it on the same day.
        yield asked.decided - timedelta(days=1), lambda: _decide(told, asked)


def _ask(plan: Plan, told: Told, asked: promises.Asked) -> None:
    choices = [Choice(option, consequence) for option, consequence in asked.options]
    held = Commitment.objects.get(pk=told[asked.commitment].pk)
    ask_decision(plan, asked.question, choices, commitment=held, **_on(COORDINATOR, asked.asked))


def _decide(told: Told, asked: promises.Asked) -> None:
    day = asked.decided
    if day is None:
        return
    decision = Decision.objects.get(commitment=told[asked.commitment], asked_on=asked.asked)
    decision = take_decision(
        decision, chosen=asked.chosen, decided_on=day, reference=asked.reference, **_on(DIRECTOR, day)
    )
    if asked.followed:
        follow_up_decision(
            decision, follow_up=asked.follow_up, reference=asked.reference, **_on(COORDINATOR, asked.followed)
        )


def _message(plan: Plan, told: Told, message: promises.Message) -> Iterator[Act]:
    yield message.planned - timedelta(days=14), lambda: _tell(plan, told, message)


def _tell(plan: Plan, told: Told, message: promises.Message) -> None:
    telling = Telling(
        audience=message.audience,
        words=message.words,
        channel=Channel(message.channel),
        by=_post(message.by),
        planned_on=message.planned,
        commitment=Commitment.objects.get(pk=told[message.commitment].pk) if message.commitment else None,
    )
    made = plan_message(plan, telling, **_on(COORDINATOR, message.planned - timedelta(days=14)))
    if message.done:
        mark_told(made, done_on=message.done, **_on(COORDINATOR, message.done))


def _edition(plan: Plan, made: date, authorised: date) -> None:
    edition = make_edition(plan, **_on(COORDINATOR, made))
    authorise_edition(edition, shown=edition.digest, **_on(DIRECTOR, authorised))


# Evidence: invented, and it says so


def _piece(promise: promises.Promise, said: promises.Claimed) -> Piece:
    kind = EvidenceKind(said.kind)
    if kind == EvidenceKind.LINK:
        return Piece(kind, link="https://example.org/compte-rendu")
    if kind == EvidenceKind.STATEMENT:
        return Piece(kind, statement=f"{said.text} Signé : {_post(promise.owner)}.")
    return Piece(kind, file=_file(said, photo=kind == EvidenceKind.PHOTO))


def _file(said: promises.Claimed, *, photo: bool) -> StoredFile:
    made = _picture(said) if photo else _paper("Pièce jointe", said.text, said.on)
    return store(made, at=moment(said.on), visibility=Visibility.FORUM)


def _picture(said: promises.Claimed) -> BytesIO:
    poster = Poster(
        title="Photo",
        subtitle=tamarie.NOTICE["fr"],
        language="fr",
        pairs=(PosterPair(said="Photo du jour", done=said.text, status="in_progress"),),
        place="Tamarie",
        date=f"{said.on:%d/%m/%Y}",
        source=tamarie.NOTICE["fr"],
    )
    made = BytesIO(to_poster_pictures(poster)[0])
    made.name = f"photo-{said.on:%Y-%m-%d}.png"
    return made


def _paper(title: str, words: str, day: date) -> BytesIO:
    stamp = Stamp(
        body=tamarie.ADMINISTRATION.name["fr"],
        version="",
        digest="",
        visibility="",
        date=day.isoformat(),
        notice=tamarie.NOTICE["fr"],
    )
    note = Document(title, tamarie.ADMINISTRATION.acronym, "fr", (Paragraph(words),), stamp)
    made = BytesIO(to_pdf(note, timestamp=moment(day)))
    made.name = f"piece-{day:%Y-%m-%d}.pdf"
    return made


def _read_notices() -> None:
    """What was told up to a month ago has long been read."""
    day = tamarie.TODAY - timedelta(days=30)
    for account in Account.objects.filter(tenures__in=Tenure.objects.on(day)):
        mark_all_read(account, until=moment(day), at=moment(day))
