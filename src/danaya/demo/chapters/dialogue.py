"""Chapter four: what each actor expects, said, cleared, restated, voted on and answered in year 0."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

from danaya.apps.dialogue.actions.cast_vote import cast_vote_on, give_stars
from danaya.apps.dialogue.actions.describe_expectation import translate_expectation
from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.move_phase import move_phase
from danaya.apps.dialogue.actions.prepare_consultation import Plan, make_consultation
from danaya.apps.dialogue.actions.read_expectation import clear_expectation, hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.actions.solve import add_contribution, choose_option, rate_option
from danaya.apps.dialogue.actions.submit_expectation import Author, Words, submit_expectation
from danaya.apps.dialogue.by_card.participants import AUTHOR, VOICE, Group, find_voter, participant
from danaya.apps.dialogue.models import (
    Cause,
    Consultation,
    Expectation,
    FateKind,
    Ground,
    Opinion,
    Option,
    Phase,
    Voice,
    Voter,
)
from danaya.apps.findings.models import Analysis
from danaya.apps.notices.actions.mark_read import mark_all_read
from danaya.apps.people.models import Account, Organisation, Post, Side, Tenure
from danaya.base.cards.finding import InHand
from danaya.base.cards.issuing import Issued, issue
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.storing import store
from danaya.demo import tamarie, voices
from danaya.demo.chapters.people import COORDINATOR, moment, on
from danaya.demo.papers import paper
from danaya.engines.language import Text

ANALYST, DIRECTOR = "analyse-integrite", "directeur-general"

Told = Mapping[str, Expectation]
"""Each expectation under its key in the plan."""


def tell(analysis: Analysis) -> Consultation:
    """Return the consultation that followed the first round."""
    chance = random.Random(voices.SEED)  # noqa: S311  # the same story each time
    consultation = _prepare(analysis)
    told = _gather(consultation, analysis, chance)
    _restate(told)
    _merge(told)
    consultation = move_phase(consultation, Phase.VOTING, **on(COORDINATOR, voices.VOTED_FROM))
    _vote(consultation, told, chance)
    consultation = move_phase(consultation, Phase.ANSWERING, **on(COORDINATOR, voices.COUNTED_ON))
    _solve(told)
    _answer(told)
    _read_notices()
    return consultation


def _prepare(analysis: Analysis) -> Consultation:
    readers = list(Post.objects.filter(sign_in_name__in=voices.READERS))
    plan = Plan(title=voices.TITLE, question=voices.QUESTION, readers=readers, analysis=analysis)
    consultation = make_consultation(plan, **on(COORDINATOR, voices.MADE_ON))
    return move_phase(consultation, Phase.GATHERING, **on(COORDINATOR, voices.BEGUN_ON))


# Gathering and clearing


def _gather(consultation: Consultation, analysis: Analysis, chance: random.Random) -> Told:
    # As people come forward, not as the plan is written.
    wishes = chance.sample(voices.load_wishes(), len(voices.load_wishes()))
    codes = {
        side: issue(
            AUTHOR,
            consultation.pk,
            Group(Side(side)).plain,
            sum(wish.side == side and not wish.body for wish in wishes),
            on=voices.BEGUN_ON,
            random=chance.randbytes,
        )
        for side in (Side.CUSTOMS, Side.PRIVATE)
    }
    told = {}
    for number, wish in enumerate(wishes):
        day = voices.BEGUN_ON + timedelta(days=number % 10)
        told[wish.key] = _say(consultation, wish, analysis, codes, day, chance)
    for wish in wishes:
        if not wish.held:
            _describe(told[wish.key], wish)
    return {key: Expectation.objects.get(pk=one.pk) for key, one in told.items()}


def _say(
    consultation: Consultation,
    wish: voices.Wish,
    analysis: Analysis,
    codes: Mapping[Side, list[Issued]],
    day: date,
    chance: random.Random,
) -> Expectation:
    findings = tuple(analysis.findings.filter(factor=wish.factor)[:1])
    words = Words({"fr": wish.text["fr"]}, "fr", wish.factor, wish.matters, findings)
    if wish.body:
        author = Author(Voice.ORGANISATION, Side(wish.side), Organisation.objects.get(acronym=wish.body))
        made = submit_expectation(consultation, words, author, **on(_secretary(wish.body), day))
    else:
        code = codes[Side(wish.side)].pop()
        key = participant(consultation, InHand(code.card, code.root)).mark(chance.randbytes)
        author = Author(Voice(wish.voice), Side(wish.side), key=key)
        made = submit_expectation(consultation, words, author, actor=None, at=moment(day))
    return _read(made, wish, day + timedelta(days=2))


def _secretary(acronym: str) -> str:
    """Return the post that speaks for an organisation."""
    if acronym == tamarie.ADMINISTRATION.acronym:
        return COORDINATOR
    keys = {body.acronym: body.key for body in tamarie.BODIES}
    return next(post.key for post in tamarie.POSTS if post.organisation == keys[acronym])


def _read(made: Expectation, wish: voices.Wish, day: date) -> Expectation:
    """Let a reader of each side clear it; the one that accuses a chief is held."""
    if wish.held:
        return hold_expectation(made, ground=Ground.ACCUSES, revision=made.revision, **on(ANALYST, day))
    for reader in (ANALYST, "ccit-secretariat"):
        made = clear_expectation(made, revision=made.revision, **on(reader, day))
    return made


def _describe(made: Expectation, wish: voices.Wish) -> None:
    """Put the English beside the French, except where it still waits."""
    if not wish.untranslated:
        reviewed = wish.key not in voices.LATE
        day = voices.BEGUN_ON + timedelta(days=13)
        translate_expectation(made, "en", wish.text["en"], reviewed=reviewed, **on(ANALYST, day))


# Active listening, merging


def _restate(told: Told) -> None:
    for key, restatements in voices.RESTATEMENTS.items():
        made, day = told[key], voices.VOTED_FROM - timedelta(days=3)
        own = _secretary(made.organisation.acronym) if made.organisation else COORDINATOR
        other = COORDINATOR if made.side == Side.PRIVATE else "fcdt-secretariat"
        for text, correction in restatements:
            said = restate_expectation(made, text, **on(other, day))
            reply_to_reformulation(said, confirmed=not correction, correction=correction, **on(own, day))
            day += timedelta(days=1)


def _merge(told: Told) -> None:
    for wish in voices.load_wishes():
        if wish.merged:
            merge_expectations(told[wish.key], told[wish.merged], **on(COORDINATOR, voices.VOTED_FROM))


# Voting


def _vote(consultation: Consultation, told: Told, chance: random.Random) -> None:
    wishes = [wish for wish in voices.load_wishes() if not (wish.held or wish.merged)]
    for acronym, number in voices.VOTERS.items():
        body = Organisation.objects.get(acronym=acronym)
        group = Group.of(body)
        for code in issue(VOICE, consultation.pk, group.plain, number, on=voices.VOTED_FROM, random=chance.randbytes):
            voter = find_voter(participant(consultation, InHand(code.card, code.root)))
            _cast(voter, acronym, str(group.side), wishes, told, chance)


def _cast(voter: Voter, acronym: str, side: str, wishes: list[voices.Wish], told: Told, chance: random.Random) -> None:
    """Vote on most expectations as the side leans, and give three stars."""
    for wish in wishes:
        if chance.random() < 0.9:
            cast_vote_on(voter, told[wish.key].pk, _opinion(wish, acronym, side, chance))
    weights = voices.STARRED[side]
    starred = {chance.choices(list(weights), list(weights.values()))[0] for _ in range(3)}
    give_stars(voter, [told[key] for key in sorted(starred)])


def _opinion(wish: voices.Wish, acronym: str, side: str, chance: random.Random) -> Opinion:
    agree, disagree = wish.agree[side], wish.disagree[side]
    if wish.brokers_disagree is not None and acronym == "FCDT":
        agree, disagree = 1 - wish.brokers_disagree, wish.brokers_disagree
    drawn = chance.random()
    if drawn < agree:
        return Opinion.AGREE
    return Opinion.DISAGREE if drawn < agree + disagree else Opinion.PASS


# Solutions and answers


def _solve(told: Told) -> None:
    day = voices.ANSWERED_ON - timedelta(days=2)
    for key, (causes, options) in voices.CAUSES_AND_OPTIONS.items():
        for post, text in causes:
            add_contribution(Cause, told[key], text, **on(post, day))
        made = [add_contribution(Option, told[key], text, **on(post, day)) for post, text in options]
        for place, option in enumerate(made):
            for post, (effect, feasibility) in voices.RATINGS.items():
                rate_option(option, effect=effect - place, feasibility=feasibility - place, **on(post, day))
        choose_option(made[0], **on(COORDINATOR, voices.ANSWERED_ON))


def _answer(told: Told) -> None:
    proofs = {key: _proof(name, words) for key, (words, name) in voices.ALREADY_TRUE.items()}
    for wish in voices.load_wishes():
        if wish.held or wish.merged or wish.key in voices.SILENT:
            continue
        day = voices.ANSWERED_LATE_ON if wish.key in voices.LATE else voices.ANSWERED_ON
        signer = COORDINATOR if wish.side == Side.PRIVATE else "ccit-secretariat"
        kind, reason = _fate(wish.key)
        if kind == FateKind.NOT_NOW and wish.side == Side.PRIVATE:
            signer = DIRECTOR
        record_fate(told[wish.key], kind, reason=reason, proof=proofs.get(wish.key), **on(signer, day))


def _read_notices() -> None:
    """What was told in year 0 has long been read."""
    day = voices.ANSWERED_LATE_ON + timedelta(days=7)
    for account in Account.objects.filter(tenures__in=Tenure.objects.on(day)):
        mark_all_read(account, until=moment(day), at=moment(day))


def _fate(key: str) -> tuple[FateKind, Text]:
    if key in voices.NOT_NOW:
        return FateKind.NOT_NOW, voices.NOT_NOW[key]
    if key in voices.ALREADY_TRUE:
        return FateKind.ALREADY_TRUE, voices.ALREADY_TRUE[key][0]
    return FateKind.PLANNED, {}


def _proof(name: str, words: Text) -> StoredFile:
    """Return the note that shows something is true already."""
    day = voices.ANSWERED_ON
    return store(paper("Note de service", words["fr"], day, name), at=moment(day), visibility=Visibility.FORUM)
