"""The restitution pack: asking for it, and handing its files out, always as downloads."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from danaya.apps.findings.models import Analysis, Pack
from danaya.apps.findings.views.frame import LANGUAGES_DRAWN, frame, page_language
from danaya.apps.findings.views.lookup import FileOfPack, find_analysis, find_file
from danaya.apps.findings.work import PACK
from danaya.apps.people.access import PostRequest, check, may, permission_required
from danaya.apps.people.clock import now
from danaya.base.jobs.work import enqueue

DIRECTOR = "director.pdf"
"""The director's page: for the director and the team."""
KINDS = {
    "director.pdf": _("Director's page on one sheet"),
    "findings.json": _("Findings as data"),
    "estimates.csv": _("Estimates at full precision"),
    "answers.csv": _("Answers that the R program reads"),
    "earlier.csv": _("Answers of the earlier round that the R program reads"),
    "reproduce.R": _("R program that recomputes every published figure"),
    "html": _("Web page"),
    "pdf": _("PDF to read and print"),
    "docx": _("Word report to edit"),
    "pptx": _("PowerPoint slides"),
    "xlsx": _("Excel workbook of the published figures"),
}


@permission_required("findings.see_results", of=find_analysis)
@require_safe
def pack(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """The files of the pack per language, those of the viewer's language first; the way to make what is missing."""
    packs = {pack.language: pack for pack in analysis.packs.all()}
    first = page_language()
    ordered = sorted(LANGUAGES_DRAWN, key=lambda language: language != first)
    editions = [
        {"code": code, "pack": packs.get(code), "files": files_for(request, packs[code]) if code in packs else []}
        for code in ordered
    ]
    stale = [code for code in ordered if code not in packs or packs[code].visibility != analysis.visibility]
    context = {
        **frame(request, analysis, "pack"),
        "editions": editions,
        "stale": stale,
        "may_make": may(request, "findings.make_pack"),
    }
    return render(request, "findings/pack.html", context)


def files_for(request: PostRequest, pack: Pack) -> list[dict[str, object]]:
    """Return the files of a pack that the viewer may take, the team's own last."""
    files = [
        {**entry, "kind": kind_of(entry["name"])}
        for entry in pack.files
        if may_take(request, entry["name"], team=entry["team"])
    ]
    return sorted(files, key=lambda entry: entry["team"])


def kind_of(name: str) -> object:
    """Return what a file is: by its name, else by its ending."""
    return KINDS.get(name) or KINDS.get(name.rpartition(".")[2], "")


def is_director_file(name: str) -> bool:
    """Tell whether a file is the director's page."""
    return name == DIRECTOR


def may_take(request: PostRequest, name: str, *, team: bool) -> bool:
    """Tell whether the viewer may take a file of a pack of an analysis they may read."""
    if team:
        return may(request, "findings.take_team_files")
    return not is_director_file(name) or may(request, "findings.see_director_page")


@permission_required("findings.make_pack", of=find_analysis)
@require_POST
def make(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """Ask for the packs in every language, or in the one that is named."""
    wanted = [code for code in LANGUAGES_DRAWN if request.POST.get("language", code) == code]
    asked = enqueue(
        PACK,
        owner=request.user,
        at=now(),
        analysis_id=str(analysis.pk),
        languages=wanted,
        tenure=str(request.acting.pk),
        moment=now().isoformat(),
    )
    return redirect(asked.get_absolute_url())


@permission_required("findings.see_results", of=find_file)
@require_safe
def pack_file(request: PostRequest, file: FileOfPack) -> FileResponse:
    """Hand a file out; the team's own files and the director's page to those they are for."""
    if file.team:
        check(request, "findings.take_team_files", file)
    if is_director_file(file.name):
        check(request, "findings.see_director_page", file)
    if not file.path.is_file():
        raise Http404
    response = FileResponse(file.path.open("rb"), as_attachment=True, filename=download_name(file))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response


def download_name(file: FileOfPack) -> str:
    """Return a name that says what the file is when it lies among others: year, digest, language, name."""
    analysis = file.analysis
    return f"danaya-{analysis.round.year}-{analysis.digest[:8]}-{file.pack.language}-{file.name}"
