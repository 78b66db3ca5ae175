"""Forms of the questionnaire: questions, answer scales, breakdowns, and the files they come from."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.forms.choosing import offer, offer_rows
from danaya.apps.rounds.forms.seeing import Seen
from danaya.apps.rounds.models import AnswerScale, Breakdown, Question, Round
from danaya.apps.rounds.models.codebook import QuestionKind
from danaya.apps.rounds.questionnaires import BOTH
from danaya.base.design.fields import NumberField
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField
from danaya.engines.framework import load_bank, load_factors
from danaya.engines.language import in_language

BLANK_ROWS = 3
ROLES = (
    ("unfavourable", _("unfavourable")),
    ("neutral", _("neither")),
    ("favourable", _("favourable")),
    ("dont_know", _("does not know")),
    ("refusal", _("prefers not to answer")),
    ("not_asked", _("question not asked")),
)
SILENT = ("dont_know", "refusal", "not_asked")
QUESTION_FACTS = (
    "text", "column", "factor", "kind", "audiences", "scale", "sensitive", "freely", "earlier_key", "reworded",
)  # fmt: skip


class FileForm(Form):
    """One file."""

    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.label, field.help_text = label, help_text
        field.error_messages["required"] = _("Choose a file for “%(label)s”.") % {"label": label}


class QuestionForm(Seen, Form):
    """One question of the questionnaire."""

    text = TextsField(label=_("Wording"), rows=3, max_length=600, complete=False)
    column = forms.CharField(
        label=_("Column in the answers"), max_length=120, help_text=_("Its name in files that are still to come.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionKind.choices)
    factor = forms.ChoiceField(
        label=_("Key factor"), required=False, help_text=_("Only perceptions count in the score of a key factor.")
    )
    audiences = forms.MultipleChoiceField(label=_("Asked of"), widget=forms.CheckboxSelectMultiple)
    scale = forms.ModelChoiceField(AnswerScale.objects.none(), label=_("Answer scale"), empty_label=None)
    sensitive = forms.BooleanField(label=_("Sensitive: published from 20 answers on instead of 10"), required=False)
    freely = forms.BooleanField(label=_("Says whether people speak freely"), required=False)
    earlier_key = forms.CharField(
        label=_("Its key in the earlier round"), required=False, max_length=60, help_text=_("Empty: the same key.")
    )
    reworded = forms.BooleanField(
        label=_("Reworded since the earlier round: no change is shown for it"), required=False
    )

    def __init__(self, *args: Any, round_: Round, question: Question | None, language: str, **kwargs: Any) -> None:
        facts = {name: getattr(question, name) for name in QUESTION_FACTS} if question else {}
        super().__init__(*args, initial=facts, **kwargs)
        factors = [(factor.key, f"{factor.number}. {in_language(factor.name, language)}") for factor in load_factors()]
        offer(self, "factor", [("", _("no key factor")), *factors])
        offer(self, "audiences", [(audience.key, str(audience)) for audience in round_.audiences.all()])
        offer_rows(self, "scale", AnswerScale.objects.filter(round=round_))
        scale: Any = self.fields["scale"]
        scale.label_from_instance = lambda found: scale_words(found, language)
        self.see({name: str(value) for name, value in facts.items()})


class NewQuestionForm(QuestionForm):
    """A question that is added: it also needs a key."""

    key = forms.CharField(
        label=_("Key"),
        max_length=60,
        help_text=_("Short and lasting, without spaces: “rules_clear”. Rounds are compared by it."),
    )
    field_order = ("key", *QUESTION_FACTS)


def scale_words(scale: AnswerScale, language: str) -> str:
    """Return a scale as people know it: its answers in their order."""
    labels = [in_language(entry["label"], language) for entry in scale.codes if entry["role"] not in SILENT]
    direction = [entry["score"] for entry in scale.codes if entry["score"] is not None]
    turned = bool(direction) and direction[0] > direction[-1]
    words = " · ".join(labels)
    return f"{words} ({_('first answer is best')})" if turned else words


class RowsForm(Seen, Form):
    """Rows of a code and its label in both languages, with a few empty ones at the end."""

    row_fields: Sequence[str] = ("code", "fr", "en")
    heads: Sequence[Any] = (_("Code"), "Français", "English")

    def __init__(self, *args: Any, rows: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.see([list(rows), {name: str(value) for name, value in self.initial.items()}])
        self.height = len(rows) + BLANK_ROWS
        for place in range(self.height):
            row = rows[place] if place < len(rows) else {}
            self.add_row(place, row)

    def add_row(self, place: int, row: dict[str, Any]) -> None:
        """Add the fields of one row."""
        label = row.get("label", {})
        number = place + 1
        self.fields[f"code-{place}"] = forms.CharField(
            label=_("Code, row %(number)s") % {"number": number},
            required=False,
            max_length=60,
            initial=row.get("code", ""),
        )
        for language in ("fr", "en"):
            name = {"fr": "Français", "en": "English"}[language]
            self.fields[f"{language}-{place}"] = forms.CharField(
                label=f"{name}, {number}", required=False, max_length=160, initial=label.get(language, "")
            )

    def lines(self) -> list[list[Any]]:
        """Return the bound fields, row by row."""
        return [[self[f"{name}-{place}"] for name in self.row_fields] for place in range(self.height)]

    def typed(self) -> list[dict[str, Any]]:
        """Return the rows that were filled in: code and label."""
        rows = []
        for place in range(self.height):
            code = str(self.cleaned_data.get(f"code-{place}", "")).strip()
            if code:
                label = {language: self.cleaned_data.get(f"{language}-{place}", "") for language in ("fr", "en")}
                rows.append({"place": place, "code": read_code(code), "label": label})
        return rows

    def clean(self) -> dict[str, Any]:
        """Ask for both languages of each label, and for codes that differ."""
        cleaned = super().clean() or {}
        seen = set()
        for row in self.typed():
            for language, words in row["label"].items():
                if not words:
                    self.add_error(
                        f"{language}-{row['place']}", _("Add the label of code %(code)s.") % {"code": row["code"]}
                    )
            if row["code"] in seen:
                self.add_error(f"code-{row['place']}", _("Keep the code %(code)s once.") % {"code": row["code"]})
            seen.add(row["code"])
        return cleaned


def read_code(typed: str) -> int | str:
    """Return a code as answers hold it: a whole number where it reads as one."""
    return int(typed) if typed.lstrip("-").isdigit() and typed.isascii() else typed


class ScaleForm(RowsForm):
    """An answer scale: what each answer is worth and whether it is favourable."""

    row_fields = ("code", "fr", "en", "score", "role")
    heads = (_("Code"), "Français", "English", _("Score 0–10"), _("Counts as"))

    def add_row(self, place: int, row: dict[str, Any]) -> None:
        """Add score and meaning to the row."""
        super().add_row(place, row)
        self.fields[f"score-{place}"] = NumberField(
            label=_("Score, row %(number)s") % {"number": place + 1},
            required=False,
            min_value=0,
            max_value=10,
            localize=True,
            initial=None if row.get("score") is None else Decimal(f"{row['score']:.12g}"),
        )
        self.fields[f"role-{place}"] = forms.ChoiceField(
            label=_("Counts as, row %(number)s") % {"number": place + 1},
            choices=ROLES,
            initial=row.get("role", "unfavourable"),
        )

    def codes(self) -> list[dict[str, Any]]:
        """Return the rows as :class:`AnswerScale` keeps them."""
        return [
            {
                "code": row["code"],
                "label": row["label"],
                "score": self._score(row["place"]),
                "role": self._role(row["place"]),
            }
            for row in self.typed()
        ]

    def _role(self, place: int) -> str:
        return str(self.cleaned_data.get(f"role-{place}", "unfavourable"))

    def _score(self, place: int) -> float | None:
        score = self.cleaned_data.get(f"score-{place}")
        return None if score is None else float(score)

    def clean(self) -> dict[str, Any]:
        """Refuse a score on an answer that says nothing."""
        cleaned = super().clean()
        for row in self.typed():
            if self._role(row["place"]) in SILENT and self._score(row["place"]) is not None:
                self.add_error(
                    f"score-{row['place']}",
                    _("Take the score of code %(code)s away: it is no answer.") % {"code": row["code"]},
                )
        return cleaned


class NewScaleForm(ScaleForm):
    """A scale that is added: it also needs a key."""

    key = forms.CharField(label=_("Key of the scale"), max_length=60)


class BreakdownForm(RowsForm):
    """A breakdown: its name, its column, its levels."""

    name = TextsField(label=_("Name"), max_length=80, complete=False)
    column = forms.CharField(label=_("Column in the answers"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("group", _("Group of interest")), ("region", _("Region")), ("gender", _("Women and men"))],
    )
    audiences = forms.MultipleChoiceField(label=_("Asked of"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(audience.key, str(audience)) for audience in round_.audiences.all()]
        offer(self, "audiences", choices)
        self.fields["audiences"].initial = self.initial.get("audiences") or [key for key, _name in choices]

    def asked_of(self) -> list[str]:
        """Return the audiences that were asked; none where all were."""
        chosen = self.cleaned_data["audiences"]
        return [] if len(chosen) == len(list(self.fields["audiences"].choices)) else chosen  # type: ignore[attr-defined]

    def levels(self) -> list[dict[str, Any]]:
        """Return the levels as :class:`Breakdown` keeps them."""
        return [{"code": row["code"], "label": row["label"]} for row in self.typed()]


def breakdown_facts(breakdown: Breakdown | None) -> dict[str, Any]:
    """Return the facts of a breakdown as the form shows them."""
    return {name: getattr(breakdown, name) for name in ("name", "column", "kind", "audiences")} if breakdown else {}


QUESTION_PARTS = (
    ("fr", _("Wording in French")),
    ("en", _("Wording in English")),
    ("key", _("Key or number")),
    ("factor", _("Key factor")),
    ("audiences", _("Asked of")),
    ("scale", _("Answer scale")),
    ("sensitive", _("Sensitive")),
)


class QuestionColumnsForm(Form):
    """Which column of an uploaded questionnaire holds what, and what holds where no column says so."""

    def __init__(
        self, *args: Any, names: Sequence[str], saved: dict[str, Any], round_: Round, language: str, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        columns = [("", _("no column")), *((name, name) for name in names)]
        for part, label in QUESTION_PARTS:
            self.fields[f"column-{part}"] = forms.ChoiceField(
                label=label, choices=columns, required=False, initial=saved["columns"].get(part, "")
            )
        self.fields["scale"] = forms.ChoiceField(
            label=_("Answer scale where no column names one"), choices=bank_scales(language), initial=saved["scale"]
        )
        self.fields["audience"] = forms.ChoiceField(
            label=_("Asked of, where no column says so"), choices=audience_choices(round_), initial=saved["audience"]
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the column that holds the wording, in one language at least."""
        cleaned = super().clean() or {}
        if not cleaned.get("column-fr") and not cleaned.get("column-en"):
            self.add_error("column-fr", _("Choose the column that holds the wording of the questions."))
        return cleaned

    def columns(self) -> dict[str, str]:
        """Return part → column."""
        return {part: self.cleaned_data[f"column-{part}"] for part, _label in QUESTION_PARTS}


def bank_scales(language: str) -> list[tuple[str, str]]:
    """Return the bank's scales as choices, by their answers."""
    found = []
    for key, scale in load_bank().scales.items():
        labels = [in_language(scale.labels[code], language) for code in scale.labels if code < 90]
        turned = scale.scores and scale.scores[min(scale.scores)] > 0
        found.append((key, " · ".join(labels) + (f" ({_('first answer is best')})" if turned else "")))
    return found


def audience_choices(round_: Round) -> list[tuple[str, Any]]:
    """Return the audiences, and both of them, as choices."""
    audiences = [(audience.key, str(audience)) for audience in round_.audiences.all()]
    return [(BOTH, _("all audiences of the round")), *audiences]
