"""What the five short forms of a commitment have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.draft_commitment import Wording
from danaya.apps.commitments.drafting.offering import Offered
from danaya.apps.commitments.models import Plan
from danaya.base.design.forms import Form

LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Setting:
    """What the forms of a plan are made with: the plan, the day, what can be chosen."""

    plan: Plan
    today: date
    offered: Offered


class PartForm(Form):
    """A part of a wording. ``start``: wording → initial values; :meth:`parts`: what was written, for ``dataclasses.replace``."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    same = forms.BooleanField(required=False, label=_("I have read them: both languages say the same"))
    start: Callable[[Wording], dict[str, Any]]
    parts: Callable[[], dict[str, Any]]
    remarks: Mapping[str, list[str]] = MappingProxyType({})
    """What can be checked, by the part of the commitment it is about: for templates that draw rows."""
    refused: Mapping[str, str] = MappingProxyType({})
    """Code of a refusal → the field it stands beside."""

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        self.setting = setting
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Offer what can be chosen."""

    def field_of(self, code: str, values: Mapping[str, object]) -> str | None:
        """Return the field beside which a refusal stands; none: above the form."""
        name = self.refused.get(code, "").format(**values)
        return name if name in self.fields else None
