"""A body's private space for a member with a card and no account: writing with the card alone, reading and voting with the secret.

Pages of the same kind as those of every card (:mod:`danaya.apps.dialogue.views.by_card.discreet`): light, without script, leaving nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.dialogue.actions.prepare_privately import put_in, vote_privately
from danaya.apps.dialogue.by_card.participants import PRIVATE
from danaya.apps.dialogue.forms.sealed import PrivateTextForm, UnlockForm
from danaya.apps.dialogue.models import Opinion, PrivateSpace
from danaya.apps.dialogue.models.expectations import LONGEST
from danaya.apps.dialogue.sealed.members_texts import unread
from danaya.apps.dialogue.sealed.opened import close, keep_open, of_card, opened, path_of_cards
from danaya.apps.dialogue.sealed.private import OpenText, member_of_card, open_text, open_texts, unlock
from danaya.apps.dialogue.views.by_card.discreet import discreet, page, page_language, typed_texts
from danaya.apps.dialogue.views.by_card.entering import METHODS, TooManyError, knock
from danaya.apps.dialogue.views.by_card.home import forget_forms
from danaya.apps.dialogue.views.by_card.in_hand import no_card
from danaya.apps.dialogue.views.by_card.writing import form_values
from danaya.apps.dialogue.views.sealed.texts import key_of, of_list, of_text, start_of_writing
from danaya.apps.people.clock import now, today
from danaya.base.cards import pocket
from danaya.base.cards.finding import InHand, check_pin, find_again
from danaya.base.limits.tries import count_try
from danaya.engines.language import Problem
from danaya.engines.seals.boxes import PrivateKey

A_PAGE = 8

MEMBER_KEY = "dialogue.private-member"

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Member:
    """The holder of a member's card in its body's space, for the time of one request."""

    space: PrivateSpace
    held: InHand
    private: PrivateKey | None = field(repr=False)

    @property
    def key(self) -> PrivateKey:
        """The body's key, on pages that only an open space shows."""
        if self.private is None:
            raise LookupError("the space is locked")
        return self.private

    @property
    def mark(self) -> bytes:
        """What stands for this member on their votes."""
        return member_of_card(self.held.key(MEMBER_KEY))

    def to(self, page_name: str, *more: object) -> str:
        """Return the address of a page of the space."""
        return reverse(f"dialogue:{page_name}", args=[self.space.pk, *more])


def find_space(pk: UUID | str) -> PrivateSpace:
    """Return a space that a card is for; one that was emptied is gone."""
    found = PrivateSpace.objects.select_related("consultation", "organisation").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def with_member(view: View) -> View:
    """Make a view that gets the holder of a member's card. Without one, the way leads to where a code is typed."""

    @wraps(view)
    def held(request: HttpRequest, space: UUID, **kwargs: Any) -> HttpResponseBase:
        kept = pocket.read(request, today=today())
        if kept is None or kept.subject != str(space) or kept.purpose != PRIVATE:
            return no_card(request)
        try:
            card = find_again(kept.root, PRIVATE, today=today())
        except Problem as refused:
            words = {"expired": refused.code == "card-expired", "texts": typed_texts(request)}
            return page(request, "revoked", words, status=403)
        found = find_space(space)
        private = opened(request, found, of_card(card.card, found), at=now())
        return view(request, Member(found, card, private), **kwargs)

    return discreet(held)


def with_secret(view: View) -> View:
    """Make a view for members who typed the secret; without it the way leads to where it is typed."""

    @wraps(view)
    def found(request: HttpRequest, member: Member, **kwargs: Any) -> HttpResponseBase:
        if member.private is None:
            return redirect(member.to("private_member"))
        return view(request, member, **kwargs)

    return with_member(found)


def show(request: HttpRequest, member: Member, name: str, words: dict[str, Any] | None = None) -> HttpResponse:
    """Draw a page of the space for the holder of a card."""
    context = {
        "space": member.space,
        "title": member.space.consultation.title,
        "body": member.space.organisation,
        "is_open": member.private is not None,
        "takes_texts": member.space.takes_texts,
        **(words or {}),
    }
    return page(request, f"private_{name}", context)


# Entering


