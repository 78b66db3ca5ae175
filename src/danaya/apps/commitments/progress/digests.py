"""Once a month, what stands and what is one's own to do: other words for who owns or confirms, who keeps the plan, who signs for a body."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from danaya.apps.commitments.models import Commitment, CommitmentState, Confirmation, Plan
from danaya.apps.commitments.progress.mine import Items, items_of
from danaya.apps.commitments.progress.tidings import DIGEST, secretaries
from danaya.apps.commitments.queries import with_parties
from danaya.apps.commitments.sums import Steps, Sum, sums_by
from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.models import Notice
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Post, Role
from danaya.engines.language import LANGUAGES, Text, in_language, number

MONTH = timedelta(days=31)
NOTHING = Sum(0, 0.0, 0.0, Steps())
"""Of commitments whose standing is not written down yet."""
KEEPERS = (Role.COORDINATOR, Role.FACILITATOR, Role.DIRECTOR)

SUBJECT: Text = {"fr": "« {title} » : ce mois-ci", "en": "“{title}”: this month"}
OWN: Text = {
    "fr": "À faire : {owed}. À confirmer ou à accepter : {asked}. Points d'étape attendus : {updates}.",
    "en": "To do: {owed}. To confirm or to agree to: {asked}. Updates due: {updates}.",
}
WHOLE: Text = {
    "fr": "Ensemble du plan : déclaré {claimed}, confirmé {confirmed} ; réponses reçues ces trente et un derniers jours : "
    "{answers} ; à l'arrêt : {stalled} ; contestés : {contested}.",
    "en": "Whole plan: claimed {claimed}, confirmed {confirmed}; answers in the last thirty-one days: {answers}; "
    "stalled: {stalled}; contested: {contested}.",
}
BODY: Text = {
    "fr": "Engagements de {body} : déclaré {claimed}, confirmé {confirmed} ; à l'arrêt : {stalled} ; contestés : {contested}.",
    "en": "Commitments of {body}: claimed {claimed}, confirmed {confirmed}; stalled: {stalled}; contested: {contested}.",
}

AGAIN: Text = {
    "fr": "Le plan a un an de plus : relisez ensemble les attentes, et dites lesquelles ont changé.",
    "en": "The plan is a year older: read the expectations again together, and say which have changed.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What some commitments come to: claimed and confirmed, how many stall, how many are contested."""

    sums: Sum
    stalled: int
    contested: int

    def values(self, language: str) -> dict[str, str]:
        """Return them as words of a language."""
        claimed, confirmed = self.sums.amounts(language)
        return {
            "claimed": claimed,
            "confirmed": confirmed,
            "stalled": number(self.stalled, language),
            "contested": number(self.contested, language),
        }


def standing_of(sums: Sum, rows: Iterable[Commitment]) -> Standing:
    """Return what commitments come to whose standing is written down."""
    known = [row.followed for row in rows if hasattr(row, "followed")]
    return Standing(sums, sum(bool(one.stalls) for one in known), sum(one.contested for one in known))


def tell_month(plan: Plan, at: datetime) -> None:
    """Hand in the month's digest for everybody it concerns, in the first round of a month."""
    key = f"commitments.digest:{plan.pk}:{at:%Y-%m}"
    if Notice.objects.filter(kind=DIGEST.name, key=key).exists():
        return
    adopted = plan.commitments.filter(state=CommitmentState.ADOPTED)
    rows = list(with_parties(adopted))
    whole = _whole(plan, standing_of(sums_by(adopted, "plan").get(plan.pk, NOTHING), rows), at)
    for_keepers = [whole, AGAIN] if is_anniversary(plan, at.date()) else [whole]
    bodies = _bodies(plan, rows, sums_by(adopted, "owner__organisation"))
    items = items_of(plan, at.date())
    keepers = {post.pk for post in [*secretaries(plan), *Post.objects.filter(role__in=KEEPERS, active=True)]}
    signatories = set(plan.bodies.values_list("signatory", flat=True))
    for post in _readers(rows, keepers | signatories):
        said = list(for_keepers) if post.pk in keepers else []
        said += [bodies[post.organisation_id]] if post.pk in signatories and post.organisation_id in bodies else []
        said += [_own(items[post.pk])] if post.pk in items else []
        if said:
            _hand_in(plan, post, said, at, key)


def is_anniversary(plan: Plan, today: date) -> bool:
    """Tell whether this month is, a year or more later, that in which the plan was adopted (else: began)."""
    begun = plan.adopted_on or plan.starts
    return today.year > begun.year and today.month == begun.month


def _readers(rows: Iterable[Commitment], others: set[Any]) -> Iterable[Post]:
    parties = {key for row in rows for key in (row.owner_id, row.counterpart_id)}
    return Post.objects.filter(pk__in=parties | others, active=True).select_related("organisation").order_by("pk")


def _hand_in(plan: Plan, post: Post, said: Sequence[Text], at: datetime, key: str) -> None:
    subject = {code: SUBJECT[code].format(title=in_language(plan.title, code)) for code in LANGUAGES}
    body = {code: "\n".join(one[code] for one in said) for code in LANGUAGES}
    url = reverse("commitments:plan", args=[plan.pk])
    notify(post, DIGEST.name, text=NoticeText(subject, body), at=at, url=url, about=plan, key=key)


def _whole(plan: Plan, found: Standing, at: datetime) -> Text:
    recent = Confirmation.objects.filter(claim__milestone__commitment__plan=plan, on__gt=at.date() - MONTH).count()
    return {code: WHOLE[code].format(answers=number(recent, code), **found.values(code)) for code in LANGUAGES}


def _bodies(plan: Plan, rows: Sequence[Commitment], sums: Mapping[Any, Sum]) -> dict[Any, Text]:
    """Return for each body the sums over what its own posts owe: nobody is told another's."""
    found: dict[Any, Text] = {}
    for body in plan.bodies.select_related("organisation"):
        own = [row for row in rows if row.owner.organisation_id == body.organisation_id]
        if own:
            said = standing_of(sums.get(body.organisation_id, NOTHING), own)
            found[body.organisation_id] = {
                code: BODY[code].format(body=body.organisation.acronym, **said.values(code)) for code in LANGUAGES
            }
    return found


def _own(items: Items) -> Text:
    counts = {"owed": len(items.owed), "asked": items.asked, "updates": len(items.updates)}
    return {
        code: OWN[code].format(**{name: number(count, code) for name, count in counts.items()}) for code in LANGUAGES
    }
