"""What people are told of progress: every notice and its words, in one place.

No notice quotes what somebody wrote, and none holds a personal link: some are read on locked telephones. The mail that carries a
notice of three kinds does (``link_for_mail``): it goes to one person.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from danaya.apps.commitments.models import (
    Answer,
    Claim,
    Commitment,
    Confirmation,
    DateChange,
    Escalation,
    HelpOffer,
    Milestone,
    Outcome,
    Plan,
)
from danaya.apps.commitments.progress import notice_words as say
from danaya.apps.commitments.progress.acting import Acting, came_by_link
from danaya.apps.dialogue.tidings import Words
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import Kind
from danaya.apps.notices.models import Notice, Urgency
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Post, Role, Side
from danaya.engines.language import LANGUAGES, Text, day_in_words

TO_CONFIRM = Kind(
    "commitments.to_confirm",
    {"fr": "À confirmer ou à accepter", "en": "To confirm or to agree to"},
    {
        "fr": "Un jalon est déclaré, une date ou un résultat de réunion attend votre réponse.",
        "en": "A milestone is claimed, a date or the outcome of a meeting waits for your answer.",
    },
)
ANSWERED = Kind(
    "commitments.answered",
    {"fr": "Réponses à ce que vous avez déclaré ou demandé", "en": "Answers to what you claimed or asked"},
    {
        "fr": "L'autre partie confirme, confirme en partie, conteste, accepte une date ou un résultat.",
        "en": "The other side confirms, confirms in part, contests, agrees to a date or an outcome.",
    },
)
CONTESTED = Kind(
    "commitments.contested",
    {"fr": "À porter à la prochaine réunion", "en": "For the next meeting"},
    {
        "fr": "Pour les deux secrétaires : une déclaration est contestée ou confirmée en partie.",
        "en": "For the two secretaries: a claim is contested or confirmed in part.",
    },
)
HELP = Kind(
    "commitments.help",
    {"fr": "Aide", "en": "Help"},
    {
        "fr": "Un engagement n'avance plus : une aide est à proposer, proposée ou précisée.",
        "en": "A commitment has stalled: help is to be offered, offered, or asked for.",
    },
)
ESCALATION = Kind(
    "commitments.escalation",
    {"fr": "Portés aux deux secrétaires", "en": "Brought to the two secretaries"},
    {
        "fr": "Un engagement n'avance toujours pas quatorze jours après qu'une aide est demandée ou proposée, ou ce qui a été décidé.",
        "en": "A commitment still stalls fourteen days after help was asked for or offered, or what was decided about it.",
    },
)
REMINDER = Kind(
    "commitments.reminder",
    {"fr": "Rappels de dates", "en": "Reminders of dates"},
    {
        "fr": "La date d'un jalon approche, est là, ou vient de passer. Trois rappels au plus.",
        "en": "The date of a milestone is near, has come, or has just passed. Three reminders at most.",
    },
)
UPDATE_DUE = Kind(
    "commitments.update_due",
    {"fr": "Points d'étape attendus", "en": "Updates due"},
    {
        "fr": "Trois questions, moins d'une minute : où en est votre engagement.",
        "en": "Three questions, less than a minute: how far your commitment is.",
    },
)
SILENT = Kind(
    "commitments.silent",
    {"fr": "Déclarations sans réponse", "en": "Claims without an answer"},
    {
        "fr": "Pour les deux secrétaires : une déclaration attend depuis vingt et un jours.",
        "en": "For the two secretaries: a claim has waited for twenty-one days.",
    },
)
DIGEST = Kind(
    "commitments.digest",
    {"fr": "Le plan d'action commun ce mois-ci", "en": "The common action plan this month"},
    {
        "fr": "Une fois par mois : ce qui est déclaré, confirmé, en attente, et ce qui vous revient.",
        "en": "Once a month: what is claimed, confirmed, waiting, and what is yours to do.",
    },
)
BY_LINK = Kind(
    "commitments.by_link",
    {"fr": "Votre code secret et ce qui est fait avec lui", "en": "Your PIN and what is done with it"},
    {
        "fr": "Un code secret est fait pour votre poste, ou un acte l'engage par un lien personnel. Ces avis protègent votre poste.",
        "en": "A PIN is made for your post, or an act binds it by a personal link. These notices protect your post.",
    },
    may_opt_out=False,
)
KINDS = (BY_LINK, TO_CONFIRM, ANSWERED, CONTESTED, HELP, ESCALATION, REMINDER, UPDATE_DUE, SILENT, DIGEST)


SIDES = (Side.CUSTOMS, Side.PRIVATE)


def page_of(commitment: Commitment) -> str:
    """Return the address of a commitment's page."""
    return reverse("commitments:commitment", args=[commitment.plan_id, commitment.pk])


