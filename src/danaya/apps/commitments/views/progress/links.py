"""What people without an account are handed: personal links as text to copy or on paper, a PIN in a letter; each shown once."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.actions.progress import issue_links, replace_pin, revoke_link
from danaya.apps.commitments.actions.progress.handing_over import MadeLink
from danaya.apps.commitments.models import Commitment, Pin, Plan
from danaya.apps.commitments.progress.links import LINK
from danaya.apps.commitments.progress.mine import unfinished
from danaya.apps.commitments.progress.pins import MOST_ERRORS, pins_on
from danaya.apps.commitments.queries import with_parties
from danaya.apps.commitments.views.frame import frame, page_language
from danaya.apps.commitments.views.lookup import find_plan, read_key
from danaya.apps.notices.ready import ReadyText
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today
from danaya.apps.people.models import Administration, Post, Tenure
from danaya.base.cards.models import Card
from danaya.base.cards.sheets import link_of
from danaya.engines.language import Problem, in_language, typeset
from danaya.engines.publishing.qr import qr_svg

MOST = 50
"""Links on one page, and made at once: their codes take some 40 ms each."""

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@permission_required("commitments.issue_links", of=find_plan)
@require_http_methods(["GET", "POST"])
def links(request: PostRequest, plan: Plan) -> HttpResponse:
    """Who owns or confirms what, which links and PINs there are; those chosen are made and shown once."""
    problem = ""
    if request.method == "POST":
        wanted = chosen(request, plan)
        try:
            if not wanted or len(wanted) > MOST:
                raise _choose(len(wanted))
            return _made(request, plan, issue_links(wanted, actor=request.acting, at=now(), random=token_bytes))
        except Problem as refused:
            problem = refused.in_language(page_language())
    page = Paginator(pairs_of(plan), MOST).get_page(request.GET.get("page"))
    context = {
        **frame(request, plan, "links"),
        "visibility": _("whoever manages the plan"),
        "rows": rows_of(list(page.object_list)),
        "page": page,
        "problem": problem,
        "page_errors": bool(problem),
    }
    return render(request, "commitments/progress/links.html", context, status=422 if problem else 200)


@dataclass(frozen=True, slots=True)
class Pair:
    """A post and a commitment that it owns or confirms: what one link is for."""

    post: UUID
    commitment: UUID


def pairs_of(plan: Plan, post: UUID | None = None) -> list[Pair]:
    """Return what links can be for, by post and number: commitments that still have something open."""
    rows = plan.commitments.filter(unfinished()).order_by("number")
    found: list[Pair] = []
    for role in ("owner", "counterpart"):
        place = (f"{role}__organisation__acronym", f"{role}__sign_in_name", role, "number")
        named = rows if post is None else rows.filter(**{role: post})
        found += [Pair(key, pk) for key, pk in named.order_by(*place).values_list(role, "pk")]
    order = {key: number for number, key in enumerate(dict.fromkeys(_by_name({pair.post for pair in found})))}
    return sorted(found, key=lambda pair: order[pair.post])


def _by_name(posts: set[UUID]) -> list[UUID]:
    rows = Post.objects.filter(pk__in=posts).order_by("organisation__acronym", "sign_in_name")
    return list(rows.values_list("pk", flat=True))


def rows_of(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Return the posts of some pairs with their commitments, links and PIN; the same number of queries for any number."""
    day = today()
    commitments = {
        one.pk: one for one in with_parties(Commitment.objects.filter(pk__in=[pair.commitment for pair in pairs]))
    }
    cards = Card.objects.filter(purpose=LINK, subject__in=[str(key) for key in commitments]).good_on(day)
    good = {(card.subject, card.group): card.expires_on for card in cards}
    found: dict[UUID, dict[str, Any]] = {}
    for pair in pairs:
        one = commitments[pair.commitment]
        owns = pair.post == one.owner_id
        row = found.setdefault(pair.post, {"post": one.owner if owns else one.counterpart, "commitments": []})
        until = good.get((str(one.pk), str(pair.post)))
        row["commitments"].append({"commitment": one, "owns": owns, "until": until})
    pins = {pin.post_id: pin for pin in pins_on(day).filter(post__in=found)}
    holders = {tenure.post_id: tenure for tenure in Tenure.objects.acting_on(day).filter(post__in=found)}
    for key, row in found.items():
        holder, present = holders.get(key), pins.get(key)
        row |= {"holder": holder, "pin": present, "pin_state": pin_state(present, holder)}
    return list(found.values())


def pin_state(pin: Pin | None, holder: Tenure | None) -> str:
    """Return in words how a post's PIN stands."""
    if pin is None or holder is None or pin.issued_on < holder.since:
        return _("no PIN")
    return _("locked after five errors") if pin.errors >= MOST_ERRORS else _("handed over")


