"""Facts of the common action plan: what is promised, signed, claimed, confirmed, moved, told."""

from danaya.apps.commitments.models.commitments import (
    IN_FORCE,
    MOST_MILESTONES,
    PARKED,
    SHOWN,
    Alignment,
    Commitment,
    CommitmentState,
    ExpectationBasis,
    FindingBasis,
    Indicator,
    Milestone,
    OptionBasis,
    Past,
    reference_of,
)
from danaya.apps.commitments.models.exported import Exported
from danaya.apps.commitments.models.followed import Followed, PlanFollowed
from danaya.apps.commitments.models.imports import Import
from danaya.apps.commitments.models.judging import Circuit, Rating, Visa
from danaya.apps.commitments.models.links import Pin
from danaya.apps.commitments.models.plans import Body, Opening, Plan, PlanState, RegisterEntry, Version
from danaya.apps.commitments.models.progress import (
    Answer,
    Claim,
    Confirmation,
    DateChange,
    Escalation,
    Evidence,
    EvidenceKind,
    HelpOffer,
    Outcome,
    Update,
)
from danaya.apps.commitments.models.returned import Returned
from danaya.apps.commitments.models.signing import SheetAnswer, Signature, Stance, Way
from danaya.apps.commitments.models.telling import Channel, Decision, Edition, Message

__all__ = [
    "IN_FORCE",
    "MOST_MILESTONES",
    "PARKED",
    "SHOWN",
    "Alignment",
    "Answer",
    "Body",
    "Channel",
    "Circuit",
    "Claim",
    "Commitment",
    "CommitmentState",
    "Confirmation",
    "DateChange",
    "Decision",
    "Edition",
    "Escalation",
    "Evidence",
    "EvidenceKind",
    "ExpectationBasis",
    "Exported",
    "FindingBasis",
    "Followed",
    "HelpOffer",
    "Import",
    "Indicator",
    "Message",
    "Milestone",
    "Opening",
    "OptionBasis",
    "Outcome",
    "Past",
    "Pin",
    "Plan",
    "PlanFollowed",
    "PlanState",
    "Rating",
    "RegisterEntry",
    "Returned",
    "SheetAnswer",
    "Signature",
    "Stance",
    "Update",
    "Version",
    "Visa",
    "Way",
    "reference_of",
]
