"""Forms in which a draft is rated, a proposal withdrawn, a promise given up."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.rate_commitment import Judgement
from danaya.apps.commitments.drafting.ratings import choices
from danaya.apps.commitments.forms.choosing import RowField
from danaya.apps.commitments.models import Commitment, Decision
from danaya.apps.people.models import Side
from danaya.apps.people.models.texts import read
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField
from danaya.engines.followup import Judged


class RatingForm(Form):
    """Ambition and realism, each in three steps with words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    ambition = forms.TypedChoiceField(
        label=_("Ambition: if it is kept as it stands"), coerce=int, widget=forms.RadioSelect
    )
    realism = forms.TypedChoiceField(label=_("Realism: with the means there are"), coerce=int, widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Read by the other side once both have rated."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the steps in the words of the page's language."""
        super().__init__(*args, **kwargs)
        language = (get_language() or "fr").split("-")[0]
        for judged in Judged:
            field: Any = self.fields[judged.value]
            field.choices = choices(judged, language)

    def judgement(self) -> Judgement:
        """Return what was rated."""
        data = self.cleaned_data
        return Judgement(data["ambition"], data["realism"], data["remark"])


class WithdrawForm(Form):
    """Why it is taken back; asked for where both sides have seen it."""

    reason = TextsField(label=_("Why"), rows=2, max_length=600, complete=False, required=False)


class AbandonForm(Form):
    """Why a promise is given up, and by which decision of the director where customs made it."""

    reason = TextsField(label=_("Why"), rows=3, max_length=1000, complete=False)
    decision = RowField(label=_("Decision of the director"), required=False)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        """Offer the director's decisions that abandon this commitment; none for one of a private body."""
        super().__init__(*args, **kwargs)
        if commitment.side != Side.CUSTOMS:
            del self.fields["decision"]
            return
        field: Any = self.fields["decision"]
        field.offer({"": [(one, decision_words(one)) for one in abandoning(commitment)]}, str(_("choose a decision")))


def abandoning(commitment: Commitment) -> list[Decision]:
    """Return the decisions in which the director chose an option that abandons a commitment, the latest first."""
    taken = Decision.objects.filter(commitment=commitment, chosen__isnull=False).order_by("-decided_on", "pk")
    return [decision for decision in taken if decision.abandons]


def decision_words(decision: Decision) -> str:
    """Return a decision as a list shows it: question, what was chosen, reference."""
    words = f"{read(decision.question)} – {read(decision.choice or {})}"
    return f"{words} ({decision.reference})" if decision.reference else words
