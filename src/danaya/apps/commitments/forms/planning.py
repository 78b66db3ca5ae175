"""The form in which a plan is made and changed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.make_plan import PlanFacts
from danaya.apps.commitments.forms.choosing import PostField
from danaya.apps.commitments.forms.seen import SeenForm
from danaya.apps.commitments.models import Plan
from danaya.apps.dialogue.models import Consultation, Phase
from danaya.apps.people.models import Side
from danaya.base.design.fields import DateField, WholeNumberField
from danaya.base.design.texts import TextsField


class PlanForm(SeenForm):
    """Title, dates, the two secretaries, what one post can carry, the consultation it answers."""

    title = TextsField(label=_("Title"), max_length=120, complete=False)
    starts = DateField(label=_("First day"))
    ends = DateField(label=_("Last day"))
    consultation = forms.ModelChoiceField(
        Consultation.objects.exclude(phase=Phase.PREPARING),
        label=_("Consultation whose expectations it answers"),
        required=False,
        empty_label=_("none"),
        help_text=_("Its expectations, solutions and findings are offered to whoever drafts."),
    )
    secretary_customs = PostField(
        label=_("Secretary of customs"),
        required=False,
        help_text=_("Hears of what stalls, together with the other one."),
    )
    secretary_private = PostField(label=_("Secretary of the private sector"), required=False)
    most_at_once = WholeNumberField(
        label=_("Milestones that one post can carry at a time"),
        min_value=1,
        max_value=20,
        help_text=_("More than that is remarked when a commitment is drafted; it is never refused."),
    )

    def __init__(self, *args: Any, today: date, plan: Plan | None = None, **kwargs: Any) -> None:
        """Offer the posts of each side."""
        kwargs.setdefault("initial", start_of(plan))
        super().__init__(*args, stands=None if plan is None else start_of(plan), **kwargs)
        for name, side in (("secretary_customs", Side.CUSTOMS), ("secretary_private", Side.PRIVATE)):
            field: Any = self.fields[name]
            field.offer_posts(today, (side,), gettext("nobody yet"))

    def facts(self) -> PlanFacts:
        """Return what was written."""
        return PlanFacts(**{name: self.cleaned_data[name] for name in PlanFacts.__slots__})


def start_of(plan: Plan | None) -> dict[str, Any]:
    """Return the values of the form at the beginning."""
    if plan is None:
        return {"most_at_once": 3}
    return {name: getattr(plan, name) for name in PlanFacts.__slots__}
