"""The draft of an administration: what was typed on each page, as typed, and the plan it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import QueryDict

from danaya.apps.people.forms.setup import (
    AdministrationStep,
    BodyFormSet,
    CoordinatorStep,
    CountryForm,
    PostFormSet,
    RegionsStep,
)
from danaya.apps.people.logos import Logo
from danaya.apps.people.models import Role, SetupDraft, Side
from danaya.apps.people.plans import (
    AdministrationPlan,
    CountryTemplate,
    PlannedBody,
    PlannedCoordinator,
    PlannedPost,
    country_template,
    regions_of_lines,
    sign_in_name_of,
)
from danaya.engines.language import Text, in_language

StepForm = BaseForm | BaseFormSet[Any]
FOCAL_POINT = {"fr": "Point focal {acronym}", "en": "Focal point {acronym}"}
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password1", "password2", "back", "more", "logo"})
SPARE_ROWS = 2
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A stored draft, read in the language of the page."""

    stored: SetupDraft
    language: str

    def typed(self, step: str) -> QueryDict | None:
        """Return what was typed on the page ``step``, or nothing where it was not seen yet."""
        answers = self.stored.answers.get(step)
        if answers is None:
            return None
        data = QueryDict(mutable=True)
        for name, values in answers.items():
            data.setlist(name, values)
        return data

    def keep(self, step: str, typed: Mapping[str, Any]) -> None:
        """Keep what was typed on the page ``step``, right or wrong, but no password."""
        values = {name: [words.replace("\0", "") for words in typed.getlist(name)] for name in kept_names(typed)}  # type: ignore[attr-defined]
        self.stored.answers[step] = {**values, "language": values.get("language") or [self.language]}
        self.stored.save()

    def answers(self, step: str) -> dict[str, Any]:
        """Return what the page ``step`` says, checked; empty where it is not complete."""
        form = self.form(step)
        return dict(form.cleaned_data) if form.is_bound and form.is_valid() else {}

    def rows(self, step: str) -> list[dict[str, Any]]:
        """Return the kept rows of the page ``step``; those it begins with where it was not seen yet."""
        formset = cast("BaseFormSet[Any]", self.form(step))
        if not formset.is_bound:
            return [dict(row) for row in formset.initial or [] if row["keep"]]
        return [form.cleaned_data for form in formset.forms if form.is_valid() and form.cleaned_data.get("keep")]

    @property
    def country(self) -> str:
        """The chosen country, empty before."""
        return str(self.answers("country").get("country", ""))

    @property
    def template(self) -> CountryTemplate:
        """What administrations of the chosen country begin with."""
        own = next((key for key in ("mali",) if country_template(key).country == self.country), "generic")
        return country_template(own)

    @property
    def password_hash(self) -> str:
        """The hash of the chosen password, empty before."""
        return str(self.stored.answers.get("password_hash", ""))

    def form(self, step: str, typed: QueryDict | None = None, files: Any = None) -> Any:
        """Return the form of the page ``step`` with what was typed now or before, else with what it begins with."""
        return FORMS[step](self, typed if typed is not None else self.typed(step), files)

    def add_rows(self, step: str) -> None:
        """Give the page ``step`` some more rows."""
        data = self.stored.answers[step]
        rows = data.get("form-TOTAL_FORMS", ["0"])[-1]
        data["form-TOTAL_FORMS"] = [str(min(int(rows), MOST_ROWS) + SPARE_ROWS if rows.isdecimal() else SPARE_ROWS)]
        self.stored.save()

    def is_complete(self, step: str) -> bool:
        """Tell whether the page ``step`` was seen and everything on it is right."""
        form = self.form(step)
        return bool(form.is_bound and form.is_valid() and (step != "coordinator" or self.password_hash))


def kept_names(typed: Mapping[str, Any]) -> list[str]:
    """Return the names of what may be kept of a page: no password, no file, nothing that no database keeps."""
    return [name for name in typed if name not in NEVER_KEPT and "\0" not in name]


def _country(draft: Draft, typed: QueryDict | None, _files: Any) -> StepForm:
    return CountryForm(typed, initial={"language": draft.language})


def _administration(draft: Draft, typed: QueryDict | None, files: Any) -> StepForm:
    template = draft.template
    begins = {"name": template.name, "short_name": template.short_name, "time_zone": template.time_zone}
    return AdministrationStep(typed, files, initial=begins)


def _regions(draft: Draft, typed: QueryDict | None, _files: Any) -> StepForm:
    names = [in_language(region.name, draft.language) for region in draft.template.regions]
    return RegionsStep(typed, initial={"lines": "\n".join(names)})


def _bodies(draft: Draft, typed: QueryDict | None, _files: Any) -> StepForm:
    begins: list[dict[str, Any]] = [
        {"keep": True, "acronym": body.acronym, "name": in_language(body.name, draft.language), "side": body.side}
        for body in draft.template.bodies
    ]
    spare = [{"keep": False, "side": Side.PRIVATE}] * SPARE_ROWS
    return BodyFormSet(typed, initial=[*begins, *spare])


