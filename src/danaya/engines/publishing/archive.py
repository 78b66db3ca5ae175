"""Office files are zip archives: the same parts and dates give the same bytes."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

_CREATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_EARLIEST = 1980


def fix_archive(content: bytes, timestamp: datetime) -> bytes:
    """Return the archive with every date set to ``timestamp``, in workbooks within it too."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(_entry(name, timestamp), _fixed_part(name, source.read(name), timestamp))
    return out.getvalue()


def _entry(name: str, timestamp: datetime) -> zipfile.ZipInfo:
    moment = timestamp.astimezone(UTC)
    entry = zipfile.ZipInfo(
        name, (max(moment.year, _EARLIEST), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    )
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    return entry


def _fixed_part(name: str, part: bytes, timestamp: datetime) -> bytes:
    if name.endswith(".xlsx"):
        return fix_archive(part, timestamp)
    if name == "docProps/core.xml":
        moment = timestamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        return _CREATED.sub(rb"\g<1>" + moment + rb"\g<3>", part)
    return part
