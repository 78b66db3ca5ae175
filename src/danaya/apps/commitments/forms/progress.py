"""Forms of progress: claims with their evidence, answers, outcomes, dates, the three questions, help."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models import Answer, Commitment, EvidenceKind
from danaya.apps.commitments.progress.acting import LONGEST
from danaya.apps.commitments.progress.pieces import OPEN_TO, Piece
from danaya.apps.dialogue.forms.answering import ProofLinkField
from danaya.base.design.fields import DateField
from danaya.base.design.forms import Form
from danaya.base.files.models import StoredFile, Visibility
from danaya.engines.followup import Help

TOO_LONG = _("Shorten it to %(limit_value)d signs: there are %(show_value)d.")


def long_text(label: Any, *, rows: int = 3, required: bool = False, help_text: Any = "") -> forms.CharField:
    """Return a field in which somebody writes a few sentences, in any language."""
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        help_text=help_text,
        widget=forms.Textarea({"rows": rows, "dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
    )


class UpdateForm(Form):
    """The three questions, on one screen."""

    done = long_text(_("What was done since last time?"))
    obstacle = long_text(_("What is in the way?"), rows=2)
    help = forms.ChoiceField(label=_("Which help would change that?"), required=False)
    next_step = long_text(_("What is the next step?"), rows=2)
    next_on = DateField(label=_("On which day?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["help"].choices = [("", _("No help needed")), *help_choices(Help)]  # type: ignore[attr-defined]


def help_choices(kinds: Iterable[Help]) -> list[tuple[str, str]]:
    """Return kinds of help with the question that offers each."""
    language = (get_language() or "fr").split("-")[0]
    return [(str(kind), kind.in_words(language)) for kind in kinds]


VISIBLE_TO = {
    Visibility.FORUM: _("customs and private-sector bodies"),
    Visibility.PROGRAMME: _("whoever holds a post here, observers too"),
    Visibility.PUBLIC: _("everybody, once the director authorises an edition that shows it"),
}
FILES = {"photo": EvidenceKind.PHOTO, "file": EvidenceKind.FILE}
"""Fields that take a file → the kind of evidence it is."""


class EvidenceForm(Form):
    """Evidence of any kind, that agreed in advance first."""

    photo = forms.FileField(label=_("A photo"), required=False, help_text=_("A picture of less than 20 MB."))
    file = forms.FileField(
        label=_("A file"), required=False, help_text=_("A document, table or picture of less than 20 MB.")
    )
    link = ProofLinkField(label=_("The address of a page where it can be checked"), required=False)
    statement = long_text(_("A statement that you sign by sending it"), rows=2)
    visibility = forms.ChoiceField(
        label=_("Who may open the evidence"),
        choices=[(one, VISIBLE_TO[one]) for one in OPEN_TO],
        initial=Visibility.FORUM,
        widget=forms.RadioSelect,
    )
    other_kind = long_text(_("If it is not the evidence agreed: why another?"), rows=2)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = {"count": "statement"}.get(commitment.evidence_kind, commitment.evidence_kind)
        if first in self.fields:
            self.order_fields([*self.before, first])
        self.agreed = first

    before: tuple[str, ...] = ()
    """Fields that stand before the evidence."""

    def pieces(self, files: dict[str, StoredFile]) -> list[Piece]:
        """Return what was handed in; ``files`` as they were taken in, by field."""
        data = self.cleaned_data
        visibility = Visibility(data["visibility"])
        found = [Piece(kind, visibility, file=files[name]) for name, kind in FILES.items() if name in files]
        if data["link"]:
            found.append(Piece(EvidenceKind.LINK, visibility, link=data["link"]))
        if data["statement"]:
            found.append(Piece(EvidenceKind.STATEMENT, visibility, statement=data["statement"]))
        return found


class ClaimForm(EvidenceForm):
    """What was done, and what shows it."""

    before = ("text",)
    text = long_text(_("What was done?"), required=True)
    field_order = ("text",)


class ReasonedForm(Form):
    """A choice of which some need a reason."""

    def needs(self, field: str, message: Any) -> None:
        """Say beside a field that it is needed."""
        if not self.cleaned_data.get(field, "").strip():
            self.add_error(field, ValidationError(message, code="required"))


class AnswerForm(ReasonedForm):
    """What the counterpart says of a claim."""

    answer = forms.ChoiceField(
        label=_("What do you answer?"),
        choices=(
            (Answer.FULL, _("I confirm: it is done as promised")),
            (Answer.PART, _("I confirm in part: something is missing")),
            (Answer.CONTESTED, _("I contest: it is not so")),
        ),
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Why"), help_text=_("Needed unless you confirm. The owner reads it."))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the answer is not a full yes."""
        data = super().clean() or self.cleaned_data
        if data.get("answer") in {Answer.PART, Answer.CONTESTED}:
            self.needs("reason", _("Write why: the other side reads your reason, and the meeting starts from it."))
        return data


class OutcomeForm(Form):
    """What a meeting settled."""

    answer = forms.ChoiceField(
        label=_("What does the meeting say of the milestone?"), choices=Answer, widget=forms.RadioSelect
    )
    words = long_text(_("What was agreed, in words that both sides accept"), required=True)
    met_on = DateField(label=_("Day of the meeting"))


class AgreeForm(ReasonedForm):
    """Agreeing to an outcome or to a date, or saying why not."""

    agreed = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=(("yes", _("Yes, I agree")), ("no", _("No, I do not agree"))),
        widget=forms.RadioSelect,
    )
    objection = long_text(_("If not: why"))

    def clean(self) -> dict[str, Any]:
        """Ask what is not so of whoever does not agree."""
        data = super().clean() or self.cleaned_data
        if data.get("agreed") == "no":
            self.needs("objection", _("Write what you do not agree to: the other side reads it."))
        return data

    @property
    def agrees(self) -> bool:
        """Whether it is a yes."""
        return bool(self.cleaned_data["agreed"] == "yes")


class MoveForm(Form):
    """Another date, and why."""

    due = DateField(label=_("New date"))
    reason = long_text(_("Why the date changes"), required=True)


class OfferForm(Form):
    """Help offered."""

    words = long_text(_("What you can do, in a few words"))


class HelpForm(Form):
    """Which help is needed."""

    wanted = forms.ChoiceField(label=_("Which help do you need?"), required=False, widget=forms.RadioSelect)
    answer = long_text(_("In your words"), help_text=_("Say what exactly, or why no help is needed."))

    def __init__(self, *args: Any, first: Iterable[Help] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = list(first) or list(Help)
        self.fields["wanted"].choices = [*help_choices(kinds), ("", _("No help needed"))]  # type: ignore[attr-defined]


class DecidedForm(Form):
    """What the secretaries decided."""

    outcome = long_text(_("What was decided"), required=True)


def add_pin(form: Form) -> None:
    """Ask in a form for the PIN of the post as well."""
    form.fields["pin"] = forms.CharField(
        label=_("PIN of your post (six figures)"),
        max_length=20,
        help_text=_("It stands in the letter you were handed."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "pin-field", "dir": "ltr"}),
        error_messages={"required": _("Give the six figures of the PIN.")},
    )
