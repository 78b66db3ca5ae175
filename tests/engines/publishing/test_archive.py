"""Archives with fixed dates."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from danaya.engines.publishing.archive import fix_archive


def archive(*parts: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name, content in parts:
            target.writestr(name, content)
    return out.getvalue()


def test_dates_are_those_of_the_timestamp_in_nested_workbooks_too() -> None:
    core = b'<x><dcterms:created xsi:type="d">2001-01-01T00:00:00Z</dcterms:created></x>'
    inner = archive(("docProps/core.xml", core))
    fixed = fix_archive(
        archive(("ppt/embeddings/a.xlsx", inner), ("b.bin", b"\x00")), datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    )
    outer = ZipFile(BytesIO(fixed))
    assert {entry.date_time for entry in outer.infolist()} == {(2026, 11, 23, 9, 30, 0)}
    assert outer.read("b.bin") == b"\x00"
    nested = ZipFile(BytesIO(outer.read("ppt/embeddings/a.xlsx")))
    assert b">2026-11-23T09:30:00Z<" in nested.read("docProps/core.xml")
