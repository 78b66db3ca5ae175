"""Cards for a body's members: printed in the request that makes them, kept nowhere; the lots that there are."""

from secrets import token_bytes
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from danaya.apps.dialogue.actions.issue_member_cards import issue_member_cards, revoke_member_cards
from danaya.apps.dialogue.by_card.participants import PRIVATE, Group
from danaya.apps.dialogue.forms.sealed import MemberCardsForm
from danaya.apps.dialogue.models import PrivateSpace
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.cards import handed, root
from danaya.apps.dialogue.views.sealed.opening import METHODS
from danaya.apps.dialogue.views.sealed.space import Inside, show, with_open_space
from danaya.apps.dialogue.views.sealed.texts import key_of
from danaya.apps.people.access import PostRequest
from danaya.apps.people.clock import now, today
from danaya.base.cards.issuing import Issued
from danaya.base.cards.models import Card
from danaya.base.cards.sheets import card_sheet, link_of
from danaya.engines.language import Problem, in_language


@require_http_methods(METHODS)
@with_open_space
def member_cards(request: PostRequest, inside: Inside) -> HttpResponseBase:
    """The lots that there are; the button makes cards and hands out their sheets: the file is in this answer and nowhere else."""
    start = {"language": page_language()}
    form = MemberCardsForm(request.POST if request.method == "POST" else None, today=today(), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                return _printed(request, inside, form.cleaned_data)
        except Problem as refused:
            form.add_error(None, refused.in_language(page_language()))
    return show(request, inside, "cards", {"form": form, "lots": lots(inside.space)})


def _printed(request: PostRequest, inside: Inside, asked: dict[str, Any]) -> HttpResponse:
    with translation.override(asked["language"]):
        made = issue_member_cards(
            inside.space,
            int(asked["count"]),
            asked["label"],
            expires_on=asked["expires_on"],
            actor=request.acting,
            at=now(),
            random=token_bytes,
        )
        return handed(sheet(request, inside.space, made), f"danaya-{_('cards')}-{len(made)}.pdf")


def sheet(request: HttpRequest, space: PrivateSpace, made: list[Issued]) -> bytes:
    """Return the sheet of members' cards in the active language: what the card is for, and what it does not open alone."""
    language, base = page_language(), root(request)
    body = space.organisation.acronym or str(space.organisation)
    return card_sheet(
        made,
        title=in_language(space.consultation.title, language),
        lines=(
            _("For members of %(body)s: say among yourselves what you expect, before anything is handed in.")
            % {"body": body},
            _("This card writes. To read and vote, also type the members' secret, which is not on it."),
        ),
        address=f"{urlsplit(base).netloc}/c/",
        language=language,
        on=today(),
        groups={Group.of(space.organisation).plain: body},
        link=lambda code: link_of(f"{base}/p", code),
    )


def lots(space: PrivateSpace) -> list[dict[str, Any]]:
    """Return the lots of members' cards: what for, how many, how many are still good. Never which was used."""
    good = Q(revoked_on=None) & (Q(expires_on=None) | Q(expires_on__gte=today()))
    rows = (
        Card.objects.about(PRIVATE, space.pk)
        .order_by()
        .values("batch", "label")
        .annotate(count=Count("pk"), good=Count("pk", filter=good), made=Min("issued_on"), until=Max("expires_on"))
        .order_by("-made", "label", "batch")
    )
    return [{**row} for row in rows]


@require_http_methods(METHODS)
@with_open_space
def end_cards(request: PostRequest, inside: Inside) -> HttpResponseBase:
    """Let a lot of cards open nothing any more: a page says what that does, its button does it."""
    typed = request.POST.get("lot") or request.GET.get("lot", "")
    found = next((one for one in lots(inside.space) if str(one["batch"]) == typed), None)
    batch = key_of(typed)
    if found is None or batch is None:
        messages.warning(request, _("Choose a lot of the list."))
        return redirect(inside.to("private_cards"))
    if request.method != "POST":
        return show(request, inside, "end_cards", {"lot": found})
    try:
        ended = revoke_member_cards(inside.space, batch, actor=request.acting, at=now())
    except Problem as refused:
        messages.error(request, refused.in_language(page_language()))
    else:
        said = ngettext("%(count)s card opens nothing any more.", "%(count)s cards open nothing any more.", ended)
        messages.success(request, said % {"count": ended})
    return redirect(inside.to("private_cards"))
