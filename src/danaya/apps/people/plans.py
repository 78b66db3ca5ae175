"""A whole administration as it is planned before it exists, and the templates countries begin with."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.text import slugify

from danaya.apps.people.logos import Logo
from danaya.engines.language import Text

TEMPLATES = ("mali", "generic")


@dataclass(frozen=True, slots=True)
class PlannedRegion:
    """A region as it was written down: a stable code and its name."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class PlannedBody:
    """An organisation that shall take part."""

    acronym: str
    name: Text
    side: str
    umbrella: bool = False


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """A post; ``body`` is the acronym of its organisation, empty for customs itself."""

    title: Text
    sign_in_name: str
    role: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class PlannedCoordinator:
    """Who holds the first coordinator's post; the password comes hashed."""

    password_hash: str
    sign_in_name: str = "coordonnateur"
    display_name: str = ""
    email: str | None = None
    telephone: str | None = None
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class AdministrationPlan:
    """Everything a new administration needs."""

    name: Text
    short_name: str
    country: str
    coordinator: PlannedCoordinator
    language: str = "fr"
    time_zone: str = "UTC"
    motto: Text = field(default_factory=dict)
    letterhead: Text = field(default_factory=dict)
    alert_channel: Text = field(default_factory=dict)
    logo: Logo | None = None
    regions: tuple[PlannedRegion, ...] = ()
    bodies: tuple[PlannedBody, ...] = ()
    posts: tuple[PlannedPost, ...] = ()
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class CountryTemplate:
    """What an administration of a country begins with."""

    key: str
    title: Text
    country: str
    language: str
    time_zone: str
    name: Text
    short_name: str
    motto: Text
    letterhead: Text
    regions: tuple[PlannedRegion, ...]
    bodies: tuple[PlannedBody, ...]
    posts: tuple[PlannedPost, ...]


@cache
def country_template(key: str) -> CountryTemplate:
    """Return the template called ``key``, one of ``TEMPLATES``."""
    source = files("danaya.apps.people") / "templates_data" / f"{key}.toml"
    facts = tomllib.loads(source.read_text("utf-8"))
    plain = {name: facts[name] for name in ("title", "country", "language", "time_zone", "name", "short_name")}
    return CountryTemplate(
        key=key,
        motto=facts["motto"],
        letterhead=facts["letterhead"],
        regions=tuple(_region(region) for region in facts["regions"]),
        bodies=tuple(PlannedBody(**body) for body in facts["bodies"]),
        posts=tuple(PlannedPost(**post) for post in facts["posts"]),
        **plain,
    )


def _region(facts: Mapping[str, Any]) -> PlannedRegion:
    return PlannedRegion(facts["code"], {"fr": facts["name"], "en": facts["name"]})


def regions_of_lines(lines: str, language: str, known: tuple[PlannedRegion, ...] = ()) -> tuple[PlannedRegion, ...]:
    """Return the regions written one a line; a line with a known name keeps that region's code and languages."""
    by_name = {region.name.get(language, ""): region for region in known}
    names = dict.fromkeys(line.strip() for line in lines.splitlines() if line.strip())
    taken: dict[str, PlannedRegion] = {}
    for name in names:
        region = by_name.get(name) or PlannedRegion(_free_code(name, taken), {language: name})
        taken[region.code] = region
    return tuple(taken.values())


def _free_code(name: str, taken: Mapping[str, object]) -> str:
    code = slugify(name)[:30] or "region"
    number = 2
    while code in taken:
        code = f"{re.sub(r'-[0-9]+$', '', code)}-{number}"
        number += 1
    return code


def sign_in_name_of(words: str, taken: Collection[str] = ()) -> str:
    """Return a free sign-in name made of ``words``: small letters without accents, figures, hyphens."""
    plain = re.sub(r"^[^a-z]+", "", slugify(words))[:50].strip("-") or "poste"
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    return name
