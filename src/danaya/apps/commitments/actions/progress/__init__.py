"""What moves a commitment: claims and answers, outcomes of meetings, dates, updates, help; links and PINs of those without account."""

from danaya.apps.commitments.actions.progress.claiming import add_evidence, answer_claim, claim_milestone
from danaya.apps.commitments.actions.progress.escalating import close_escalation, escalate
from danaya.apps.commitments.actions.progress.handing_over import (
    end_at_handover,
    issue_links,
    link_for_mail,
    replace_pin,
    revoke_link,
)
from danaya.apps.commitments.actions.progress.helping import answer_help, offer_help
from danaya.apps.commitments.actions.progress.moving import answer_move, ask_move
from danaya.apps.commitments.actions.progress.settling import answer_outcome, record_outcome
from danaya.apps.commitments.actions.progress.updating import post_update

__all__ = [
    "add_evidence",
    "answer_claim",
    "answer_help",
    "answer_move",
    "answer_outcome",
    "ask_move",
    "claim_milestone",
    "close_escalation",
    "end_at_handover",
    "escalate",
    "issue_links",
    "link_for_mail",
    "offer_help",
    "post_update",
    "record_outcome",
    "replace_pin",
    "revoke_link",
]
