"""The installation that the table of permissions is tried on: who looks, and an object for each argument of an address.

Adding an app: write a function that makes its sample, and name it in ``SAMPLES`` under the argument's name, or under
``address name + " " + argument`` where the same argument (``pk``) means different things.
"""

import uuid
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from http.cookies import SimpleCookie

from django.test import Client
from django.utils import timezone

from danaya.apps.findings.models import Analysis
from danaya.apps.notices.addresses import stop_path
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Account, Organisation, Role, Side, Tenure
from danaya.apps.rounds.models import Round
from danaya.base.jobs.models import Job
from tests.apps.commitments.samples import Plans
from tests.apps.dialogue.samples import Voices
from tests.apps.findings.factories import make_analysis, make_dataset, make_round
from tests.apps.indicators.samples import Indicators
from tests.apps.notices.factories import make_notice
from tests.apps.people.factories import (
    make_administration,
    make_office,
    make_organisation,
    make_tenure,
)
from tests.apps.rounds.samples import Rounds

TODAY = date(2026, 5, 4)
PNG = b"\x89PNG\r\n\x1a\n"
VIEWERS = (
    "anonymous", "ended", "expired_expert",
    "coordinator", "analyst", "facilitator", "trainer", "director", "technician", "customs_member",
    "own_member", "other_member", "observer", "expert",
)  # fmt: skip


@dataclass
class World:
    """One installation on ``TODAY``; objects for addresses are made when they are asked for."""

    customs: Organisation
    own_body: Organisation
    other_body: Organisation

    @classmethod
    def build(cls) -> "World":
        """Make the administration and the bodies of both sides."""
        make_administration(logo=PNG, logo_type="image/png")
        world = cls(make_organisation(Side.CUSTOMS), make_organisation(Side.PRIVATE), make_organisation(Side.PRIVATE))
        world.tenures  # noqa: B018 - made now, so that nothing a viewer does can take it back
        return world

    def as_made(self) -> "World":
        """Return the same installation without the objects that were made for addresses."""
        world = World(self.customs, self.own_body, self.other_body)
        vars(world).update(tenures=self.tenures, visits=self.visits)
        return world

    def client(self, name: str) -> Client:
        """Return a browser of a viewer's own, signed in as at its first visit and marked by no later one."""
        if name not in self.visits:
            self.visits[name] = self._sign_in(name)
        client = Client()
        client.cookies = deepcopy(self.visits[name])
        return client

    @cached_property
    def visits(self) -> dict[str, SimpleCookie]:
        """The cookies of each viewer that signed in."""
        return {}

    def _sign_in(self, name: str) -> SimpleCookie:
        client, account = Client(), self.viewer(name)
        if account is not None:
            client.force_login(account)
        return client.cookies

    def viewer(self, name: str) -> Account | None:
        """Return the account of a viewer; nobody's for ``anonymous``."""
        return None if name == "anonymous" else self.tenures[name].account

    @cached_property
    def tenures(self) -> dict[str, Tenure]:
        """Every viewer's tenure; those of ``ended`` and ``expired_expert`` end on ``TODAY``."""
        of_customs = ("coordinator", "analyst", "facilitator", "trainer", "director", "technician")
        tenures = {role: make_tenure(Role(role), self.customs) for role in of_customs}
        return {
            **tenures,
            "customs_member": make_tenure(Role.MEMBER, self.customs),
            "own_member": make_tenure(Role.MEMBER, self.own_body),
            "other_member": make_tenure(Role.MEMBER, self.other_body),
            "observer": make_tenure(Role.OBSERVER),
            "expert": make_tenure(Role.VISITING_EXPERT, until=date(2026, 5, 5)),
            "ended": make_tenure(Role.COORDINATOR, self.customs, until=TODAY),
            "expired_expert": make_tenure(Role.VISITING_EXPERT, until=TODAY),
        }

    @cached_property
    def job(self) -> Job:
        """A job that the coordinator asked for."""
        owner = str(self.tenures["coordinator"].account_id)
        return Job.objects.create(kind="samples.none", owner=owner, enqueued_at=timezone.now())

    @cached_property
    def analysis(self) -> Analysis:
        """An analysis that was not released, compared with an earlier round."""
        return make_analysis(earlier=make_dataset(make_round()))

    @cached_property
    def notice(self) -> Notice:
        """A notice to the account of the private body's own member."""
        return make_notice(self.tenures["own_member"].account)

    @cached_property
    def voices(self) -> Voices:
        """A consultation that gathers and votes, with a card of each kind; the analyst and the body's own member read first."""
        names = ("facilitator", "analyst", "own_member", "other_member")
        return Voices(*(self.tenures[name] for name in names))

    @cached_property
    def plans(self) -> Plans:
        """An action plan between customs and the private body's own member."""
        return Plans(self.tenures)

    @cached_property
    def indicators(self) -> Indicators:
        """The strategy of the own body with a table on its way, and a series for the team."""
        return Indicators(self.own_body, self.tenures["own_member"])

    @cached_property
    def rounds(self) -> Rounds:
        """Rounds in preparation, closed, reported."""
        return Rounds()


