"""The form in which a consultation is prepared and changed, and the one that asks for its next phase."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.actions.prepare_consultation import LONGEST_ANSWER, NEVER_READS, Plan
from danaya.apps.dialogue.models import Consultation, Grouping
from danaya.apps.dialogue.models.consultations import ANSWER_WITHIN
from danaya.apps.findings.models import Analysis
from danaya.apps.people.models import Post, Side, Tenure
from danaya.base.design.fields import WholeNumberField
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField

GROUPINGS = {
    Grouping.SIDES: gettext_lazy("Customs and the private sector: two groups, soon large enough to be shown."),
    Grouping.BODIES: gettext_lazy("Each organisation: only where at least 8 people of each can vote."),
}
READERS = gettext_lazy(
    "Each side has at least one: so no side alone decides what is shown, and no text that names a person is shown by mistake."
)


class PostsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Posts to choose from, each with its organisation, and whether anybody holds it today."""

    held: frozenset[Any] = frozenset()

    def label_from_instance(self, obj: Post) -> str:
        """Return the post as the list shows it."""
        named = f"{obj} ({obj.organisation.acronym})"
        return named if obj.pk in self.held else gettext("%(post)s – nobody holds it today") % {"post": named}


class ConsultationForm(Form):
    """Title, question, basis, groups, days to answer, telephones, readers."""

    title = TextsField(label=_("Title"), max_length=120, complete=False)
    question = TextsField(
        label=_("Question asked"),
        max_length=300,
        rows=3,
        complete=False,
        help_text=_("One question that anybody can answer in two sentences. It stands above every page."),
    )
    analysis = forms.ModelChoiceField(
        Analysis.objects.none(),
        label=_("Restitution it starts from"),
        required=False,
        empty_label=_("none of them"),
        help_text=_("Its findings are offered to those who write. Only what was released to both sides can be chosen."),
    )
    grouping = forms.ChoiceField(label=_("Votes are counted for"), choices=GROUPINGS.items(), widget=forms.RadioSelect)
    answer_within = WholeNumberField(
        label=_("Days to answer an expectation"),
        min_value=1,
        max_value=LONGEST_ANSWER,
        help_text=_("Counted from the day on which it is shown. The share answered in time is shown to all."),
    )
    shared_devices = forms.BooleanField(
        label=_("Several people may use one telephone"),
        required=False,
        help_text=_("For a room where not everybody has one. Otherwise a telephone takes one card."),
    )
    customs_readers = PostsField(
        Post.objects.none(), label=_("Readers of customs"), widget=forms.CheckboxSelectMultiple, help_text=READERS
    )
    private_readers = PostsField(
        Post.objects.none(),
        label=_("Readers of the private sector"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They read every text before others, also those of their competitors: choose whom all trust."),
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        analyses: Sequence[Analysis],
        consultation: Consultation | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer the readers and restitutions of the day; what no longer changes is shown and not asked."""
        kwargs.setdefault("initial", start_of(consultation))
        super().__init__(*args, **kwargs)
        field: Any = self.fields["analysis"]
        field.queryset = Analysis.objects.filter(pk__in=[one.pk for one in analyses]).select_related("round")
        field.label_from_instance = lambda analysis: str(analysis.round)
        held = frozenset(Tenure.objects.on(today).values_list("post_id", flat=True))
        for side in (Side.CUSTOMS, Side.PRIVATE):
            readers: Any = self.fields[f"{side}_readers"]
            readers.queryset, readers.held = possible_readers(side), held
        if consultation is not None:
            self.fields["grouping"].disabled = consultation.polls.exists()
            self.fields["answer_within"].disabled = consultation.begun

    def plan(self) -> Plan:
        """Return what was prepared, for the action that keeps it."""
        data = self.cleaned_data
        return Plan(
            title=data["title"],
            question=data["question"],
            readers=[*data["customs_readers"], *data["private_readers"]],
            analysis=data["analysis"],
            grouping=Grouping(data["grouping"]),
            answer_within=data["answer_within"],
            shared_devices=data["shared_devices"],
        )


def start_of(consultation: Consultation | None) -> dict[str, Any]:
    """Return the values of the form at the beginning."""
    if consultation is None:
        return {"grouping": Grouping.SIDES, "answer_within": ANSWER_WITHIN}
    names = ("title", "question", "analysis", "grouping", "answer_within", "shared_devices")
    readers = list(consultation.readers.select_related("organisation"))
    return {
        **{name: getattr(consultation, name) for name in names},
        "customs_readers": of_side(readers, Side.CUSTOMS),
        "private_readers": of_side(readers, Side.PRIVATE),
    }


def of_side(posts: Iterable[Post], side: str) -> list[Post]:
    """Return the posts of one side."""
    return [post for post in posts if post.side == side]


def possible_readers(side: str) -> Any:
    """Return the posts of a side that can read texts before others."""
    active = Post.objects.filter(organisation__side=side, organisation__active=True, active=True)
    return active.exclude(role__in=NEVER_READS).select_related("organisation")
