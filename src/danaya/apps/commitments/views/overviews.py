"""Overviews of a plan: table, board, timeline, matrix, by organisation, by factor. One form of filters, in the address of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from danaya.apps.commitments.forms.overviews import FIRST, FilterForm, Offered
from danaya.apps.commitments.models import Commitment, Plan
from danaya.apps.commitments.overviews import board as boards
from danaya.apps.commitments.overviews import grouping, listing, timeline
from danaya.apps.commitments.overviews import matrix as matrices
from danaya.apps.commitments.queries import readable_commitments
from danaya.apps.commitments.views.frame import address_of, frame, page_language
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import today
from danaya.apps.people.models import Region

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

A_PAGE = 100
TERMS = 36
"""Commitments on a page of the calendar."""
COLUMNS = 16
"""Commitments side by side in the matrix."""
ALONE = 50

VIEWS: tuple[tuple[str, "StrOrPromise"], ...] = (
    ("table", gettext_lazy("Table")),
    ("board", gettext_lazy("Board")),
    ("timeline", gettext_lazy("Timeline")),
    ("matrix", gettext_lazy("Objectives")),
    ("by_organisation", gettext_lazy("By organisation")),
    ("by_factor", gettext_lazy("By key factor")),
)
"""Name of an address, words of its link."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What an overview starts from: the commitments that the filters leave, and the context of its page."""

    rows: QuerySet[Commitment]
    chosen: dict[str, str]
    context: dict[str, Any]


def look(request: PostRequest, plan: Plan, page: str) -> Looked:
    """Read the filters of the address and return what they leave."""
    readable = readable_commitments(plan, request.user)
    form = FilterForm(
        request.GET,
        offered=Offered(
            listing.organisations_of(readable), list(Region.objects.filter(active=True)), matrices.frameworks()
        ),
    )
    applied = form.applied()
    chosen = {name: value for name, (value, _words) in applied.items()}
    query = urlencode(chosen)
    rows = listing.matching(readable, chosen).order_by("number", "pk")
    context = {
        **frame(request, plan, "table"),
        "form": form,
        "more": bool(set(chosen) - set(FIRST)),
        "applied": [
            (words, f"?{urlencode(listing.without(chosen, name))}") for name, (_value, words) in applied.items()
        ],
        "count": rows.count(),
        "query": query,
        "views": [(words, f"{address_of(name, plan)}{query and f'?{query}'}", name == page) for name, words in VIEWS],
        "view": dict(VIEWS)[page],
        "address": request.build_absolute_uri(f"{request.path}{query and f'?{query}'}"),
        "may_draft": may(request, "commitments.draft"),
    }
    return Looked(rows, chosen, context)


def page_of(request: PostRequest, looked: Looked, rows: QuerySet[Commitment], most: int) -> Page[Commitment]:
    """Return the page of the address, without counting again what was counted."""
    paginator = Paginator(rows, most)
    if rows is looked.rows:
        paginator.count = looked.context["count"]
    return paginator.get_page(request.GET.get("page"))


@permission_required("commitments.see", of=find_plan)
@require_safe
def table(request: PostRequest, plan: Plan) -> HttpResponse:
    """Every commitment in a line."""
    looked = look(request, plan, "table")
    page = page_of(request, looked, looked.rows, A_PAGE)
    context = {**looked.context, "page": page, "lines": [listing.line_of(row) for row in page.object_list]}
    return render(request, "commitments/overviews/table.html", context)


@permission_required("commitments.see", of=find_plan)
@require_safe
def board(request: PostRequest, plan: Plan) -> HttpResponse:
    """Commitments in columns, by where they stand."""
    looked = look(request, plan, "board")
    rest = listing.without(looked.chosen, "place")
    columns = [
        (column, f"{address_of('table', plan)}?{urlencode({**rest, 'place': column.name})}")
        for column in boards.board_of(looked.rows)
    ]
    return render(request, "commitments/overviews/board.html", {**looked.context, "columns": columns})


