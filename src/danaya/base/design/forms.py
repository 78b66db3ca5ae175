"""Forms of the design system: one look, one tone of error messages, everything typed is kept."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """Renders every form of the installation with the markup of the design system."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"


LONG_NAME = _("The name of this file is too long. Give it a shorter one, then choose it again.")
_REQUIRED: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.FileField, _("Choose a file for “%(label)s”.")),
    (forms.ChoiceField, _("Choose an answer for “%(label)s”.")),
    (forms.ModelChoiceField, _("Choose an answer for “%(label)s”.")),
    (forms.BooleanField, _("Tick “%(label)s” to go on.")),
    (forms.Field, _("Fill in “%(label)s”.")),
)


class PlainWords:
    """Mixin of forms: messages that say what to do, with the words of the label."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            own = getattr(field, "own_messages", ())
            if "required" not in own:
                field.error_messages["required"] = required_message(name, field)
            if isinstance(field, forms.FileField):
                field.error_messages |= {"empty": _("This file is empty. Choose another."), "max_length": LONG_NAME}


def required_message(name: str, field: forms.Field) -> str:
    """Return what to do about an empty field: as its class asks (``asks``, with ``%(label)s``), or as its kind does."""
    wording = getattr(field, "asks", None) or next(message for kind, message in _REQUIRED if isinstance(field, kind))
    label = field.label or name.replace("_", " ").capitalize()
    return str(wording) % {"label": label}


class Form(PlainWords, forms.Form):
    """Base of the forms of every app."""


class ModelForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    """Base of the model forms of every app."""
