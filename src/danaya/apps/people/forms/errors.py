"""What an action refused, shown beside the field it concerns."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from danaya.engines.language import Problem


def add_refusal(
    form: forms.BaseForm,
    refusal: ValidationError | Problem,
    field: str | None = None,
    known_as: Mapping[str, str] | None = None,
) -> None:
    """Add ``refusal`` to ``form``: to its fields where it names them, else to ``field``, else above the form.

    ``known_as`` says under which name the form asks for a field of the model.
    """
    if isinstance(refusal, Problem):
        form.add_error(field, refusal.in_language((get_language() or "fr").split("-")[0]))
        return
    for name, errors in getattr(
        refusal, "error_dict", {None: refusal.error_list if hasattr(refusal, "error_list") else []}
    ).items():
        named = (known_as or {}).get(name, name)
        for error in errors:
            form.add_error(named if named in form.fields else field, error)
