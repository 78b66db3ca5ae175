"""What a form was sent, the language of the page, and what an action refused, said beside the form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from danaya.engines.language import Problem, Problems

Refusal = Problem | Problems | ValidationError
REFUSALS = (Problem, Problems, ValidationError)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to a form; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def posted_files(request: HttpRequest) -> Any:
    """Return the files sent to a form; None where the page is only looked at."""
    return request.FILES if request.method == "POST" else None


def language_of_page() -> str:
    """Return the language of the page that is being made."""
    return (get_language() or "fr").split("-")[0]


def say_refusal(form: forms.BaseForm, refusal: Refusal, field: str | None = None) -> None:
    """Add what was refused to ``field`` of the form, or above the form."""
    for name, words in lines_of(refusal):
        form.add_error(name if name in form.fields else field, words)


def lines_of(refusal: Refusal) -> list[tuple[str | None, str]]:
    """Return (name of the field or nothing, sentence) for everything that was refused."""
    if isinstance(refusal, ValidationError):
        named: Mapping[str, list[str]] = (
            refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        )
        return [(name or None, words) for name, found in named.items() for words in found]
    language = language_of_page()
    problems = refusal.problems if isinstance(refusal, Problems) else (refusal,)
    return [(None, problem.in_language(language)) for problem in problems]
