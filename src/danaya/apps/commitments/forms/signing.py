"""Forms of signing: who signs for a body, putting and taking back a text, visa, signature, stance, a sheet of paper."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.signing.sign_on_paper import OnSheet
from danaya.apps.commitments.forms.choosing import POST_ASKED
from danaya.apps.commitments.models import Body, Stance
from danaya.apps.commitments.signing.standing import Article, BodyStanding
from danaya.apps.people.models import Organisation, Post, Role
from danaya.base.design.fields import DateField
from danaya.base.design.forms import Form
from danaya.base.design.texts import TextsField
from danaya.base.files.models import StoredFile

LONGEST_WORDS = 2000
LONGEST_REASON = 600
MOST_VISAS = 6
VOICELESS = (Role.TECHNICIAN, Role.VISITING_EXPERT)

TOO_LONG = {"max_length": _("Shorten it to %(limit_value)d signs: there are %(show_value)d.")}


def posts_of(organisation: Organisation | None = None) -> Any:
    """Return the posts that can sign: active, of one organisation or of any of the two sides, none that only keeps the machine."""
    rows = Post.objects.filter(active=True, organisation__active=True).exclude(role__in=VOICELESS)
    rows = rows.filter(organisation=organisation) if organisation else rows.exclude(organisation__side="observer")
    return rows.select_related("organisation").order_by("organisation__side", "organisation__acronym", "sign_in_name")


class PostChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A post, named with its organisation."""

    asks = POST_ASKED

    def label_from_instance(self, obj: Post) -> str:
        """Return ``DGD – Directeur général``."""
        return f"{obj.organisation.acronym} – {obj}"


class AddBodyForm(Form):
    """A body that will adopt the plan, by the post that signs for it."""

    signatory = PostChoice(
        label=_("Post that signs"),
        queryset=Post.objects.none(),
        empty_label=_("choose a post"),
        help_text=_("It makes its organisation a body of the plan. The body can name another of its posts itself."),
    )

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [one.organisation_id for one in bodies]
        self.fields["signatory"].queryset = posts_of().exclude(organisation__in=there)  # type: ignore[attr-defined]


class ArrangeForm(Form):
    """Who signs for a body, and whose visas come first."""

    signatory = PostChoice(label=_("Post that signs"), queryset=Post.objects.none())

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = posts_of(organisation)
        self.fields["signatory"].queryset = posts  # type: ignore[attr-defined]
        for place in range(1, MOST_VISAS + 1):
            self.fields[f"visa_{place}"] = PostChoice(
                label=_("Visa %(number)d") % {"number": place},
                queryset=posts,
                required=False,
                empty_label=_("nobody"),
            )

    def circuit(self) -> list[Post]:
        """Return the posts that initial, in their order; gaps closed."""
        chosen = (self.cleaned_data.get(f"visa_{place}") for place in range(1, MOST_VISAS + 1))
        return [post for post in chosen if post is not None]

    @staticmethod
    def start(signatory: Post, circuit: Iterable[Post]) -> dict[str, object]:
        """Return what stands in the form at first."""
        return {
            "signatory": signatory,
            **{f"visa_{place}": post for place, post in enumerate(circuit, start=1)},
        }


class PutForm(Form):
    """What changed, and whether commitments that are not ready are left out."""

    why = TextsField(
        label=_("What changes with this version"),
        max_length=LONGEST_REASON,
        rows=3,
        complete=False,
        required=False,
        help_text=_("In one language at least. It stands beside the version in the list."),
    )
    leave_out = forms.BooleanField(label=_("Leave them out"), required=False)


class TakeBackForm(Form):
    """Why a text is taken back."""

    reason = TextsField(
        label=_("Why you take it back"),
        max_length=LONGEST_REASON,
        rows=3,
        complete=False,
        help_text=_("In one language at least. Everybody who signs reads it; it stands in the register."),
    )


