"""Facts about the administration and those who take part."""

from danaya.apps.people.models.accounts import Account, RecoveryCode
from danaya.apps.people.models.administration import Administration
from danaya.apps.people.models.organisations import Organisation, Side
from danaya.apps.people.models.places import Office, OfficeKind, Region
from danaya.apps.people.models.posts import Post, Role, Tenure
from danaya.apps.people.models.setup import SetupDraft

__all__ = [
    "Account",
    "Administration",
    "Office",
    "OfficeKind",
    "Organisation",
    "Post",
    "RecoveryCode",
    "Region",
    "Role",
    "SetupDraft",
    "Side",
    "Tenure",
]
