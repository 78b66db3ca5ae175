"""Objects for the addresses of the action plan, made when they are asked for. Each part names its pages in ``OF_PAGES``.

Owner of the sample commitments is the analyst's post, counterpart the private body's own member; the draft is that body's.
"""

from collections.abc import Callable
from functools import cached_property

from django.core.files.uploadedfile import SimpleUploadedFile

from danaya.apps.commitments.actions.take_over_table import begin_import
from danaya.apps.commitments.models import Commitment, CommitmentState, Import, Milestone, Plan, Returned
from danaya.apps.people.clock import now
from danaya.apps.people.models import Tenure
from tests.apps.commitments.factories import AT, Parties, make_parties, make_plan
from tests.apps.commitments.overviews.sheets import sent_back
from tests.apps.commitments.progress import samples as progress
from tests.apps.commitments.signing import samples as signing
from tests.apps.commitments.telling import samples as telling

NAMES = ("coordinator", "director", "analyst", "own_member", "other_member")

TABLE = """Action;Responsable;Échéance;État
Publier le barème des frais dans 12 postes;Chef de poste;30/06/2026;en cours
"""


def csv_upload(text: str, name: str = "suivi.csv") -> SimpleUploadedFile:
    """A table as somebody hands it in."""
    return SimpleUploadedFile(name, text.encode("utf-8"))


class Plans:
    """A plan with a draft, a proposal and an adopted commitment, between posts given by name (or new ones)."""

    def __init__(self, tenures: dict[str, Tenure] | None = None) -> None:
        self.tenures = tenures

    @cached_property
    def parties(self) -> Parties:
        """The plan and who takes part in it."""
        if self.tenures is None:
            return make_parties()
        return Parties(make_plan(), *(self.tenures[name] for name in NAMES))

    @property
    def plan(self) -> Plan:
        """The plan, in drafting."""
        return self.parties.plan

    @cached_property
    def draft(self) -> Commitment:
        """A draft of the private body: of customs' promise to it, nobody else's yet."""
        return self.parties.commitment(state=CommitmentState.DRAFT, drafted_by=self.parties.private.post)

    @cached_property
    def proposed(self) -> Commitment:
        """A commitment that both sides see."""
        return self.parties.commitment(state=CommitmentState.PROPOSED)

    @cached_property
    def adopted(self) -> Commitment:
        """A commitment in force."""
        return self.parties.commitment(state=CommitmentState.ADOPTED)

    @cached_property
    def table(self) -> Import:
        """A follow-up table that the private body is taking over."""
        return begin_import(self.plan, csv_upload(TABLE), actor=self.parties.private, at=AT)

    @property
    def milestone(self) -> Milestone:
        """The first milestone of the commitment in force."""
        return self.adopted.milestones.order_by("position")[0]

    @cached_property
    def at_signature(self) -> signing.AtSignature:
        """A plan of its own whose text is being signed."""
        return signing.AtSignature(self.parties)

    @cached_property
    def moving(self) -> progress.Moving:
        """A plan of its own whose commitment moves; its day is the one of the installation."""
        return progress.Moving(self.parties, now())

    @cached_property
    def told(self) -> telling.Told:
        """An adopted plan of its own, with what is told of it."""
        return telling.Told(self.parties)

    @cached_property
    def returned(self) -> Returned:
        """A workbook that the private body sent back."""
        return sent_back(self.plan, self.parties.private)

    def argument(self, page: str, name: str) -> object:
        """Return the sample of one argument of the address ``commitments:page``."""
        if page in progress.PAGES:
            return self.moving.argument(page, name)
        if page in telling.PAGES:
            return telling.argument(self.told, page, name)
        if page in signing.PAGES:
            return signing.ARGUMENTS[name](self.at_signature)
        make = OF_PAGES.get((page, name)) or ARGUMENTS[name]
        return make(self)


Make = Callable[[Plans], object]

ARGUMENTS: dict[str, Make] = {
    "pk": lambda plans: plans.plan.pk,
    "commitment": lambda plans: plans.proposed.pk,
    "milestone": lambda plans: plans.milestone.pk,
    "part": lambda plans: "promise",
    "key": lambda plans: "fees-posted",
    "table": lambda plans: plans.table.pk,
    "returned": lambda plans: plans.returned.pk,
}
"""Argument of addresses → its sample, where the page does not ask for another."""

OF_PAGES: dict[tuple[str, str], Make] = {
    ("propose", "commitment"): lambda plans: plans.draft.pk,
    ("abandon", "commitment"): lambda plans: plans.adopted.pk,
}
"""Page and argument → its sample, where the page asks for another than usual."""
