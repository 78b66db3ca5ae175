"""What an action refused, shown beside the field it concerns."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from danaya.engines.language import Problem


def add_refusal(form: forms.BaseForm, refusal: ValidationError | Problem, field: str | None = None) -> None:
    """Add ``refusal`` to ``form``: to its fields where it names them, else to ``field``, else above the form."""
    if isinstance(refusal, Problem):
        form.add_error(field, refusal.in_language((get_language() or "fr").split("-")[0]))
        return
    for name, errors in getattr(
        refusal, "error_dict", {None: refusal.error_list if hasattr(refusal, "error_list") else []}
    ).items():
        known = name if name in form.fields else field
        for error in errors:
            form.add_error(known, error)