@require_http_methods(METHODS)
@discreet
def card(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a member's card opens: for whom it is, who reads what; the button enters."""
    try:
        door = knock(request, code, (PRIVATE,))
    except TooManyError:
        return page(request, "wait", status=429)
    except Problem as refused:
        return page(request, "refused", {"problem": refused.in_language(page_language())}, status=404)
    space = find_space(door.held.card.subject)
    words = {"space": space, "body": space.organisation, **door.words(), "title": space.consultation.title}
    if request.method != "POST":
        return page(request, "private_door", words)
    try:
        check_pin(door.held, request.POST.get("pin", ""))
    except Problem as refused:
        return page(request, "private_door", {**words, "problem": refused.in_language(page_language())})
    response = redirect("dialogue:private_member", space.pk)
    pocket.put(response, door.held, path=of_card(door.held.card, space).path, today=today(), random=token_bytes)
    return response


@sensitive_post_parameters()
@require_http_methods(METHODS)
@with_member
def home(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Where one is, writing, and the members' secret: typed, it opens the texts in this browser for an hour at most."""
    form = UnlockForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        take_back = count_try(request, "space", f"{member.space.pk}:{member.held.card.pk}")
        if take_back is None:
            return page(request, "wait", status=429)
        try:
            private = unlock(member.space, form.cleaned_data["space_password"])
        except Problem as refused:
            form.add_error("space_password", refused.in_language(page_language()))
        else:
            take_back()
            return _opened(member, private)
    return show(request, member, "home", {"form": form})


def _opened(member: Member, private: PrivateKey) -> HttpResponseBase:
    response = redirect(member.to("private_member_texts"))
    holder = of_card(member.held.card, member.space)
    keep_open(response, member.space, private, holder, at=now(), random=token_bytes)
    return response


@require_http_methods(METHODS)
@discreet
def leave(request: HttpRequest, space: UUID) -> HttpResponseBase:
    """Say what leaving does; the button forgets card and secret, and leads to a page that tells nothing."""
    if request.method != "POST":
        return page(request, "private_leave", {"space": PrivateSpace(pk=space)})
    response = redirect("dialogue:day")
    pocket.empty(response, path=path_of_cards(space))
    close(response, path_of_cards(space))
    forget_forms(response, request)
    return response


# Writing


@sensitive_post_parameters()
@require_http_methods(METHODS)
@with_member
def write(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Put a text in; without the secret nobody sees it again, its author neither."""
    form = PrivateTextForm(request.POST if request.method == "POST" else None, initial=start_of_writing())
    words: dict[str, Any] = {"form": form, "key": request.POST.get("key") or str(uuid4()), "most": LONGEST}
    if request.method == "POST" and form.is_valid():
        try:
            put_in(member.space, form.words(), key=key_of(words["key"]), random=token_bytes)
        except Problem as refused:
            words["problem"] = refused.in_language(page_language())
        else:
            return redirect(member.to("private_member_written"))
    return show(request, member, "write", {**words, "data": form_values(form), "texts": typed_texts(request)})


@require_safe
@with_member
def written(request: HttpRequest, member: Member) -> HttpResponse:
    """The receipt: the text is closed; who reads it, what follows."""
    return show(request, member, "written")


# Reading and voting


@require_safe
@with_secret
def texts(request: HttpRequest, member: Member) -> HttpResponse:
    """The members' texts, most agreed with first."""
    found = open_texts(member.space, member.key, member.mark)
    return show(request, member, "texts", of_list(request, found, A_PAGE, votes=member.space.takes_texts))


@require_safe
@with_secret
def text_page(request: HttpRequest, member: Member, text: UUID) -> HttpResponse:
    """One text, and the three buttons."""
    found = _find(member, text)
    if found is None:
        raise Http404
    return show(request, member, "text", of_text(found))


def _find(member: Member, key: UUID) -> OpenText | None:
    sealed = member.space.texts.filter(pk=key).first()
    return open_text(member.space, member.key, sealed, member.mark) if sealed else None


@require_POST
@with_secret
def vote(request: HttpRequest, member: Member, text: UUID) -> HttpResponseBase:
    """Keep the member's vote, and lead to the next text they have not voted on."""
    try:
        opinion = Opinion(int(request.POST.get("opinion", "")))
    except ValueError:
        return redirect(member.to("private_member_text", text))
    vote_privately(member.space, member.key, text, opinion, member=member.mark, random=token_bytes)
    following = unread(open_texts(member.space, member.key, member.mark))
    if following:
        return redirect(member.to("private_member_text", following[0].key))
    return redirect(member.to("private_member_texts"))
