"""Every page of the action plan, of indicators and of what is public: derived from the addresses, so that none can be forgotten.

An address without a sample is an error. One that refuses GET is an act and has no page.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

ROOMS = ("commitments", "indicators", "public")


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a page: address, who looks, what of the address is otherwise than usual, what stands behind the ``?``."""

    page: str
    viewer: str = "coordinator"
    named: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""


USUAL: dict[str, dict[str, str]] = {
    "commitments:answer": {"viewer": "counterpart"},
    "commitments:date": {"viewer": "counterpart"},
    "commitments:answer_sheet": {"viewer": "counterpart"},
    "commitments:adopt": {"viewer": "director"},
    "commitments:decide": {"viewer": "director"},
    "commitments:authorise_edition": {"viewer": "director"},
    "commitments:refuse_edition": {"viewer": "director"},
    "commitments:withdraw_edition": {"viewer": "director"},
    "commitments:compare_versions": {"query": "from=1&to=2"},
    "commitments:pin": {"query": "post={coordinator}"},
    "commitments:end_links": {"query": "post={coordinator}"},
    "commitments:scorecard_file": {"query": "of=ORG7"},
}
"""Address → what a look at it takes, where it is not the coordinator's or where it asks for more."""

AT_SIGNATURE = ("visa", "sign", "adopt", "enter_sheet", "take_back_text", "close_signing")
"""Pages that exist while a text is being signed: looked at last, when the third text was put."""

MORE: dict[str, Look] = {
    "home": Look("home"),
    "plan_as_member": Look("commitments:plan", "counterpart"),
    "mine_as_member": Look("commitments:mine", "counterpart"),
    "table_page_20": Look("commitments:table", query="page=20"),
    "table_words": Look("commitments:table", query="q=conteneur"),
    "table_stalled": Look("commitments:table", query="standing=stalled"),
    "by_factor_private": Look("commitments:by_factor", query="side=private"),
    "scorecard_of_one": Look("commitments:scorecard", query="of=ORG1"),
    "drafts_as_member": Look("commitments:drafts", "counterpart"),
    "library_words": Look("commitments:library", query="words=frais"),
    "import_figures_columns": Look("indicators:columns", named={"pk": "series"}),
    "import_figures_preview": Look("indicators:preview", named={"pk": "series"}),
    "public_page_50": Look("public:plan", query="page=50"),
    "link_of_counterpart": Look("commitments:link", named={"code": "counterpart"}),
    **{
        f"edit_{part}": Look("commitments:edit", named={"part": part})
        for part in ("steps", "measure", "means", "basis")
    },
}
"""Further looks: name of the figure → look."""