@permission_required("commitments.see", of=find_plan)
@require_safe
def timeline_page(request: PostRequest, plan: Plan) -> HttpResponse:
    """Commitments along the calendar, drawn and as a table."""
    looked = look(request, plan, "timeline")
    ordered = grouping.by_organisation(looked.rows, own_body(request))
    page = page_of(request, looked, ordered, TERMS)
    terms = timeline.terms_of(list(page.object_list), today(), page_language())
    context = {**looked.context, "page": page, "terms": terms, "drawings": drawings(terms)}
    return render(request, "commitments/overviews/timeline.html", context)


def drawings(terms: Sequence[timeline.Term]) -> list[dict[str, SafeString]]:
    """Return the calendar in parts that each fit a printed page, drawn for a page and for a telephone."""
    from danaya.engines.publishing.drawing import PHONE_WIDTH, chart_svg  # noqa: PLC0415  # slow import
    from danaya.engines.publishing.parts import take_rows  # noqa: PLC0415  # slow import

    chart = timeline.chart_of(terms, today(), page_language())
    title, alt = _("Commitments along the calendar"), _("The same stands in the table below.")
    parts = [take_rows(chart, start, start + ROWS) for start in range(0, len(terms), ROWS)]
    sizes = {"wide": WIDE, "narrow": PHONE_WIDTH}
    return [
        {
            name: mark_safe(chart_svg(part, width=width, title=title, alt=alt))  # noqa: S308  # drawn by our own engine, which escapes
            for name, width in sizes.items()
        }
        for part in parts
    ]


WIDE = 960
"""Width of a drawing on a screen, in px."""
ROWS = 9
"""Commitments of one drawing: what fits a printed page."""


@permission_required("commitments.see", of=find_plan)
@require_safe
def matrix(request: PostRequest, plan: Plan) -> HttpResponse:
    """Objectives of one framework against the commitments that serve them, and what stands alone on either side."""
    looked = look(request, plan, "matrix")
    every = matrices.frameworks()
    context = {**looked.context, "frameworks": every, "alone": [], "matrix": None}
    if every:
        named = looked.chosen.get("framework", "")
        framework = next((one for one in every if str(one.pk) == named), every[0])
        rest = listing.without(looked.chosen, "framework")
        rows = listing.matching(readable_commitments(plan, request.user), rest).order_by("number", "pk")
        page = page_of(request, looked, matrices.serving(rows, framework), COLUMNS)
        alone = matrices.without_objective(rows)
        context |= {
            "matrix": matrices.matrix_of(framework, rows, page.object_list),
            "page": page,
            "alone": alone[:ALONE],
            "alone_count": alone.count(),
            "alone_url": f"{address_of('table', plan)}?{urlencode({**rest, 'framework': listing.NONE})}",
            "others": [(one, f"?{urlencode({**rest, 'framework': one.pk})}", one.pk == framework.pk) for one in every],
        }
    return render(request, "commitments/overviews/matrix.html", context)


@permission_required("commitments.see", of=find_plan)
@require_safe
def by_organisation(request: PostRequest, plan: Plan) -> HttpResponse:
    """Commitments under the organisation of their owner: the viewer's own first, the others as in the alphabet."""
    return _grouped(request, plan, "by_organisation")


@permission_required("commitments.see", of=find_plan)
@require_safe
def by_factor(request: PostRequest, plan: Plan) -> HttpResponse:
    """Commitments under the key factor they act on."""
    return _grouped(request, plan, "by_factor")


def _grouped(request: PostRequest, plan: Plan, name: str) -> HttpResponse:
    looked = look(request, plan, name)
    ordered = grouping.GROUPINGS[name][0](looked.rows, own_body(request))
    page = page_of(request, looked, ordered, A_PAGE)
    context = {**looked.context, "page": page, "groups": grouping.groups_of(page.object_list, name)}
    return render(request, "commitments/overviews/grouped.html", context)


def own_body(request: PostRequest) -> UUID:
    """Return the organisation of the post acted under."""
    return request.acting.post.organisation_id