def _tell(
    posts: Iterable[Post | None],
    kind: Kind,
    words: Words,
    commitment: Commitment,
    at: datetime,
    *,
    key: str = "",
    url: str = "",
    **values: Text | str,
) -> None:
    text = words.filled(title=commitment.plan.title, ref=commitment.reference, **values)
    for post in dict.fromkeys(one for one in posts if one is not None):
        notify(post, kind.name, text=text, at=at, url=url or page_of(commitment), about=commitment, key=key)


def _in_words(day: date) -> Text:
    return {code: day_in_words(day, code) for code in LANGUAGES}


# To whom


def secretaries(plan: Plan) -> list[Post]:
    """Return the plan's secretaries, one post of each side, as far as they are named."""
    named = [plan.secretary_customs, plan.secretary_private]
    return [post for post in named if post is not None]


def secretaries_or_stand_ins(plan: Plan) -> tuple[list[Post], list[Post]]:
    """Return the secretaries, and who hears instead where one is missing: the coordinator, and who signs for private bodies."""
    named = secretaries(plan)
    if len(named) == len(SIDES):
        return named, []
    private = Q(pk__in=plan.bodies.filter(organisation__side=Side.PRIVATE).values("signatory"))
    return named, list(Post.objects.filter(Q(role=Role.COORDINATOR) | private, active=True))


def coordinators() -> list[Post]:
    """Return the posts that coordinate."""
    return list(Post.objects.filter(role=Role.COORDINATOR, active=True))


def meeting_page(plan: Plan) -> str:
    """Return the address of what waits for the next meeting."""
    return reverse("commitments:meeting", args=[plan.pk])


# Told by actions


def tell_claimed(commitment: Commitment, claim: Claim, at: datetime) -> None:
    """Tell the counterpart that a claim waits for its answer."""
    _tell([commitment.counterpart], TO_CONFIRM, say.CLAIMED, commitment, at)


def tell_evidence(commitment: Commitment, claim: Claim, at: datetime) -> None:
    """Tell the counterpart that evidence was added; once a day and claim."""
    key = f"commitments.evidence:{claim.pk}:{at.date()}"
    _tell([commitment.counterpart], TO_CONFIRM, say.EVIDENCE, commitment, at, key=key)


def tell_answered(commitment: Commitment, confirmation: Confirmation, at: datetime) -> None:
    """Tell the owner what was answered; what is disputed, both secretaries too."""
    _tell([commitment.owner], ANSWERED, say.ANSWERS[confirmation.answer], commitment, at)
    if confirmation.answer != Answer.FULL:
        url = meeting_page(commitment.plan)
        _tell(secretaries(commitment.plan), CONTESTED, say.FOR_MEETING, commitment, at, url=url)


def tell_outcome(commitment: Commitment, outcome: Outcome, at: datetime) -> None:
    """Tell the other party that an outcome waits for its agreement."""
    others = [post for post in (commitment.owner, commitment.counterpart) if post.pk != outcome.by_id]
    _tell(others, TO_CONFIRM, say.OUTCOME, commitment, at)


def tell_outcome_answered(commitment: Commitment, outcome: Outcome, at: datetime) -> None:
    """Tell whoever recorded an outcome whether it is agreed."""
    _tell([outcome.by], ANSWERED, say.OUTCOME_ANSWERED[bool(outcome.agreed)], commitment, at)


def tell_move(commitment: Commitment, change: DateChange, at: datetime) -> None:
    """Tell the counterpart that a change of date waits for its agreement."""
    _tell([commitment.counterpart], TO_CONFIRM, say.MOVE, commitment, at)


def tell_move_answered(commitment: Commitment, change: DateChange, at: datetime) -> None:
    """Tell the owner whether the new date is agreed."""
    _tell([commitment.owner], ANSWERED, say.MOVE_ANSWERED[bool(change.agreed)], commitment, at)


def tell_help(commitment: Commitment, offer: HelpOffer, at: datetime) -> None:
    """Tell the owner that help is offered."""
    _tell([commitment.owner], HELP, say.OFFERED, commitment, at)


def tell_help_answered(commitment: Commitment, offer: HelpOffer, at: datetime) -> None:
    """Tell whoever offered help what the owner answered."""
    _tell([offer.by], HELP, say.HELP_ANSWERED, commitment, at)


