"""Where one can go in the common action plan: its entry in the main navigation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.people.rights import allowed
from danaya.base.slots.page import FRAME, Destination


def navigation(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Destination]]:
    """Where one can go in the plan."""
    if not allowed_viewer(viewer, "commitments.see"):
        return {}
    return {FRAME: [Destination(_("Common action plan"), reverse("commitments:list"), 50)]}


def allowed_viewer(viewer: Any, permission: str) -> bool:
    """Tell whether a viewer, maybe anonymous, has a permission on some object."""
    return bool(getattr(viewer, "is_authenticated", False)) and allowed(viewer, permission)