class ReadForm(Form):
    """The digest of the text that was on the page: what is signed is what was read."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)


class VisaForm(ReadForm):
    """Initial, or send back with a remark."""

    decision = forms.ChoiceField(
        label=_("Your visa"),
        choices=(("grant", _("I initial the text")), ("back", _("I send it back"))),
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("Needed where you send it back. Only your own body reads it."),
        error_messages=TOO_LONG,
    )


STANCES = (
    (Stance.ADOPTED, _("Adopts the plan")),
    (Stance.RESERVED, _("Adopts it with the reservations written below")),
    (Stance.ABSTAINED, _("Abstains")),
)


class AdoptForm(ReadForm):
    """The stance of a body."""

    stance = forms.ChoiceField(label=_("Your body"), choices=STANCES, widget=forms.RadioSelect)
    reservations = forms.CharField(
        label=_("Reservations"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        help_text=_("Both sides read them, and so does everybody to whom the signed text is given."),
        error_messages=TOO_LONG,
    )


class SheetForm(Form):
    """A sheet that was signed by hand: what is printed and written on it, its scan, who signed."""

    typed = forms.CharField(
        label=_("Digest printed on the sheet"),
        max_length=100,
        help_text=_("Six groups of five signs, at the head of each page."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    on = DateField(label=_("Date written on the sheet"))
    scan = forms.FileField(label=_("Scan of the sheet"), help_text=_("A PDF or a picture of less than 20 MB."))

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[BodyStanding],
        signers: Iterable[tuple[Article, Post]],
        kept: StoredFile | None = None,
        **kwargs: Any,
    ) -> None:
        """``kept``: the scan that was sent with this form before it was refused."""
        super().__init__(*args, **kwargs)
        self.bodies, self.signers, self.kept = list(bodies), list(signers), kept
        self.fields["scan"].required = kept is None
        for standing in self.bodies:
            self._add_body(standing)
        for article, post in self.signers:
            self.fields[signer_name(article, post)] = forms.BooleanField(
                label=f"{article.commitment.reference} – {post} ({post.organisation.acronym})", required=False
            )

    def _add_body(self, standing: BodyStanding) -> None:
        name, body = f"body_{standing.body.pk}", standing.body
        who = f"{body.organisation.acronym} – {body.signatory}"
        choices = [("", _("has not signed this sheet")), *STANCES]
        self.fields[name] = forms.ChoiceField(label=who, choices=choices, required=False)
        self.fields[f"{name}_words"] = forms.CharField(
            label=_("Reservations written on the sheet (%(body)s)") % {"body": body.organisation.acronym},
            required=False,
            max_length=LONGEST_WORDS,
            widget=forms.Textarea({"rows": 2, "dir": "auto"}),
            error_messages=TOO_LONG,
        )
        self.fields[f"{name}_person"] = forms.CharField(
            label=_("Name beside the signature (%(body)s)") % {"body": body.organisation.acronym},
            required=False,
            max_length=120,
            help_text=_("Kept beside the register, never in it; only this body reads it."),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse words or a name for a body that is not said to have signed: nothing typed is dropped in silence."""
        for standing in self.bodies:
            name = f"body_{standing.body.pk}"
            typed = any(self.cleaned_data.get(f"{name}_{part}") for part in ("words", "person"))
            if typed and not self.cleaned_data.get(name):
                self.add_error(name, _("Say what this body signed, or delete what you wrote for it."))
        return self.cleaned_data

    def on_sheet(self) -> list[OnSheet]:
        """Return the signatures that were ticked."""
        data = self.cleaned_data
        bodies = [
            OnSheet(
                one.body.signatory,
                stance=Stance(data[f"body_{one.body.pk}"]),
                reservations=data[f"body_{one.body.pk}_words"],
                person=data[f"body_{one.body.pk}_person"],
            )
            for one in self.bodies
            if data[f"body_{one.body.pk}"]
        ]
        signers = [
            OnSheet(post, commitment=article.commitment)
            for article, post in self.signers
            if data[signer_name(article, post)]
        ]
        return [*bodies, *signers]

    def body_rows(self) -> list[tuple[Any, Any, Any]]:
        """Return the three fields of each body."""
        names = [f"body_{one.body.pk}" for one in self.bodies]
        return [(self[name], self[f"{name}_words"], self[f"{name}_person"]) for name in names]

    def signer_rows(self) -> list[Any]:
        """Return the field of each owner and counterpart who has not signed."""
        return [self[signer_name(article, post)] for article, post in self.signers]


class SheetAnswerForm(Form):
    """Whether a sheet that another entered is one's own."""

    answer = forms.ChoiceField(
        choices=(("ours", _("It is our sheet")), ("not-ours", _("It is not ours"))),
        error_messages={"required": _("Say whether it is your sheet.")},
    )
    reason = forms.CharField(
        label=_("Why it is not yours"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Both sides read it. It stands beside the register, never in it."),
        error_messages=TOO_LONG,
    )


def signer_name(article: Article, post: Post) -> str:
    """Return the name of the box that says a post signed an article."""
    return f"signed_{article.commitment.pk}_{post.pk}"