MORE_AT_SIGNATURE: dict[str, Look] = {
    "plan_at_signature": Look("commitments:plan"),
    "signing_open": Look("commitments:signing"),
    "signing_open_as_member": Look("commitments:signing", "counterpart"),
    "version_at_signature": Look("commitments:version", named={"number": 3}),
    "versions_three": Look("commitments:versions"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is asked for."""

    name: str
    address: str
    viewer: str


Make = Callable[[dict[str, Any]], Any]

ARGUMENTS: dict[str, Make] = {
    "commitment": lambda named: named["one"].pk,
    "milestone": lambda named: named["milestone"].pk,
    "claim": lambda named: named["waiting"].pk,
    "outcome": lambda named: named["outcome"].pk,
    "change": lambda named: named["change"].pk,
    "offer": lambda named: named["offer"].pk,
    "escalation": lambda named: named["escalation"].pk,
    "evidence": lambda named: named["evidence"].pk,
    "part": lambda named: "promise",
    "key": lambda named: "fees-posted",
    "table": lambda named: named["table"].pk,
    "returned": lambda named: named["returned"].pk,
    "body": lambda named: named["body"].pk,
    "signature": lambda named: named["signature"].pk,
    "scan": lambda named: named["scan"].pk,
    "number": lambda named: 2,
    "language": lambda named: "fr",
    "kind": lambda named: "pdf",
    "post_id": lambda named: named["one"].owner_id,
    "decision": lambda named: named["decision"].pk,
    "message": lambda named: named["message"].pk,
    "code": lambda named: named["links"]["owner"],
    "act": lambda named: "claim",
    "of": lambda named: named["milestone"].pk,
    "pk": lambda named: named["one"].plan_id,
}
"""Argument of addresses → what it is, where the page does not ask for another."""

OF_PAGES: dict[tuple[str, str], Make] = {
    ("commitments:propose", "commitment"): lambda named: named["draft"].pk,
    ("commitments:edit", "commitment"): lambda named: named["proposed"].pk,
    ("commitments:rate", "commitment"): lambda named: named["proposed"].pk,
    ("commitments:withdraw", "commitment"): lambda named: named["proposed"].pk,
    ("commitments:outcome", "claim"): lambda named: named["contested"].pk,
    ("commitments:edition", "number"): lambda named: named["edition"].number,
    ("commitments:poster_file", "kind"): lambda named: "poster",
    **{
        (f"indicators:{page}", "pk"): lambda named: named["framework"].pk
        for page in ("framework", "edit_framework", "upload_objectives")
    },
    **{
        (f"indicators:{page}", "pk"): lambda named: named["series"].pk
        for page in ("series", "edit_series", "new_figure", "upload_series")
    },
    ("indicators:figure", "pk"): lambda named: named["figure"].pk,
    **{
        (f"indicators:{page}", "pk"): lambda named: named["drafts"]["framework"]
        for page in ("columns", "preview", "give_up")
    },
}
"""Page and argument → what it is, where the page asks for another than usual."""


def argument(named: dict[str, Any], page: str, name: str) -> Any:
    """Return what an address names.

    Raises
    ------
    LookupError
        Where nobody said what this address names.
    """
    make = OF_PAGES.get((page, name)) or ARGUMENTS.get(name)
    if make is None:
        raise LookupError(f"{page}: say in benchmarks/plan_pages.py what “{name}” is")
    return make(named)


def otherwise(named: dict[str, Any], name: str, value: Any) -> Any:
    """Return another object than usual for an argument: a link's code, an import's key; else the value itself."""
    return {"code": named["links"], "pk": named["drafts"]}.get(name, {}).get(value, value)


def walk(
    resolver: Any, spaces: tuple[str, ...] = (), taken: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each address with the names of its arguments."""
    from django.urls import URLResolver

    for entry in resolver.url_patterns:
        names = (*taken, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from walk(entry, (*spaces, *filter(None, [entry.namespace])), names)
        else:
            yield ":".join((*spaces, entry.name or "")), names


def pages(around: Any, *, signing: bool) -> list[Page]:
    """Return every look at an address of the three rooms, before or after the third text was put to signature."""
    from django.urls import get_resolver

    names = dict(walk(get_resolver()))
    looks = {
        short(page): Look(page, **USUAL.get(page, {}))
        for page in names
        if page.partition(":")[0] in ROOMS and (short(page) in AT_SIGNATURE) == signing
    }
    looks |= MORE_AT_SIGNATURE if signing else MORE
    return [Page(name, address_of(look, names[look.page], around), look.viewer) for name, look in looks.items()]


def short(page: str) -> str:
    """Return the name of an address's figure: without its room for the plan."""
    return page.removeprefix("commitments:").replace(":", "_")


def address_of(look: Look, names: tuple[str, ...], around: Any) -> str:
    """Return where a look is directed."""
    from django.urls import reverse

    given = {name: argument(around.named, look.page, name) for name in names}
    given |= {name: otherwise(around.named, name, value) for name, value in look.named.items()}
    query = look.query.format(coordinator=around.coordinator.post_id)
    return reverse(look.page, kwargs=given) + (f"?{query}" if query else "")
