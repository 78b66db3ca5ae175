"""Forms of what several people may change at once: whoever saves second is told, and loses nothing that was typed."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHANGED = _(
    "Somebody has changed this since you opened it. Open this page in another tab to compare; press the button once more to "
    "put your version in the place of theirs."
)


def fingerprint(facts: Any) -> str:
    """Return a short mark of facts: another one as soon as any of them changes."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:16]


class Seen(forms.Form):
    """Mixin of forms: a hidden field says which version the person saw."""

    def see(self, facts: Any) -> None:
        """Remember the facts as they stand now."""
        self.current = fingerprint(facts)
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=self.current)

    def clean(self) -> dict[str, Any]:
        """Refuse once what rests on an older version; the form then shows what was typed, and may be sent again."""
        cleaned = super().clean() or {}
        seen = cleaned.pop("seen", "")
        if seen and seen != self.current:
            self.add_error(None, CHANGED)
            sent: Any = self.data
            self.data = sent.copy()
            self.data[self.add_prefix("seen")] = self.current  # type: ignore[index]
        return cleaned
