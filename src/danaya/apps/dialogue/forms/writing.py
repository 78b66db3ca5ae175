"""The form in which an expectation is written: the same by card and for a signed-in post."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.actions.submit_expectation import Words
from danaya.apps.dialogue.models import Voice
from danaya.apps.dialogue.models.expectations import LONGEST, WRITTEN_IN
from danaya.apps.findings.models import Finding
from danaya.apps.people.models import Side
from danaya.apps.people.models.texts import read
from danaya.base.design.forms import Form
from danaya.engines.framework import load_factors, load_matters
from danaya.engines.language import LANGUAGES

MEANINGS = {
    Voice.ORGANISATION: gettext_lazy("In the name of %(organisation)s: its name stands beside the text."),
    Voice.SIDE: gettext_lazy("In the name of the side: “%(side)s” stands beside the text, and no organisation."),
    Voice.ANONYMOUS: gettext_lazy(
        "Without any name: nothing stands beside the text. Who reads and answers it knows the side only."
    ),
}
"""What each name means, in one sentence."""


def choices_of_voice(voices: Iterable[Voice], side: Side, organisation: str = "") -> list[tuple[str, str]]:
    """Return the names under which somebody may write, each with what it means."""
    facts = {"organisation": organisation, "side": side.label}
    return [(voice.value, str(MEANINGS[voice]) % facts) for voice in voices]


class TextField(forms.CharField):
    """Text of an expectation in one language; what is too long says by how much."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 5, "dir": "auto"}), **kwargs)

    def clean(self, value: Any) -> str:
        """Return the text with plain line ends.

        Raises
        ------
        ValidationError
            ``text-long`` with how many signs there are and how many too many.
        """
        text = str(super().clean(str(value or "").replace("\r\n", "\n")))
        if len(text) > LONGEST:
            raise ValidationError(
                _("Shorten “%(label)s”: it has %(length)s signs, %(over)s too many (%(most)s at most)."),
                code="text-long",
                params={"label": self.label, "length": len(text), "over": len(text) - LONGEST, "most": LONGEST},
            )
        return text


class SeveralField(forms.MultipleChoiceField):
    """Several of a list; the empty line of a list that unfolds counts for nothing."""

    def to_python(self, value: Any) -> list[str]:
        """Return what was chosen."""
        return [key for key in super().to_python(value) if key]


class WritingForm(Form):
    """Text, language, name, and what may be added: another language, key factor, matters, findings it rests on."""

    text = TextField(label=_("Your expectation"))
    language = forms.ChoiceField(label=_("Written in"), choices=WRITTEN_IN, widget=forms.RadioSelect)
    other = TextField(label=_("The same in another language"), required=False)
    other_language = forms.ChoiceField(
        label=_("Language beside it"), choices=[pair for pair in WRITTEN_IN if pair[0] in LANGUAGES], required=False
    )
    voice = forms.ChoiceField(label=_("Under which name"), widget=forms.RadioSelect)
    factor = forms.ChoiceField(label=_("Key factor"), required=False)
    matters = SeveralField(label=_("Matters"), required=False, widget=forms.CheckboxSelectMultiple)
    findings = SeveralField(label=_("Findings it rests on"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, voices: Sequence[tuple[str, str]] = (), findings: Sequence[Finding] = (), **kwargs: Any
    ) -> None:
        """Take the names to choose from (none where a text keeps the one it has) and the findings to offer."""
        super().__init__(*args, **kwargs)
        self.offered = {finding.number: finding for finding in findings}
        choices = {
            "voice": list(voices),
            "factor": [("", gettext("none in particular")), *((one.key, read(one.name)) for one in load_factors())],
            "matters": [(one.key, read(one.name)) for one in load_matters()],
            "findings": [(number, read(one.sentence)) for number, one in self.offered.items()],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        for name in [name for name in ("voice", "findings") if not choices[name]]:
            del self.fields[name]

    def words(self) -> Words:
        """Return what was written, for the action that keeps it."""
        data = self.cleaned_data
        text = {data["language"]: data["text"]}
        if data["other"]:
            text[language_beside(data["language"], data["other_language"])] = data["other"]
        cited = tuple(self.offered[number] for number in data.get("findings", ()))
        return Words(text, data["language"], data["factor"], tuple(data["matters"]), cited)

    def chosen_voice(self) -> Voice:
        """Return the name chosen."""
        return Voice(self.cleaned_data["voice"])


def language_beside(language: str, chosen: str) -> str:
    """Return the language of the text beside: the one chosen, or else the other of French and English."""
    if chosen and chosen != language:
        return chosen
    return next(code for code in LANGUAGES if code != language)


def values_of(text: dict[str, str], language: str) -> dict[str, str]:
    """Return the initial values of the form for a text that exists."""
    beside = next((code for code in text if code != language), language_beside(language, ""))
    return {
        "text": text.get(language, ""),
        "language": language,
        "other": text.get(beside, ""),
        "other_language": beside,
    }
