"""Cards, personal links and posters: made in one request, shown or printed once, kept nowhere; the lots that there are."""

from collections.abc import Callable, Sequence
from secrets import token_bytes
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.dialogue.actions.issue_cards import issue_cards, lots_of, may_issue_for, revoke_lot
from danaya.apps.dialogue.by_card.participants import LINK, OPEN, VOICE, Group
from danaya.apps.dialogue.forms.issuing import CardsForm, LinkForm, LotForm, PosterForm
from danaya.apps.dialogue.models import Consultation
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.frame import frame, say, status_of
from danaya.apps.dialogue.views.lookup import find_consultation
from danaya.apps.notices.ready import ReadyText
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today
from danaya.apps.people.models import Administration, Organisation, Post, Side
from danaya.base.cards.issuing import Issued
from danaya.base.cards.sheets import card_poster, card_sheet, link_of
from danaya.engines.language import Problem, in_language, typeset

FORMS: dict[str, type[LotForm]] = {"cards": CardsForm, "link": LinkForm, "poster": PosterForm}


@permission_required("dialogue.issue_cards", of=find_consultation)
@require_safe
def cards(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """What can be made, and the lots that there are: how many of each are good."""
    return _page(request, consultation)


def _page(request: PostRequest, consultation: Consultation, sent: LotForm | None = None) -> HttpResponse:
    forms = {name: _form(name, request) for name in FORMS}
    if sent is not None:
        forms[str(sent.prefix)] = sent
    context = {
        **frame(request, consultation, "cards"),
        "visibility": _("whoever prepares this consultation; a member of a body sees the body's own"),
        **{f"{name}_form": form for name, form in forms.items()},
        "form": sent,
        "lots": lots(consultation, request.acting.post),
        "alone": len(groups_for(request.acting.post)) == 1,
    }
    return render(request, "dialogue/cards.html", context, status=status_of(*forms.values()))


def _form(name: str, request: PostRequest, data: Any = None) -> LotForm:
    offered = groups_for(request.acting.post)
    start = {"language": "fr", "group": offered[0][0] if len(offered) == 1 else None}
    return FORMS[name](data, groups=offered, today=today(), initial=start)


def groups_for(post: Post) -> list[tuple[str, str]]:
    """Return the groups that a post may issue for, in words: both sides and every body, or its own body alone."""
    sides = [Group(Side.CUSTOMS), Group(Side.PRIVATE)]
    bodies = Organisation.objects.filter(side__in=[Side.CUSTOMS, Side.PRIVATE], active=True)
    groups = [*sides, *map(Group.of, bodies)]
    words = words_of_groups()
    return [(group.plain, words[group.plain]) for group in groups if may_issue_for(post, group)]


def words_of_groups() -> dict[str, str]:
    """Return each group as cards keep it → its words in the language of the page."""
    sides = {Group(side).plain: str(side.label) for side in (Side.CUSTOMS, Side.PRIVATE)}
    bodies = {Group.of(one).plain: str(one) for one in Organisation.objects.exclude(side=Side.OBSERVER)}
    return {**sides, **bodies}


def lots(consultation: Consultation, post: Post) -> list[dict[str, Any]]:
    """Return the lots that a post may see: what for, how many, how many are still good, since when. Never which was used."""
    day = today()
    good = Q(revoked_on=None) & (Q(expires_on=None) | Q(expires_on__gte=day))
    rows = (
        lots_of(consultation)
        .order_by()
        .values("batch", "group", "purpose", "label")
        .annotate(count=Count("pk"), good=Count("pk", filter=good), made=Min("issued_on"), until=Max("expires_on"))
        .order_by("-made", "label", "batch")
    )
    words, kinds = words_of_groups(), kinds_in_words()
    return [
        {**row, "whom": words.get(row["group"], row["group"]), "kind": kinds[row["purpose"]]}
        for row in rows
        if may_issue_for(post, Group.read(row["group"]))
    ]


def kinds_in_words() -> dict[str, str]:
    """Return what each purpose is called in the list."""
    return {VOICE: _("cards"), LINK: _("personal link"), OPEN: _("poster")}


Draw = Callable[[list[Issued]], Any]


def _made(request: PostRequest, consultation: Consultation, name: str, draw: Draw) -> tuple[LotForm, Any]:
    """Make the lot that a form asks for, and what its holder is given; nothing of either where one is refused.

    Returns
    -------
    tuple
        The form, which says what was refused, and what ``draw`` made of the cards, in the language that was asked for.
    """
    form = _form(name, request, request.POST)
    if not form.is_valid():
        return form, None
    try:
        with transaction.atomic(), translation.override(form.cleaned_data["language"]):
            return form, draw(issue_cards(consultation, form.lot(), actor=request.acting, at=now(), random=token_bytes))
    except Problem as refused:
        say(form, refused)
        return form, None


@permission_required("dialogue.issue_cards", of=find_consultation)
@require_POST
def print_cards(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Make cards and hand out their sheets: the file is in this answer and nowhere else."""

    def draw(issued: list[Issued]) -> HttpResponse:
        words = _printed(request, card_lines(), to="c")
        title = in_language(consultation.title, page_language())
        return handed(card_sheet(issued, title=title, **words), f"danaya-{_('cards')}-{len(issued)}.pdf")

    form, file = _made(request, consultation, "cards", draw)
    return file or _page(request, consultation, form)


@permission_required("dialogue.issue_cards", of=find_consultation)
@require_POST
def make_poster(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Make an open link and hand out its poster."""

    def draw(issued: list[Issued]) -> HttpResponse:
        words = _printed(request, poster_lines(), to="o")
        title = in_language(consultation.question, page_language())
        administration = Administration.current()
        body = str(administration) if administration else ""
        return handed(card_poster(issued[0], title=title, body=body, **words), f"danaya-{_('poster')}.pdf")

    form, file = _made(request, consultation, "poster", draw)
    return file or _page(request, consultation, form)


@permission_required("dialogue.issue_cards", of=find_consultation)
@require_POST
def make_link(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Make a personal link and show its text once, to copy or to send by one's own means."""

    def draw(issued: list[Issued]) -> tuple[Issued, ReadyText]:
        address = link_of(f"{root(request)}/l", issued[0].code)
        return issued[0], ReadyText(f"{invitation(consultation)}\n{address}")

    form, made = _made(request, consultation, "link", draw)
    if made is None:
        return _page(request, consultation, form)
    issued, ready = made
    context = {
        **frame(request, consultation),
        "visibility": _("you, now; nobody can find this link again"),
        "ready": ready,
        "card": issued.card,
        "whom": words_of_groups().get(issued.card.group, ""),
    }
    return render(request, "dialogue/link.html", context)


def invitation(consultation: Consultation) -> str:
    """Return the words before a link: whose, and what is asked. Neutral: they are read on locked telephones."""
    language = page_language()
    administration = Administration.current()
    house = f"Danaya {administration.short_name}" if administration else "Danaya"
    words = _("%(house)s: %(title)s. This link is yours alone: open it to take part.")
    return typeset(words % {"house": house, "title": in_language(consultation.title, language)}, language)


@permission_required("dialogue.issue_cards", of=find_consultation)
@require_http_methods(["GET", "POST"])
def end_lot(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Let the cards of a lot open nothing any more: a page says what that does, its button does it."""
    typed = request.POST.get("lot") or request.GET.get("lot", "")
    found = next((one for one in lots(consultation, request.acting.post) if str(one["batch"]) == typed), None)
    if found is None:
        messages.warning(request, _("Choose a lot of the list."))
        return redirect("dialogue:cards", consultation.pk)
    if request.method == "POST":
        try:
            ended = revoke_lot(consultation, found["batch"], actor=request.acting, at=now())
        except Problem as refused:
            messages.error(request, refused.in_language(page_language()))
        else:
            said = ngettext("%(count)s card opens nothing any more.", "%(count)s cards open nothing any more.", ended)
            messages.success(request, said % {"count": ended})
        return redirect("dialogue:cards", consultation.pk)
    return render(request, "dialogue/end_lot.html", {**frame(request, consultation), "lot": found})


# What stands on paper


def card_lines() -> Sequence[str]:
    """Return the lines of a card in the active language."""
    return (
        _("Say what you expect, vote, and see what becomes of it."),
        _("Nothing tells who holds this card. Texts are read by both sides before they are shown."),
    )


def poster_lines() -> Sequence[str]:
    """Return the lines of a poster in the active language."""
    return (
        _("Say what you expect, and see what becomes of it. Nothing tells who wrote, nor at what hour."),
        _("A reader of customs and one of the private sector read each text before it is shown."),
    )


def _printed(request: HttpRequest, lines: Sequence[str], *, to: str) -> dict[str, Any]:
    language, base = page_language(), root(request)
    return {
        "lines": lines,
        "address": f"{urlsplit(base).netloc}/c/",
        "language": language,
        "on": today(),
        "groups": words_of_groups(),
        "link": lambda code: link_of(f"{base}/{to}", code),
    }


def root(request: HttpRequest) -> str:
    """Return where this installation stands for those who are given cards: as ``danaya.toml`` says, else as it was called."""
    return str(settings.ADDRESS or request.build_absolute_uri("/")).rstrip("/")


def handed(pdf: bytes, name: str) -> HttpResponse:
    """Return a file that no browser keeps beside the one that is saved."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
