"""What frameworks and figures show in the frame of every page, and who may fetch the files they came from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.indicators.models import Draft, Figure, Framework, Series
from danaya.apps.people.models import Account
from danaya.apps.people.rights import allowed
from danaya.base.files.models import StoredFile
from danaya.base.slots import LinkCard, Slot
from danaya.base.slots.page import FRAME, Destination

SERVING: Slot[Framework, LinkCard] = Slot("indicators.framework.serving")
"""What serves the objectives of a framework, shown on its page."""
MEASURING: Slot[Series, LinkCard] = Slot("indicators.series.measuring")
"""What is measured by a series, shown on its page."""


def navigation(subjects: Sequence[str], viewer: Any) -> Mapping[str, Sequence[Destination]]:
    """Frameworks and figures, for who may see them."""
    if not allowed(viewer if isinstance(viewer, Account) else None, "indicators.see"):
        return {}
    return {FRAME: [Destination(_("Frameworks and figures"), reverse("indicators:list"), 70)]}


def may_read(stored: StoredFile, viewer: Any) -> bool | None:
    """Whether the viewer may fetch a table of this room: whoever may import it, since it can hold more than was taken."""
    account = viewer if isinstance(viewer, Account) else None
    draft = Draft.objects.filter(file=stored).select_related("framework").first()
    if draft is not None:
        return allowed(account, "indicators.import", draft)
    framework = Framework.objects.filter(file=stored).first()
    if framework is not None:
        return allowed(account, "indicators.manage_framework", framework)
    return allowed(account, "indicators.manage") if Figure.objects.filter(file=stored).exists() else None
