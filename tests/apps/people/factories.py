"""People made for tests: each function makes one thing with plain defaults and returns it."""

import struct
import zlib
from datetime import date
from itertools import count

from danaya.apps.people.models import (
    Account,
    Administration,
    Office,
    Organisation,
    Post,
    Region,
    Role,
    Side,
    Tenure,
)

LONG_AGO = date(2020, 1, 1)
PASSWORD = "un mot de passe d'essai"
_numbers = count(1)


def make_png(width: int = 8, height: int = 8) -> bytes:
    """A whole grey picture (its rows only up to 100: what it says of its size is what counts)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * min(width, 100) for _ in range(min(height, 100))))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def make_jpeg(*, progressive: bool = False) -> bytes:
    """The frame of a picture of 16 by 8 points: what is read of it, not what is drawn."""
    frame = struct.pack(">BHBHHB", 0xC2 if progressive else 0xC0, 11, 8, 8, 16, 1) + b"\x01\x11\0"
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff"
        + frame
        + b"\xff\xda\0\x02"
        + b"\0" * 20
        + b"\xff\xd9"
    )


def make_administration(**facts: object) -> Administration:
    defaults = {"name": {"fr": "Douanes d'essai", "en": "Trial Customs"}, "short_name": "DE", "country": "ML"}
    return Administration.objects.create(**{**defaults, **facts})


def make_organisation(side: str = Side.CUSTOMS, **facts: object) -> Organisation:
    number = next(_numbers)
    defaults = {"name": {"fr": f"Organisation {number}", "en": f"Organisation {number}"}, "acronym": f"ORG{number}"}
    return Organisation.objects.create(**{**defaults, "side": side, **facts})


def make_region(**facts: object) -> Region:
    number = next(_numbers)
    defaults = {"code": f"region-{number}", "name": {"fr": f"Région {number}", "en": f"Region {number}"}}
    return Region.objects.create(**{**defaults, **facts})


def make_office(region: Region | None = None, **facts: object) -> Office:
    number = next(_numbers)
    defaults = {"name": {"fr": f"Bureau {number}", "en": f"Office {number}"}, "region": region or make_region()}
    return Office.objects.create(**{**defaults, **facts})


def make_post(role: str = Role.COORDINATOR, organisation: Organisation | None = None, **facts: object) -> Post:
    number = next(_numbers)
    defaults = {"title": {"fr": f"Poste {number}", "en": f"Post {number}"}, "sign_in_name": f"poste-{number}"}
    place = organisation or make_organisation(side_of(role))
    return Post.objects.create(**{**defaults, "organisation": place, "role": role, **facts})


def side_of(role: str) -> str:
    """The side posts of ``role`` usually stand on."""
    return {Role.MEMBER: Side.PRIVATE, Role.OBSERVER: Side.OBSERVER, Role.VISITING_EXPERT: Side.OBSERVER}.get(
        Role(role), Side.CUSTOMS
    )


def make_account(password: str | None = PASSWORD, **facts: object) -> Account:
    account = Account(**{"display_name": f"Personne {next(_numbers)}", **facts})
    account.set_password(password)
    account.save()
    return account


def make_tenure(
    role: str = Role.COORDINATOR,
    organisation: Organisation | None = None,
    *,
    post: Post | None = None,
    account: Account | None = None,
    since: date = LONG_AGO,
    until: date | None = None,
    interim: bool = False,
) -> Tenure:
    """A post with its holder; ``make_tenure(Role.ANALYST).account`` signs in with ``PASSWORD``."""
    return Tenure.objects.create(
        post=post or make_post(role, organisation),
        account=account or make_account(),
        since=since,
        until=until,
        interim=interim,
    )


def acting(role: str = Role.COORDINATOR, organisation: Organisation | None = None) -> Account:
    """An account that acts under a post of ``role``, as the middleware would set it: for tests of permissions."""
    tenure = make_tenure(role, organisation)
    tenure.account.acting = tenure
    return tenure.account