def closed_round() -> Round:
    """Return a closed round that was not analysed yet."""
    round_ = make_round()
    make_dataset(round_)
    return round_


Sample = Callable[[World], object]

SAMPLES: dict[str, Sample] = {
    "organisation_id": lambda world: world.own_body.pk,
    "post_id": lambda world: world.tenures["own_member"].post_id,
    "tenure_id": lambda world: world.tenures["own_member"].pk,
    "account_id": lambda world: world.tenures["own_member"].account_id,
    "office_id": lambda world: make_office().pk,
    "step": lambda world: "country",
    "files:download pk": lambda world: uuid.uuid4(),
    "jobs:progress pk": lambda world: world.job.pk,
    "jobs:stop pk": lambda world: world.job.pk,
    **{
        f"findings:{name} pk": lambda world: world.analysis.pk
        for name in (
            "restitution",
            "questions",
            "comparison",
            "method",
            "tables",
            "pack",
            "pack_file",
            "make_pack",
            "finding",
            "basis",
            "release",
            "director",
        )
    },
    "findings:analyse pk": lambda world: closed_round().pk,
    "notices:notice pk": lambda world: world.notice.pk,
    "notices:read pk": lambda world: world.notice.pk,
    "notices:stop token": lambda world: stop_path(world.notice.account).split("/")[-2],
    "findings:decide pk": lambda world: world.analysis.decisions.get().pk,
    "findings:finding number": lambda world: "C-01",
    "findings:basis number": lambda world: "C-01",
    "findings:pack_file language": lambda world: "fr",
    "findings:pack_file name": lambda world: "report.html",
    "public:plan pk": lambda world: world.plans.told.public.plan_id,
    "public:evidence pk": lambda world: world.plans.told.public.plan_id,
    "public:evidence evidence": lambda world: uuid.uuid4(),
    "mfa_edit_webauthn pk": lambda world: 1,
    "mfa_remove_webauthn pk": lambda world: 1,
}


def arguments(world: World, name: str, names: list[str]) -> dict[str, object]:
    """Return the sample arguments of the address called ``name``."""
    space, _colon, page = name.partition(":")
    if space == "rounds":
        return {argument: world.rounds.argument(page, argument) for argument in names}
    if space == "indicators":
        return {argument: world.indicators.argument(page) for argument in names}
    if space == "dialogue":
        return {argument: world.voices.argument(page, argument) for argument in names}
    if space == "commitments":
        return {argument: world.plans.argument(page, argument) for argument in names}
    return {argument: (SAMPLES.get(f"{name} {argument}") or SAMPLES[argument])(world) for argument in names}
