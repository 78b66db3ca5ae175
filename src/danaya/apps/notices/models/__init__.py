"""Facts about notices, the mails that carry them, and how each person wants to be told."""

from danaya.apps.notices.models.mails import Mail, Reason, State
from danaya.apps.notices.models.notices import Notice, Urgency
from danaya.apps.notices.models.preferences import Preferences

__all__ = ["Mail", "Notice", "Preferences", "Reason", "State", "Urgency"]
