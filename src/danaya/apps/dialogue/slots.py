"""Where pages of the dialogue show something of later stages."""

from danaya.apps.dialogue.models import Expectation
from danaya.base.slots import LinkCard, Slot

COMMITMENTS: Slot[Expectation, LinkCard] = Slot("dialogue.expectation.commitments")
"""What was promised for an expectation: shown on its page and to its author, who may have no account."""
