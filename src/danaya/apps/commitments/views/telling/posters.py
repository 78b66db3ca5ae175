"""The poster « Vous avez dit → nous avons fait »: whom it is for, what it says, its files."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danaya.apps.commitments.forms.telling import PosterForm
from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.telling.editions import public_edition
from danaya.apps.commitments.telling.poster import (
    MOST_PAIRS,
    Source,
    Wanted,
    organisations_of,
    poster_of,
    regions_of,
    source_of,
)
from danaya.apps.commitments.telling.slots import public_address
from danaya.apps.commitments.telling.stamping import file_name, midnight
from danaya.apps.commitments.telling.wording import say
from danaya.apps.commitments.views.frame import frame, page_language
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.telling.files import handed_out
from danaya.apps.commitments.views.telling.finding import FileOf, find_file
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import LANGUAGES, Problem
from danaya.engines.publishing.poster import Poster

PICTURE = re.compile(r"picture-(\d{1,3})")
"""A picture is of one point: whoever sends it chooses which; and it is made in well under a second."""


@permission_required("commitments.see", of=find_plan)
@require_safe
def poster(request: PostRequest, plan: Plan) -> HttpResponse:
    """What the poster says for whom it is for, and its files in both languages."""
    language = page_language()
    try:
        source = source_of(plan, public_edition(plan), today())
    except Problem as refused:
        return _refused(request, plan, refused)
    form = _form(request, source, language)
    made = _poster(source, form, language, plan)
    context: dict[str, Any] = {
        **frame(request, plan, "editions"),
        "form": form,
        "poster": made,
        "is_draft": source.edition is None,
        "is_cut": len(made.pairs) == MOST_PAIRS,
        "edition": source.edition,
        "query": request.GET.urlencode(),
        "languages_of_files": sorted(LANGUAGES, key=lambda code: code != language),
        "pairs": [(f"picture-{number}", pair) for number, pair in enumerate(made.pairs, start=1)],
        **_spoken(made),
    }
    return render(request, "commitments/telling/poster.html", context)


def _spoken(made: Poster) -> dict[str, str]:
    from danaya.engines.publishing.poster import to_poster_speech  # noqa: PLC0415  # slow import

    try:
        return {"aloud": to_poster_speech(made), "nothing": ""}
    except Problem as refused:
        return {"aloud": "", "nothing": refused.in_language(page_language())}


def _form(request: HttpRequest, source: Source, language: str) -> PosterForm:
    typed = {name: request.GET.get(name, "") for name in ("region", "organisation")}
    regions, organisations = regions_of(source.content, language), organisations_of(source.content, language)
    return PosterForm(typed, regions=regions, organisations=organisations)


def _poster(source: Source, form: PosterForm, language: str, plan: Plan) -> Poster:
    """A filter that names nothing of the plan is left out."""
    wanted = Wanted(**form.cleaned_data) if form.is_valid() else Wanted()
    regions, organisations = (dict(form.fields[name].choices) for name in ("region", "organisation"))  # type: ignore[attr-defined]
    named = [
        regions[wanted.region] if wanted.region else "",
        organisations[wanted.organisation] if wanted.organisation else "",
    ]
    place = " · ".join(part for part in named if part) or say("whole_country", language)
    return poster_of(source, wanted, place, language, address=public_address(plan))


@permission_required("commitments.see", of=find_file)
@require_safe
def poster_file(request: PostRequest, wanted: FileOf) -> HttpResponse:
    """The poster as A3 PDF, as a picture for a telephone, or as a text to read aloud."""
    make, ending = _maker(wanted.kind)
    try:
        source = source_of(wanted.plan, public_edition(wanted.plan), today())
        made = _poster(source, _form(request, source, wanted.language), wanted.language, wanted.plan)
        content = make(made)
    except Problem as refused:
        return _refused(request, wanted.plan, refused)
    kind = wanted.kind if ending == "png" else ""
    name = "-".join(part for part in ({"fr": "affiche", "en": "poster"}[wanted.language], kind) if part)
    if source.edition is None:
        name = f"{say('draft_file', wanted.language)}-{name}"
    return handed_out(content, file_name(name, wanted.plan.title, wanted.language, ending))


def _refused(request: PostRequest, plan: Plan, refused: Problem) -> HttpResponse:
    context = {**frame(request, plan, "editions"), "problem": refused.in_language(page_language())}
    return render(request, "commitments/telling/overflow.html", context, status=422)


def _maker(kind: str) -> tuple[Callable[[Poster], bytes], str]:
    """Return what makes a kind of file, and its ending."""
    picture = PICTURE.fullmatch(kind)
    if picture:
        number = int(picture[1])
        return lambda made: _picture(made, number), "png"
    if kind not in FILES:
        raise Http404
    return FILES[kind]


def _pdf(made: Poster) -> bytes:
    from danaya.engines.publishing.poster import to_poster  # noqa: PLC0415  # slow import

    return to_poster(made, timestamp=midnight(now()))


def _picture(made: Poster, number: int) -> bytes:
    from danaya.engines.publishing.poster import to_poster_pictures  # noqa: PLC0415  # slow import

    if not 1 <= number <= len(made.pairs):
        raise Http404
    return to_poster_pictures(replace(made, pairs=made.pairs[number - 1 : number]))[0]


def _text(made: Poster) -> bytes:
    from danaya.engines.publishing.poster import to_poster_speech  # noqa: PLC0415  # slow import

    return to_poster_speech(made).encode("utf-8")


FILES: dict[str, tuple[Callable[[Poster], bytes], str]] = {"poster": (_pdf, "pdf"), "aloud": (_text, "txt")}
