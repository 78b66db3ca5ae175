"""Where pages of rounds show something of later stages."""

from danaya.apps.rounds.models import Round
from danaya.base.slots import LinkCard, Slot

FINDINGS: Slot[Round, LinkCard] = Slot("rounds.round.findings")
"""What was made of a closed round: its analysis, findings, restitution."""
