"""Forms of a framework: what it is, and the file its objectives come from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danaya.apps.indicators.models import Framework, Kind
from danaya.apps.people.models import Organisation, Side
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField

OWN_KINDS = [(kind.value, kind.label) for kind in (Kind.PLAN, Kind.PROJECT, Kind.STRATEGY)]


class FrameworkForm(Form):
    """Title, short name, kind and whose it is; a member of an organisation adds the strategy of that one."""

    title = TextsField(
        label=_("Title"), max_length=200, complete=False, help_text=_("With its years, as the document gives it.")
    )
    acronym = TextsField(
        label=_("Short name"),
        max_length=40,
        complete=False,
        required=False,
        help_text=_("For tables where there is little room."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=OWN_KINDS, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Whose strategy it is"),
        required=False,
        empty_label=_("no organisation's: the administration's own plan"),
    )

    def __init__(self, *args: Any, own: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        if own is not None:
            del self.fields["kind"], self.fields["organisation"]
            return
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(active=True).exclude(side=Side.OBSERVER)

    def facts(self) -> dict[str, Any]:
        """Return what the action asks for."""
        own = {"kind": Kind.STRATEGY, "organisation": self.own} if self.own else {}
        return {**self.cleaned_data, **own}


class FrameworkChangeForm(Form):
    """What may still be changed of a framework."""

    title = TextsField(label=_("Title"), max_length=200, complete=False)
    acronym = TextsField(label=_("Short name"), max_length=40, complete=False, required=False)
    active = forms.BooleanField(
        label=_("In force"),
        required=False,
        help_text=_("One that is not in force is no longer offered; commitments that serve it keep citing it."),
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        facts = {name: getattr(framework, name) for name in ("title", "acronym", "active")}
        super().__init__(*args, initial=facts, **kwargs)


class TableForm(Form):
    """The file that holds a table."""

    file = forms.FileField(
        label=_("Table"),
        widget=forms.FileInput({"accept": ".csv,.xlsx,.xls,.ods,.docx"}),
        help_text=_("CSV, Excel, OpenDocument or Word, at most 2 MB, with one row of headings."),
    )
