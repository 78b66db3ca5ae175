"""A signed-in post takes its code to take part: from then on nothing leads from the account to what is said or voted."""

from secrets import token_bytes
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from danaya.apps.dialogue.by_card.exchanging import exchange_once, page_secret
from danaya.apps.dialogue.by_card.participants import Group
from danaya.apps.dialogue.models import Ballot, Consultation, Phase
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem


def find_begun(pk: UUID) -> Consultation:
    """Return a consultation that has begun."""
    found = get_object_or_404(Consultation, pk=pk)
    if not found.begun:
        raise Http404
    return found


@permission_required("dialogue.vote", of=find_begun)
@require_http_methods(["GET", "POST"])
def take_part(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Say what the code is for; the button gives it, once, and shows it. It is then typed as anybody types theirs."""
    words: dict[str, Any] = {
        "consultation": consultation,
        "group": request.acting.post.organisation,
        "given": Ballot.objects.filter(consultation=consultation, account=request.user).exists(),
        "closed": consultation.phase == Phase.CLOSED,
    }
    if request.method == "POST":
        try:
            given = exchange_once(
                consultation,
                Group.of(request.acting.post.organisation),
                request.POST.get("once", ""),
                account=request.user,
                at=now(),
                on=today(),
                random=token_bytes,
            )
            return render(request, "dialogue/take_part_code.html", {**words, "code": given.code})
        except Problem as refused:
            words["problem"] = refused.in_language(page_language())
    return render(request, "dialogue/take_part.html", {**words, "once": page_secret(now(), token_bytes)})
