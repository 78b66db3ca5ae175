"""Forms that change what two may change at once: the page remembers what stood when it was opened, so that nobody overwrites unread."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language

from danaya.apps.commitments.problems import changed_by_another
from danaya.base.design.forms import Form


def seal_of(facts: Mapping[str, Any]) -> str:
    """Return a short digest of some values as they stand; rows by their key."""
    said = json.dumps(facts, sort_keys=True, default=lambda value: str(getattr(value, "pk", value)))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


class SeenForm(Form):
    """A form that is refused once, with all that was typed, where what it changes was changed since its page was opened."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stands: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Remember what stands now; ``stands`` None: nothing does yet."""
        super().__init__(*args, **kwargs)
        self.seal = "" if stands is None else seal_of(stands)
        self.initial = {**self.initial, "seen": self.seal}
        if stands is None:
            del self.fields["seen"]

    def clean(self) -> dict[str, Any]:
        """Hold what the page was opened on against what stands; what was typed does not hold the mark."""
        data = super().clean() or self.cleaned_data
        seen = data.pop("seen", "")
        if self.seal and "seen" in self.data and seen != self.seal:
            self.add_error(None, changed_by_another().in_language((get_language() or "fr").split("-")[0]))
            sent: Any = self.data
            again = sent.copy()
            again["seen"] = self.seal
            self.data = again
        return data
