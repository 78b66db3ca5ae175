"""What public pages show on pages of lower rooms: where everyone reads what was authorised."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.telling.editions import public_editions
from danaya.base.slots import LinkCard


def addresses(plans: Sequence[Plan], viewer: Any) -> Mapping[Plan, Sequence[LinkCard]]:
    """The public page of each plan of which an edition is authorised."""
    return {
        edition.plan: [LinkCard(_("The public page"), reverse("public:plan", args=[edition.plan_id]))]
        for edition in public_editions(plans)
    }
