"""Forms in which a follow-up table is brought, its columns and its owners named."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.take_over_table import ASIDE
from danaya.apps.commitments.drafting.taking_over import guess
from danaya.apps.commitments.forms.choosing import SharedSelect, drawn_options, name_of, posts_of
from danaya.apps.people.models import Side, Tenure
from danaya.base.design.forms import Form
from danaya.base.design.texts import NAMES

ROLE_WORDS = {
    "result": _("the action or commitment"),
    "step": _("a step or milestone of it"),
    "problem": _("the problem it answers"),
    "owner": _("who is responsible"),
    "counterpart": _("the partner or counterpart"),
    "starts": _("when it begins"),
    "due": _("by when"),
    "evidence": _("what will prove it"),
    "indicator": _("the indicator"),
    "past": _("history: kept as it is written, unconfirmed"),
}


class TableForm(Form):
    """The file of a table."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("Excel, LibreOffice, CSV or Word, at most 2 MB. Merged cells are understood."),
    )


class ColumnsForm(Form):
    """What each column says."""

    def __init__(
        self, *args: Any, names: Sequence[str], roles: Mapping[str, str], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)
        for place, name in enumerate(self.names):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name, choices=ROLE_WORDS.items(), initial=roles.get(name, "past")
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the table"), choices=NAMES.items(), initial=language, widget=forms.RadioSelect
        )

    def rows(self) -> list[Any]:
        """Return the fields of the columns, for the template."""
        return [self[f"column_{place}"] for place in range(len(self.names))]

    def roles(self) -> dict[str, str]:
        """Return what each column says."""
        return {name: self.cleaned_data[f"column_{place}"] for place, name in enumerate(self.names)}


class PartiesForm(Form):
    """Two posts for the words of each owner; or its rows are left aside."""

    def __init__(
        self, *args: Any, owners: Mapping[str, str], saved: Mapping[str, Any], today: date, **kwargs: Any
    ) -> None:
        """Take the words of owners, each with those of the counterparts that stand beside them."""
        super().__init__(*args, **kwargs)
        self.owners = list(owners)
        posts = list(posts_of((Side.CUSTOMS, Side.PRIVATE)))
        held = set(Tenure.objects.on(today).values_list("post", flat=True))
        groups = [
            (str(side.label), [(str(post.pk), name_of(post, held)) for post in posts if post.side == side])
            for side in (Side.CUSTOMS, Side.PRIVATE)
        ]
        named = [(str(post.pk), str(post), post.organisation.acronym) for post in posts]
        empty = [("", gettext("choose a post")), (ASIDE, gettext("leave these rows aside"))]
        drawn, either, other = drawn_options(groups), [*empty, *groups], [empty[0], *groups]
        for place, words in enumerate(self.owners):
            kept = saved.get(words)
            first, second = kept if isinstance(kept, list) else (guess(words, named), guess(owners[words], named))
            self.fields[f"owner_{place}"] = forms.ChoiceField(
                label=_("Owner"),
                choices=either,
                initial=ASIDE if kept == ASIDE else first,
                widget=SharedSelect(drawn_options(empty) + drawn),
                error_messages={"required": _("Choose a post, or leave these rows aside.")},
            )
            self.fields[f"counterpart_{place}"] = forms.ChoiceField(
                label=_("Counterpart"),
                choices=other,
                initial=second,
                required=False,
                widget=SharedSelect(drawn_options(empty[:1]) + drawn),
            )
        self.sides = {str(post.pk): post.side for post in posts}

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of each owner's words, for the template."""
        return [
            {"words": words, "owner": self[f"owner_{place}"], "counterpart": self[f"counterpart_{place}"]}
            for place, words in enumerate(self.owners)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a counterpart of the other side wherever there is an owner."""
        data = super().clean() or self.cleaned_data
        for place in range(len(self.owners)):
            owner, counterpart = data.get(f"owner_{place}"), data.get(f"counterpart_{place}")
            if not owner or owner == ASIDE or f"counterpart_{place}" in self.errors:
                continue
            if not counterpart or self.sides.get(owner) == self.sides.get(counterpart):
                self.add_error(f"counterpart_{place}", _("Choose a post of the other side as counterpart."))
        return data

    def parties(self) -> dict[str, Any]:
        """Return the posts, by the owner's words."""
        found: dict[str, Any] = {}
        for place, words in enumerate(self.owners):
            owner, counterpart = self.cleaned_data[f"owner_{place}"], self.cleaned_data[f"counterpart_{place}"]
            found[words] = ASIDE if owner == ASIDE else [owner, counterpart]
        return found
