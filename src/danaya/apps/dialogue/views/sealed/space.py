"""What every page of a private space keeps to: it exists for its own body alone, and shows texts to whoever typed the secret."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.dialogue.forms.sealed import UnlockForm
from danaya.apps.dialogue.models import Consultation, PrivateSpace
from danaya.apps.dialogue.queries import readable_consultations
from danaya.apps.dialogue.sealed.opened import Holder, of_visit, opened
from danaya.apps.dialogue.sealed.private import fingerprint, member_of_account
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.engines.seals.boxes import PrivateKey

PERMISSION = "dialogue.prepare_privately"
PAGES = "dialogue/private"
HEADERS = {"Cache-Control": "no-store, private", "Referrer-Policy": "same-origin"}
"""Pages with forms tell their own site where they were: without it browsers send no origin, and forms are refused."""

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SECRET = "password"  # noqa: S105 - what the names of fields with secrets contain

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Inside:
    """A member of the body in its space, for the time of one request; ``private`` where the space is open to them."""

    space: PrivateSpace
    holder: Holder
    private: PrivateKey | None = field(repr=False)
    account: Any = None

    @property
    def key(self) -> PrivateKey:
        """The body's key, on pages that only an open space shows."""
        if self.private is None:
            raise LookupError("the space is locked")
        return self.private

    @property
    def member(self) -> bytes:
        """What stands for this member on their votes."""
        return member_of_account(self.key, self.account)

    def to(self, page: str, *more: object) -> str:
        """Return the address of a page of the space."""
        return reverse(f"dialogue:{page}", args=[self.space.pk, *more])


def find_consultation(request: HttpRequest, pk: UUID) -> Consultation:
    """Return a consultation that the post may know of; any other does not exist for it."""
    found = readable_consultations(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_space(request: PostRequest, consultation: Consultation) -> PrivateSpace | None:
    """Return the space of the body of the post acted under, if it has one."""
    return PrivateSpace.objects.filter(
        consultation=consultation, organisation=request.acting.post.organisation_id
    ).first()


def find_space(request: PostRequest, pk: UUID) -> PrivateSpace:
    """Return a space of the post's own body: that of another does not exist, whoever asks."""
    rows = PrivateSpace.objects.select_related("consultation", "organisation", "opened_by__organisation")
    found = rows.filter(pk=pk).first()
    if found is None or not may(request, PERMISSION, found):
        raise Http404
    find_consultation(request, found.consultation_id)
    return found


def with_space(view: View) -> View:
    """Make a view of a private space: it gets who is inside, and leaves nothing behind."""

    @wraps(view)
    def found(request: PostRequest, space: UUID, **kwargs: Any) -> HttpResponseBase:
        held = find_space(request, space)
        holder = of_visit(request, held)
        inside = Inside(held, holder, opened(request, held, holder, at=now()), request.user)
        return quiet(view(request, inside, **kwargs))

    return permission_required(PERMISSION)(found)


def with_open_space(view: View) -> View:
    """Make a view of an open space; where it is locked the secret is asked for first, and what was typed is carried on."""

    @wraps(view)
    def found(request: PostRequest, inside: Inside, **kwargs: Any) -> HttpResponseBase:
        return locked(request, inside) if inside.private is None else view(request, inside, **kwargs)

    return with_space(found)


def locked(request: HttpRequest, inside: Inside) -> HttpResponse:
    """Lead to where the secret is typed; from a form, ask for it with what was typed in the page."""
    if request.method != "POST":
        return redirect(inside.to("private_unlock"))
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name != TOKEN and SECRET not in name
        for value in values
    ]
    return show(request, inside, "unlock", {"form": UnlockForm(), "kept": kept, "then": request.path})


def quiet(response: HttpResponseBase) -> HttpResponseBase:
    """Let no browser keep the page, and tell its address to no other site."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def show(
    request: HttpRequest, inside: Inside, name: str, words: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a page of the space, with where one is and who can read it."""
    organisation = inside.space.organisation
    body = organisation.acronym or str(organisation)
    readers = _("the posts of %(body)s") if inside.private is None else _("the members of %(body)s who know its secret")
    context = {
        "space": inside.space,
        "consultation": inside.space.consultation,
        "organisation": organisation,
        "is_open": inside.private is not None,
        "takes_texts": inside.space.takes_texts,
        "fingerprint": fingerprint(inside.space),
        "visibility": readers % {"body": body},
        **(words or {}),
    }
    refused = context.get("form") is not None and bool(getattr(context["form"], "errors", None))
    return render(request, f"{PAGES}/{name}.html", context, status=422 if refused and status == 200 else status)