def tell_help_wanted(commitment: Commitment, at: datetime) -> None:
    """Tell secretaries and coordinator that the owner asks for help in an update; once a day."""
    named, stand_ins = secretaries_or_stand_ins(commitment.plan)
    key = f"commitments.help_wanted:{commitment.pk}:{at.date()}"
    _tell([*named, *stand_ins, *coordinators()], HELP, say.WANTED, commitment, at, key=key)


def tell_escalated(commitment: Commitment, escalation: Escalation, at: datetime) -> None:
    """Tell both secretaries, and the owner that they were told; where a secretary is missing, say so to who can name one."""
    named, stand_ins = secretaries_or_stand_ins(commitment.plan)
    _tell([*named, commitment.owner], ESCALATION, say.ESCALATED, commitment, at)
    _tell(stand_ins, ESCALATION, say.NO_SECRETARIES, commitment, at)


def tell_escalation_closed(commitment: Commitment, escalation: Escalation, at: datetime) -> None:
    """Tell both parties what was decided."""
    _tell([commitment.owner, commitment.counterpart], ESCALATION, say.DECIDED, commitment, at)


def tell_by_link(commitment: Commitment, actor: Acting, at: datetime) -> None:
    """Tell the post, and who signs for its body, that it was bound by a personal link: whoever hands PINs out could have acted for it."""
    if not came_by_link(actor):
        return
    signs = commitment.plan.bodies.filter(organisation=actor.post.organisation_id).values("signatory")
    _tell([actor.post, *Post.objects.filter(pk__in=signs, active=True)], BY_LINK, say.BOUND, commitment, at)


def tell_pin(post: Post, at: datetime) -> None:
    """Tell a post at once that a PIN was made for it: who did not ask for one says so."""
    text = NoticeText(*say.PIN_MADE)
    notify(post, BY_LINK.name, text=text, at=at, url=reverse("commitments:mine"), about=post, urgency=Urgency.SECURITY)


# Told by the daily round, each once: what was told is known by its key


def untold(keys: Iterable[str]) -> set[str]:
    """Return which of these keys no notice has: one query for all that a round might tell."""
    wanted = set(keys)
    return wanted - set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))


def offer_key(commitment: Commitment, since: str) -> str:
    """Return the key of the question to offer help; another one for each stall."""
    return f"commitments.to_offer:{commitment.pk}:{since}"


def reminder_key(milestone: Milestone, step: str) -> str:
    """Return the key of a reminder; another one for each date."""
    return f"commitments.reminder:{milestone.pk}:{milestone.due}:{step}"


def update_key(commitment: Commitment, due: date) -> str:
    """Return the key of the three questions that fall due on a day."""
    return f"commitments.update_due:{commitment.pk}:{due}"


def silence_key(claim: Claim) -> str:
    """Return the key of a claim's silence."""
    return f"commitments.silent:{claim.pk}"


def tell_to_offer(commitment: Commitment, since: str, at: datetime) -> None:
    """Ask those who can to offer help: secretaries and coordinator, once for each stall."""
    named, stand_ins = secretaries_or_stand_ins(commitment.plan)
    key = offer_key(commitment, since)
    _tell([*named, *stand_ins, *coordinators()], HELP, say.TO_OFFER, commitment, at, key=key)


def tell_reminder(commitment: Commitment, milestone: Milestone, step: str, at: datetime) -> None:
    """Remind the owner of a date; the last time, tell the secretary of the owner's side. Each once for each date."""
    to: list[Post | None] = [commitment.owner]
    if step == "secretary":
        to = [secretary_of(commitment.plan, commitment.side)]
    key = reminder_key(milestone, step)
    _tell(to, REMINDER, say.REMINDERS[step], commitment, at, key=key, day=_in_words(milestone.due))


def secretary_of(plan: Plan, side: str) -> Post | None:
    """Return the secretary of one side."""
    return {Side.CUSTOMS.value: plan.secretary_customs, Side.PRIVATE.value: plan.secretary_private}.get(str(side))


def tell_update_due(commitment: Commitment, due: date, at: datetime) -> None:
    """Ask the owner the three questions; once for each date on which they fall due."""
    key = update_key(commitment, due)
    url = reverse("commitments:update", args=[commitment.plan_id, commitment.pk])
    _tell([commitment.owner], UPDATE_DUE, say.DUE, commitment, at, key=key, url=url)


def tell_silent(commitment: Commitment, claim: Claim, at: datetime) -> None:
    """Tell both secretaries that a claim waits; once for each claim."""
    days = str((at.date() - claim.on).days)
    named, stand_ins = secretaries_or_stand_ins(commitment.plan)
    key = silence_key(claim)
    _tell([*named, *stand_ins], SILENT, say.SILENCE, commitment, at, key=key, days=days)
