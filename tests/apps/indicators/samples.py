"""Frameworks and series for the table of permissions: the own body's strategy, a series for the team only, a table on its way."""

from functools import cached_property
from typing import Any

from danaya.apps.indicators.models import Draft, Figure, Framework, Kind, Series
from danaya.apps.people.models import Organisation, Tenure
from tests.apps.indicators.factories import make_draft, make_figure, make_framework, make_series

OF_FIGURE, OF_DRAFT = frozenset({"figure"}), frozenset({"columns", "preview", "give_up"})
OF_SERIES = frozenset({"series", "edit_series", "new_figure", "upload_series"})


class Indicators:
    """What the addresses of indicators are tried on, made when it is asked for."""

    def __init__(self, body: Organisation, member: Tenure) -> None:
        self.body, self.member = body, member

    @cached_property
    def framework(self) -> Framework:
        """The strategy of a private body."""
        return make_framework(Kind.STRATEGY, organisation=self.body)

    @cached_property
    def draft(self) -> Draft:
        """A table of objectives that the body's member handed in."""
        return make_draft(framework=self.framework, actor=self.member)

    @cached_property
    def series(self) -> Series:
        """A series that only the team and the director read."""
        return make_series()

    @cached_property
    def figure(self) -> Figure:
        """A figure of it."""
        return make_figure(self.series)

    def argument(self, name: str) -> Any:
        """Return the key that stands in the address ``indicators:<name>``."""
        if name in OF_DRAFT:
            return self.draft.pk
        if name in OF_SERIES:
            return self.series.pk
        return self.figure.pk if name in OF_FIGURE else self.framework.pk