def chosen(request: HttpRequest, plan: Plan) -> list[tuple[Commitment, Post]]:
    """Return the commitments and posts that were ticked; what no list offered is left out."""
    ticked = {tuple(map(read_key, one.split(":", 1))) for one in request.POST.getlist("link") if ":" in one}
    rows = with_parties(plan.commitments.filter(unfinished(), pk__in={key for key, _post in ticked}))
    return [(one, post) for one in rows for post in (one.owner, one.counterpart) if (one.pk, post.pk) in ticked]


def _choose(count: int) -> Problem:
    return Problem(
        "commitments-links-chosen",
        {
            "fr": "Cochez de 1 à {most} liens à la fois : {count} sont cochés.",
            "en": "Tick 1 to {most} links at a time: {count} are ticked.",
        },
        most=MOST,
        count=count,
    )


def _made(request: PostRequest, plan: Plan, made: list[MadeLink]) -> HttpResponse:
    shown = [_ready(request, one) for one in made]
    context = {
        **frame(request, plan),
        "visibility": _("you, now; nobody can find these links again"),
        "made": shown,
        "with_pin": "with_pin" in request.POST,
    }
    return kept_nowhere(render(request, "commitments/progress/links_made.html", context))


def _ready(request: HttpRequest, made: MadeLink) -> dict[str, Any]:
    address = link_of(f"{root(request)}/e", made.issued.code)
    return {
        "post": made.post,
        "commitment": made.commitment,
        "owns": made.post.pk == made.commitment.owner_id,
        "until": made.issued.card.expires_on,
        "address": address,
        "code": made.issued.code,
        "ready": ReadyText(f"{invitation(made)}\n{address}"),
        "qr": qr_svg(address),
    }


def invitation(made: MadeLink) -> str:
    """Return the words before a link. Neutral: they are read on locked telephones."""
    administration = Administration.current()
    house = f"Danaya {administration.short_name}" if administration else "Danaya"
    said = _("%(house)s, %(title)s: your link for %(reference)s. It is yours alone, for thirty days.")
    title = in_language(made.commitment.plan.title, page_language())
    words = said % {"house": house, "title": title, "reference": made.commitment.reference}
    return typeset(words, page_language())


@permission_required("commitments.issue_links", of=find_plan)
@require_http_methods(["GET", "POST"])
def pin(request: PostRequest, plan: Plan) -> HttpResponse:
    """Give a post a PIN, or another one: a page says what that does, its button shows the letter, once."""
    row = _row(request, plan)
    if row is None:
        return _no_post(request, plan)
    problem = ""
    if request.method == "POST":
        try:
            made = replace_pin(row["post"], actor=request.acting, at=now(), random=token_bytes)
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            context = {
                **frame(request, plan),
                "row": row,
                "pin": f"{made[:3]} {made[3:]}",
                "house": Administration.current(),
                "visibility": _("you, now; nobody can find this PIN again"),
                "today": today(),
                "address": f"{root(request)}/e/",
            }
            return kept_nowhere(render(request, "commitments/progress/pin_letter.html", context))
    context = {**frame(request, plan), "row": row, "problem": problem, "page_errors": bool(problem)}
    return render(request, "commitments/progress/pin.html", context, status=422 if problem else 200)


@permission_required("commitments.issue_links", of=find_plan)
@require_http_methods(["GET", "POST"])
def end(request: PostRequest, plan: Plan) -> HttpResponse:
    """Let the links of a post open nothing any more: a page says what that does, its button does it."""
    row = _row(request, plan)
    if row is None:
        return _no_post(request, plan)
    if request.method == "POST":
        ended = sum(
            revoke_link(each["commitment"], row["post"], actor=request.acting, at=now())
            for each in row["commitments"]
            if each["until"]
        )
        said = ngettext("%(count)s link opens nothing any more.", "%(count)s links open nothing any more.", ended)
        messages.success(request, said % {"count": ended})
        return redirect("commitments:links", plan.pk)
    return render(request, "commitments/progress/end_links.html", {**frame(request, plan), "row": row})


def _row(request: HttpRequest, plan: Plan) -> dict[str, Any] | None:
    key = read_key(request.POST.get("post") or request.GET.get("post", ""))
    return next(iter(rows_of(pairs_of(plan, key))), None)


def _no_post(request: HttpRequest, plan: Plan) -> HttpResponse:
    messages.warning(request, _("Choose a post of the list."))
    return redirect("commitments:links", plan.pk)


def root(request: HttpRequest) -> str:
    """Return where this installation stands for those who are given links: as ``danaya.toml`` says, else as it was called."""
    return str(settings.ADDRESS or request.build_absolute_uri("/")).rstrip("/")


def kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Return a page that no browser keeps: it shows what is shown once."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