def _posts(draft: Draft, typed: QueryDict | None, _files: Any) -> StepForm:
    spare = [{"keep": False, "role": Role.MEMBER}] * SPARE_ROWS
    initial = [{**_post_row(post, draft.language), "keep": True} for post in first_posts(draft)]
    return PostFormSet(typed, initial=[*initial, *spare], form_kwargs={"bodies": bodies_to_choose(draft)})


def _coordinator(draft: Draft, typed: QueryDict | None, _files: Any) -> StepForm:
    return CoordinatorStep(typed, country=draft.country, has_password=bool(draft.password_hash))


FORMS: dict[str, Callable[[Draft, QueryDict | None, Any], StepForm]] = {
    "country": _country,
    "administration": _administration,
    "regions": _regions,
    "bodies": _bodies,
    "posts": _posts,
    "coordinator": _coordinator,
}
STEPS = tuple(FORMS)


def _post_row(post: PlannedPost, language: str) -> dict[str, Any]:
    return {
        "title": in_language(post.title, language),
        "sign_in_name": post.sign_in_name,
        "role": post.role,
        "body": post.body,
    }


def bodies_to_choose(draft: Draft) -> dict[str, tuple[str, str]]:
    """Return acronym → (what is shown, side) of customs (empty acronym) and of each kept body."""
    customs = str(draft.answers("administration").get("short_name") or draft.template.short_name or "—")
    bodies = {row["acronym"]: (row["acronym"], row["side"]) for row in draft.rows("bodies")}
    return {"": (customs, Side.CUSTOMS), **bodies}


def first_posts(draft: Draft) -> list[PlannedPost]:
    """Return the posts an administration of the chosen country begins with: customs', and a focal point per body."""
    posts = list(draft.template.posts)
    taken = {post.sign_in_name for post in posts}
    for acronym, (_label, side) in bodies_to_choose(draft).items():
        if acronym:
            posts.append(_focal_point(acronym, side, taken))
            taken.add(posts[-1].sign_in_name)
    return posts


def _focal_point(acronym: str, side: str, taken: set[str]) -> PlannedPost:
    title = {language: words.format(acronym=acronym) for language, words in FOCAL_POINT.items()}
    role = Role.OBSERVER if side == Side.OBSERVER else Role.MEMBER
    return PlannedPost(title, sign_in_name_of(f"point-focal-{acronym}", taken), role, acronym)


def plan_of(draft: Draft) -> AdministrationPlan:
    """Return the plan of a draft whose pages are all complete."""
    country, named = draft.answers("country"), draft.answers("administration")
    template, stored = draft.template, draft.stored
    return AdministrationPlan(
        name=named["name"],
        short_name=named["short_name"],
        country=country["country"],
        language=country["language"],
        time_zone=named["time_zone"],
        motto=template.motto,
        letterhead=template.letterhead,
        logo=Logo(bytes(stored.logo), stored.logo_type) if stored.logo else None,
        regions=regions_of_lines(draft.answers("regions")["lines"], _typed_in(draft, "regions"), template.regions),
        bodies=_planned_bodies(draft),
        posts=_planned_posts(draft),
        coordinator=_planned_coordinator(draft, country["language"]),
    )


def _typed_in(draft: Draft, step: str) -> str:
    typed = draft.typed(step)
    return str(typed.get("language", draft.language)) if typed else draft.language


def _planned_bodies(draft: Draft) -> tuple[PlannedBody, ...]:
    language = _typed_in(draft, "bodies")
    known = {in_language(body.name, language): body for body in draft.template.bodies}
    return tuple(
        PlannedBody(
            acronym=row["acronym"],
            name=known[row["name"]].name if row["name"] in known else {language: row["name"]},
            side=row["side"],
            umbrella=known[row["name"]].umbrella if row["name"] in known else False,
        )
        for row in draft.rows("bodies")
    )


def _planned_posts(draft: Draft) -> tuple[PlannedPost, ...]:
    language = _typed_in(draft, "posts")
    known: dict[str, Text] = {in_language(post.title, language): post.title for post in first_posts(draft)}
    return tuple(
        PlannedPost(known.get(row["title"], {language: row["title"]}), row["sign_in_name"], row["role"], row["body"])
        for row in draft.rows("posts")
    )


def _planned_coordinator(draft: Draft, language: str) -> PlannedCoordinator:
    person = draft.answers("coordinator")
    post = next(row for row in draft.rows("posts") if row["role"] == Role.COORDINATOR)
    return PlannedCoordinator(
        password_hash=draft.password_hash,
        sign_in_name=post["sign_in_name"],
        display_name=person["display_name"],
        email=person["email"] or None,
        telephone=person["telephone"],
        language=language,
    )
