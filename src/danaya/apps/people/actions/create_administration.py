"""Create the administration of this installation, with all it begins with, in one go."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danaya.apps.people.actions.add_organisation import add_organisation
from danaya.apps.people.actions.add_post import add_post
from danaya.apps.people.actions.change_regions import change_regions
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.apps.people.actions.make_recovery_sheet import make_recovery_sheet
from danaya.apps.people.actions.open_account import open_account
from danaya.apps.people.models import Account, Administration, Organisation, SetupDraft, Side, Tenure
from danaya.apps.people.plans import AdministrationPlan
from danaya.base.journal.entries import record
from danaya.engines.language import Problem

EXISTS = {
    "fr": "Connectez-vous : l’administration de cette installation existe déjà.",
    "en": "Sign in: the administration of this installation exists already.",
}
NO_COORDINATOR = {
    "fr": "Gardez le poste « {name} » : c’est celui du premier coordonnateur.",
    "en": "Keep the post “{name}”: it is the first coordinator’s.",
}


@dataclass(frozen=True, slots=True)
class Created:
    """What there is now: the administration, its coordinator's tenure, the code to print for them."""

    administration: Administration
    tenure: Tenure
    code: str


@transaction.atomic
def create_administration(plan: AdministrationPlan, *, actor: Tenure | None, at: datetime) -> Created:
    """Create everything of ``plan`` or nothing.

    Raises
    ------
    Problem
        ``administration-exists``; ``coordinator-post-missing``.
    ValidationError
        When a part of the plan breaks a rule of its kind.
    """
    if Administration.current() is not None:
        raise Problem("administration-exists", EXISTS)
    administration = _administration(plan)
    record("people.create_administration", administration, actor=actor, at=at, country=plan.country)
    change_regions(plan.regions, actor=actor, at=at)
    _organisations_and_posts(plan, actor, at)
    tenure = _first_coordinator(plan, actor, at)
    SetupDraft.objects.all().delete()
    code = make_recovery_sheet(tenure.account, actor=actor, at=at)
    return Created(administration, tenure, code)


def _administration(plan: AdministrationPlan) -> Administration:
    administration = Administration(
        name=dict(plan.name),
        short_name=plan.short_name,
        country=plan.country.upper(),
        language=plan.language,
        time_zone=plan.time_zone,
        motto=dict(plan.motto),
        letterhead=dict(plan.letterhead),
        alert_channel=dict(plan.alert_channel),
        logo=plan.logo.content if plan.logo else None,
        logo_type=plan.logo.media_type if plan.logo else "",
        demonstration=plan.demonstration,
    )
    administration.full_clean(exclude=["logo"])
    administration.save()
    return administration


def _organisations_and_posts(plan: AdministrationPlan, actor: Tenure | None, at: datetime) -> None:
    customs = add_organisation(name=plan.name, acronym=plan.short_name, side=Side.CUSTOMS, actor=actor, at=at)
    organisations: dict[str, Organisation] = {"": customs, plan.short_name: customs}
    for body in plan.bodies:
        organisations[body.acronym] = add_organisation(
            name=body.name, acronym=body.acronym, side=body.side, umbrella=body.umbrella, actor=actor, at=at
        )
    for post in plan.posts:
        place = organisations[post.body]
        add_post(place, title=post.title, sign_in_name=post.sign_in_name, role=post.role, actor=actor, at=at)


def _first_coordinator(plan: AdministrationPlan, actor: Tenure | None, at: datetime) -> Tenure:
    person = plan.coordinator
    organisation = Organisation.objects.get(side=Side.CUSTOMS)
    post = organisation.posts.filter(sign_in_name=person.sign_in_name, role="coordinator").first()
    if post is None:
        raise Problem("coordinator-post-missing", NO_COORDINATOR, name=person.sign_in_name)
    account = open_account(
        display_name=person.display_name,
        email=person.email,
        telephone=person.telephone,
        language=person.language,
        actor=actor,
        at=at,
    )
    Account.objects.filter(pk=account.pk).update(password=person.password_hash)
    account.refresh_from_db()
    return hand_over_post(post, account, since=at.date(), actor=actor, at=at).tenure
