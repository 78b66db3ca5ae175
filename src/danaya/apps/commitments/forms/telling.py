"""Forms of what is told: decisions, editions, messages of the communication plan, whom a poster is for."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.telling.ask_decision import MOST_OPTIONS, Choice
from danaya.apps.commitments.actions.telling.plan_message import Telling
from danaya.apps.commitments.forms.choosing import POST_ASKED
from danaya.apps.commitments.forms.seen import SeenForm
from danaya.apps.commitments.models import SHOWN, Channel, Commitment, Decision, Plan
from danaya.apps.people.models import Organisation, Post, Region, Side
from danaya.apps.people.models.texts import read
from danaya.base.design.fields import DateField
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField
from danaya.engines.language import in_language, typeset

LONGEST = 1000
LONGEST_QUESTION = 200
LONGEST_OPTION = 160
LONGEST_CONSEQUENCE = 240
"""Signs that keep three decisions on one A4."""
ROW = ("option", "consequence", "abandons")
"""Fields of one option."""
SIDES = (Side.CUSTOMS, Side.PRIVATE)


class Listed(ModelChoiceIterator):  # type: ignore[type-arg]
    """The rows of a choice, read with no more than their words say."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        """Yield what stands for none, then each row."""
        yield "", str(self.field.empty_label or "")
        for row in self.queryset.only("plan", "number", "result"):
            yield self.choice(row)


class LongSelect(forms.Select):
    """A select of thousands, drawn without a template for each of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw it with what Django would draw."""
        chosen = {str(one) for one in self.format_value(value)}
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = ((key, mark_safe(" selected") if str(key) in chosen else "", words) for key, words in self.choices)
        drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", flatatt(given), drawn)


class CommitmentField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A commitment of the plan that both sides see."""

    iterator = Listed
    widget = LongSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Commitment.objects.none(), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Return its reference and its result."""
        return f"{obj.reference} {read(obj.result)}"[:120]


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post of customs or of a private-sector body."""

    asks = POST_ASKED

    def __init__(self, **kwargs: Any) -> None:
        posts = Post.objects.filter(active=True, organisation__active=True, organisation__side__in=SIDES)
        super().__init__(queryset=posts.select_related("organisation"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Return its organisation's acronym and its title."""
        return f"{obj.organisation.acronym} – {obj}"


def shown_of(plan: Plan) -> Any:
    """Return the commitments of a plan that both sides see."""
    return plan.commitments.filter(state__in=SHOWN).order_by("number")


class AskForm(Form):
    """A question to the director: two to four options, each with what follows from it."""

    question = TextsField(label=_("Question to decide"), max_length=LONGEST_QUESTION, rows=2, complete=False)
    commitment = CommitmentField(
        label=_("Commitment it is about"),
        help_text=_(
            "To abandon a commitment of customs, the decision must name it, and one option say that it abandons it."
        ),
        empty_label=_("the plan as a whole"),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = shown_of(plan)  # type: ignore[attr-defined]
        for place in range(1, MOST_OPTIONS + 1):
            option = gettext("Option %(letter)s") % {"letter": chr(ord("A") + place - 1)}
            consequence = gettext("What follows from option %(letter)s") % {"letter": chr(ord("A") + place - 1)}
            self.fields[f"option_{place}"] = TextsField(
                label=option, max_length=LONGEST_OPTION, rows=2, complete=False, required=place <= 2
            )
            self.fields[f"consequence_{place}"] = TextsField(
                label=consequence, max_length=LONGEST_CONSEQUENCE, rows=2, complete=False, required=place <= 2
            )
            self.fields[f"abandons_{place}"] = forms.BooleanField(
                label=gettext("Option %(letter)s abandons the commitment") % {"letter": chr(ord("A") + place - 1)},
                required=False,
            )
            for name, label in ((f"option_{place}", option), (f"consequence_{place}", consequence)):
                self.fields[name].error_messages["required"] = gettext("Fill in “%(label)s”.") % {"label": label}

    def choices(self) -> list[Choice]:
        """Return the options that were written, in their order."""
        typed = self.cleaned_data
        rows = [[typed[f"{name}_{place}"] for name in ROW] for place in range(1, MOST_OPTIONS + 1)]
        return [Choice(*row) for row in rows if any(row)]


class DecideForm(SeenForm):
    """The option chosen, the day, the *note de service*, what follows."""

    chosen = forms.TypedChoiceField(label=_("Your decision"), coerce=int, widget=forms.RadioSelect)
    decided_on = DateField(label=_("Date of the decision"))
    reference = forms.CharField(
        label=_("Reference of the note de service"),
        max_length=80,
        required=False,
        help_text=_("For example n° 017/2026/DG. It may be added later."),
    )
    follow_up = forms.CharField(
        label=_("Who follows it up, and by when"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )
    remark = forms.CharField(label=_("Remark"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, decision: Decision, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (place, typeset(_option_words(option, language), language)) for place, option in enumerate(decision.options)
        ]


def _option_words(option: dict[str, Any], language: str) -> str:
    words = in_language(option["option"], language)
    return gettext("%(option)s – abandons the commitment") % {"option": words} if option.get("abandons") else words


class FollowUpForm(SeenForm):
    """What became of a decision."""

    follow_up = forms.CharField(
        label=_("What was done"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 4, "dir": "auto"})
    )
    reference = forms.CharField(label=_("Reference of the note de service"), max_length=80, required=False)


class WhyForm(Form):
    """Why an edition is refused or withdrawn."""

    why = forms.CharField(
        label=_("Why"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 4, "dir": "auto"})
    )


class MessageForm(SeenForm):
    """One line of the communication plan."""

    audience = TextsField(
        label=_("Whom it is for"),
        max_length=160,
        complete=False,
        help_text=_(
            "For example the hauliers of a corridor, the officers of an office, those who answered the survey."
        ),
    )
    words = TextsField(label=_("Message"), max_length=LONGEST, rows=4, complete=False)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=Channel.choices,
        help_text=_(
            "A meeting of the parties stays among them, and so does an e-mail or a letter to one organisation. Everything else goes "
            "outside: the director first authorises an edition that holds the message word for word."
        ),
    )
    by = PostField(label=_("Who tells it"), empty_label=_("choose a post"))
    planned_on = DateField(label=_("Planned for"))
    commitment = CommitmentField(label=_("Commitment it is about"), empty_label=_("the plan as a whole"))
    region = forms.ModelChoiceField(
        Region.objects.filter(active=True), label=_("Region"), required=False, empty_label=_("all regions")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True, side__in=SIDES),
        label=_("Organisation it is for"),
        required=False,
        empty_label=_("all organisations"),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = shown_of(plan)  # type: ignore[attr-defined]

    def telling(self) -> Telling:
        """Return the line as it was typed."""
        typed = self.cleaned_data
        return Telling(**{**typed, "channel": Channel(typed["channel"])})


class ToldForm(Form):
    """That a message was told, and when."""

    done_on = DateField(label=_("Told on"))
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("For example where the poster hangs, or how many came."),
    )


EVERYBODY = ""


class PosterForm(Form):
    """Whom a poster is for: everybody, one region, one organisation."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(
        self, *args: Any, regions: Sequence[tuple[str, str]], organisations: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [(EVERYBODY, gettext("the whole country")), *regions]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [(EVERYBODY, gettext("all organisations")), *organisations]  # type: ignore[attr-defined]
