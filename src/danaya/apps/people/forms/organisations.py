"""Forms of organisations, posts and places."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Office, Organisation, Post, Region, Role, Side
from danaya.apps.people.models.posts import ROLES_OF_SIDE
from danaya.base.design.forms import Form, ModelForm


class OrganisationForm(ModelForm):
    """A new organisation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["side"]).choices = Side.choices

    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "acronym", "side", "umbrella"]
        widgets: ClassVar = {"side": forms.RadioSelect}
        help_texts: ClassVar = {"umbrella": _("An umbrella body speaks for many companies or associations.")}


class OrganisationChangeForm(ModelForm):
    """An organisation that exists: its side stays."""

    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "acronym", "umbrella", "active"]


class PostForm(ModelForm):
    """A new post of an organisation."""

    class Meta:
        model = Post
        fields: ClassVar = ["title", "sign_in_name", "role", "region"]
        labels: ClassVar = {"region": _("Region")}
        help_texts: ClassVar = {
            "sign_in_name": _("Who holds the post can sign in with it: small letters, figures and hyphens."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side = self.instance.organisation.side
        allowed = ROLES_OF_SIDE[side]
        role = cast("forms.ChoiceField", self.fields["role"])
        role.choices = [(value, label) for value, label in Role.choices if value in allowed]
        region = cast("forms.ModelChoiceField[Region]", self.fields["region"])
        region.queryset = Region.objects.filter(active=True)
        region.empty_label = gettext("The whole country")


class PostChangeForm(PostForm):
    """A post that exists: its organisation stays."""

    class Meta(PostForm.Meta):
        fields: ClassVar = ["title", "sign_in_name", "role", "region", "active"]


class OfficeForm(ModelForm):
    """An office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Region]", self.fields["region"]).empty_label = gettext("None")

    class Meta:
        model = Office
        fields: ClassVar = ["name", "kind", "region"]
        labels: ClassVar = {"region": _("Region")}


class OfficeChangeForm(OfficeForm):
    """An office that exists."""

    class Meta(OfficeForm.Meta):
        fields: ClassVar = ["name", "kind", "region", "active"]


class RegionsForm(Form):
    """All regions, one a line."""

    lines = forms.CharField(
        label=_("Regions, one a line"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Results are shown per region where enough people answered."),
    )
