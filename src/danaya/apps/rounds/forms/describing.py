"""Forms that describe a round: its facts, its audiences, its population."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.actions.describe_round import Margin
from danaya.apps.rounds.forms.choosing import offer, offer_rows
from danaya.apps.rounds.forms.seeing import Seen
from danaya.apps.rounds.models import Breakdown, Round, RoundAudience
from danaya.apps.rounds.models.rounds import Kind, Selection
from danaya.base.design.fields import WholeNumberField
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField
from danaya.engines.language import in_language

MODES = (
    ("", _("not said")),
    ("tablet", _("Tablets, filled in alone")),
    ("paper", _("Paper")),
    ("online", _("Online form")),
    ("interview", _("Interviewer, face to face")),
    ("telephone", _("Telephone")),
    ("mixed", _("Several ways")),
)
MODE_NAMES = dict(MODES)
FACTS = ("title", "label", "year", "earlier", "mode", "fieldwork", "coverage")


class RoundForm(Seen, Form):
    """The facts of a round; each text in the language one has it in, the other may wait."""

    title = TextsField(label=_("Title of the survey"), max_length=160, complete=False)
    label = TextsField(
        label=_("Short name"), max_length=40, complete=False, help_text=_("For example “Round 2 (2026)”.")
    )
    year = WholeNumberField(label=_("Year"), min_value=1990, max_value=2200)
    earlier = forms.ModelChoiceField(
        Round.objects.none(),
        label=_("Compared with"),
        required=False,
        empty_label=_("no earlier round"),
        help_text=_("The round before this one, if its results are here: changes are counted from it."),
    )
    mode = forms.ChoiceField(
        label=_("How answers were collected"),
        required=False,
        choices=MODES,
        help_text=_("Another way than last time can change answers by itself: the comparison says so."),
    )
    fieldwork = forms.CharField(
        label=_("Dates of collection"), required=False, max_length=120, help_text=_("For example 4–15 October 2026.")
    )
    coverage = TextsField(
        label=_("What was covered"),
        required=False,
        rows=2,
        max_length=400,
        complete=False,
        help_text=_(
            "Regions, offices, trades. Two rounds that cover different places are not compared as if they did."
        ),
    )

    def __init__(self, *args: Any, rounds: QuerySet[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "earlier", rounds)
        self.see({name: str(self.initial.get(name)) for name in FACTS})
        kept = self.initial.get("mode", "")
        offer(self, "mode", MODES if kept in MODE_NAMES else (*MODES, (kept, kept)))


class NewRoundForm(RoundForm):
    """A new round: first of all, what there is of it, and of whom."""

    kind = forms.ChoiceField(
        label=_("What do you have of this survey?"),
        choices=[
            (Kind.ANSWERS, _("The answers: a file with one row per respondent")),
            (Kind.REPORTED, _("Only the figures of a report: they will be marked “reported, not recomputable”")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.ANSWERS,
    )
    asked = forms.MultipleChoiceField(
        label=_("Who was asked?"),
        choices=[("officials", _("Customs officials")), ("private", _("The private sector"))],
        widget=forms.CheckboxSelectMultiple,
        initial=["officials", "private"],
    )
    field_order = ("kind", "asked", "title", "label", "year", "earlier", "mode", "fieldwork", "coverage")


SELECTIONS = [
    (Selection.CENSUS, _("Everyone was asked: only those who did not answer leave a doubt")),
    (Selection.PROBABILITY, _("Drawn at random: results carry a margin of error")),
    (
        Selection.QUOTA,
        _(
            "Quotas, chosen until the numbers were reached: an interval that holds if respondents resemble their group; "
            "never called a margin of error"
        ),
    ),
    (
        Selection.OPEN,
        _(
            "Open to whoever wished to answer: an interval that holds if those who answered resemble the others; never "
            "called a margin of error"
        ),
    ),
]


class AudienceForm(Seen, Form):
    """One audience: its selection, how many were asked, how many there are."""

    selection = forms.ChoiceField(label=_("How were respondents chosen?"), choices=SELECTIONS, widget=forms.RadioSelect)
    target = WholeNumberField(
        label=_("People asked"),
        required=False,
        min_value=1,
        help_text=_("How many were to answer: the response rate is counted on them. Leave it empty if nobody knows."),
    )
    population = WholeNumberField(
        label=_("People there are"),
        required=False,
        min_value=1,
        help_text=_("Everybody the audience stands for, answering or not."),
    )

    def __init__(self, *args: Any, audience: RoundAudience, **kwargs: Any) -> None:
        initial = {name: getattr(audience, name) for name in ("selection", "target", "population")}
        super().__init__(*args, prefix=audience.key, initial=initial, **kwargs)
        self.audience = audience
        self.see(initial)
        for field in self.fields.values():
            field.error_messages["required"] = _("Choose an answer for “%(label)s” (%(audience)s).") % {
                "label": field.label,
                "audience": audience,
            }

    def clean(self) -> dict[str, Any]:
        """Refuse more people asked than there are."""
        cleaned = super().clean() or {}
        target, population = cleaned.get("target"), cleaned.get("population")
        if target and population and target > population:
            self.add_error("target", _("Give at most as many people asked as there are."))
        return cleaned


class PopulationForm(Seen, Form):
    """How many people there are, and were to be asked, in each level of each breakdown, per audience."""

    def __init__(self, *args: Any, round_: Round, language: str, **kwargs: Any) -> None:
        self.places = list(places_of(round_))
        super().__init__(*args, **kwargs)
        known = {
            (audience.key, margin.breakdown, margin.level): margin
            for audience in round_.audiences.all()
            for margin in audience.margins.all()
        }
        for number, (audience, breakdown, level) in enumerate(self.places):
            margin = known.get((audience.key, breakdown.key, str(level["code"])))
            where = f"{audience} · {in_language(level['label'], language)}"
            for name, words in (("population", _("People there are")), ("target", _("People asked"))):
                field = WholeNumberField(label=f"{words} · {where}", required=False, min_value=0)
                field.initial = getattr(margin, name, None)
                self.fields[f"{name}-{number}"] = field
        self.see({name: field.initial for name, field in self.fields.items()})

    def margins(self) -> Iterator[Margin]:
        """Yield what was typed."""
        for number, (audience, breakdown, level) in enumerate(self.places):
            population = self.cleaned_data.get(f"population-{number}")
            target = self.cleaned_data.get(f"target-{number}")
            yield Margin(audience.key, breakdown.key, str(level["code"]), population, target)

    def clean(self) -> dict[str, Any]:
        """Refuse more people asked than there are."""
        cleaned = super().clean() or {}
        for number in range(len(self.places)):
            population, target = cleaned.get(f"population-{number}"), cleaned.get(f"target-{number}")
            if population is not None and (target or 0) > population:
                self.add_error(f"target-{number}", _("Give at most as many people asked as there are."))
        return cleaned


Place = tuple[RoundAudience, Breakdown, dict[str, Any]]


def places_of(round_: Round) -> Iterator[Place]:
    """Yield each audience, breakdown and level of the round."""
    breakdowns: Sequence[Breakdown] = list(round_.breakdowns.all())
    for audience in round_.audiences.all():
        for breakdown in breakdowns:
            for level in breakdown.levels if breakdown.is_asked_of(audience.key) else ():
                yield audience, breakdown, level
