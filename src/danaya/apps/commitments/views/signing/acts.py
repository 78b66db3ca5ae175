"""The acts that bind: visa, signature of a commitment, stance of a body; and the receipt of each signature."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.commitments.actions.signing.adopt import adopt as adopt_text
from danaya.apps.commitments.actions.signing.give_visa import give_visa
from danaya.apps.commitments.actions.signing.sign_commitment import sign_commitment
from danaya.apps.commitments.forms.signing import AdoptForm, ReadForm, VisaForm
from danaya.apps.commitments.models import Commitment, Opening, Plan, Signature, Stance, Version
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.history import receipt_of
from danaya.apps.commitments.signing.reading import reads_reservations
from danaya.apps.commitments.signing.register import PERSON
from danaya.apps.commitments.signing.standing import BodyStanding, article_of, bodies_of
from danaya.apps.commitments.signing.versions import references_of, shown
from danaya.apps.commitments.views.frame import commitment_frame, frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan, on_commitment
from danaya.apps.commitments.views.signing.lookup import find_signature
from danaya.apps.commitments.views.signing.versions import ARTICLES
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.engines.language import Problem
from danaya.engines.seals.printed import printed

FIELDS = {
    "commitments-signing-visa-remark-missing": "remark",
    "commitments-signing-reservations-missing": "reservations",
    "commitments-signing-reservations-unwanted": "reservations",
}
"""Code of a refusal → the field it stands beside."""


@permission_required("commitments.give_visa", of=find_plan)
@require_http_methods(["GET", "POST"])
def visa(request: PostRequest, plan: Plan) -> HttpResponse:
    """Initial the text in the *parapheur* of one's own body, or send it back."""
    version = version_at_signature(plan)
    form = VisaForm(posted(request))
    if request.method == "POST" and version is not None and form.is_valid():
        data, granted = form.cleaned_data, form.cleaned_data["decision"] == "grant"
        try:
            give_visa(
                version,
                granted=granted,
                remark=data["remark"],
                digest=data["digest"],
                actor=request.acting,
                at=now(),
            )
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            messages.success(request, _("Your visa is given.") if granted else _("The text was sent back."))
            return redirect("commitments:signing", plan.pk)
    context = {**frame(request, plan, "signing"), **read(version), "form": form, "own": _own(version, request)}
    return render(request, "commitments/signing/visa.html", context, status=status_of(form))


@on_commitment("commitments.sign")
@require_http_methods(["GET", "POST"])
def sign(request: PostRequest, commitment: Commitment) -> HttpResponse:
    """Read the article as it is signed, then sign it."""
    form = ReadForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = sign_commitment(
                commitment,
                form.cleaned_data["digest"],
                actor=request.acting,
                at=now(),
                chance=secrets.token_bytes,
            )
        except Problem as refused:
            say(form, refused)
        else:
            return _signed(request, made)
    version = version_at_signature(commitment.plan)
    article = None if version is None else article_of(version, commitment)
    text = (
        None
        if version is None
        else shown(version, page_language(), [commitment.reference]).article(commitment.reference)
    )
    context = {
        **commitment_frame(request, commitment),
        "edition": version,
        "article": article,
        "text": text,
        "as_owner": commitment.owner_id == request.acting.post_id,
        "waits": article is not None and article.waits_for(request.acting.post),
        "form": form,
    }
    return render(request, "commitments/signing/sign.html", context, status=status_of(form))


@permission_required("commitments.adopt", of=find_plan)
@require_http_methods(["GET", "POST"])
def adopt(request: PostRequest, plan: Plan) -> HttpResponse:
    """Decide for one's body: adopt, adopt with written reservations, abstain."""
    version = version_at_signature(plan)
    form = AdoptForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = adopt_text(
                plan,
                Stance(data["stance"]),
                data["reservations"],
                digest=data["digest"],
                actor=request.acting,
                at=now(),
                chance=secrets.token_bytes,
            )
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            return _signed(request, made)
    context = {**frame(request, plan, "signing"), **read(version), "form": form, "own": _own(version, request)}
    return render(request, "commitments/signing/adopt.html", context, status=status_of(form))


def _signed(request: PostRequest, made: Signature) -> HttpResponse:
    """Lead to the receipt: what proves later what was signed today."""
    made.version.plan.refresh_from_db()
    if version_at_signature(made.version.plan) is None:
        messages.success(request, _("That was the last signature: the plan is adopted."))
    return redirect("commitments:receipt", made.version.plan_id, made.pk)


@permission_required("commitments.see", of=find_signature)
@require_safe
def receipt(request: PostRequest, signature: Signature) -> HttpResponse:
    """Print what a signer keeps: the digest of the entry, against which the register can be checked for ever."""
    own = signature.organisation_id == request.acting.post.organisation_id
    person = Opening.objects.filter(entry=signature.entry, field=PERSON).first() if own else None
    context = {
        **frame(request, signature.version.plan, "signing"),
        "signature": signature,
        "entry": receipt_of(signature.entry),
        "number": signature.entry.place + 1,
        "text_digest": printed(signature.version.digest),
        "person": "" if person is None else person.text,
        "reads_reservations": reads_reservations(request.user),
    }
    return render(request, "commitments/signing/receipt.html", context)


def read(version: Version | None) -> dict[str, Any]:
    """Return what a page needs to show the whole text that is being signed; a form carries its digest back."""
    if version is None:
        return {"edition": None, "text": None}
    names = references_of(version)
    few = len(names) <= ARTICLES
    return {
        "edition": version,
        "text": shown(version, page_language(), None if few else ()),
        "more": 0 if few else len(names),
        "short": printed(version.digest),
    }


def _own(version: Version | None, request: PostRequest) -> BodyStanding | None:
    """Return where the body of the post acted under stands."""
    own = request.acting.post.organisation_id
    bodies = [] if version is None else bodies_of(version)
    return next((one for one in bodies if one.body.organisation_id == own), None)
