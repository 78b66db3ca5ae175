"""Series of administrative figures: typed, imported, corrected; who reads them."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import override

from danaya.apps.indicators.actions.add_series import SeriesFacts
from danaya.apps.indicators.actions.change_series import change_series
from danaya.apps.indicators.actions.import_figures import import_figures
from danaya.apps.indicators.actions.put_figure import correct_figure, remove_figure
from danaya.apps.indicators.comparing import compare_figures, is_far, seen, to_decimal
from danaya.apps.indicators.models import Draft, Figure, Frequency
from danaya.apps.indicators.queries import (
    corrections_of,
    latest,
    latest_of,
    months_of,
    reads_at,
    series_readable,
    values_between,
)
from danaya.apps.indicators.reading import figures_in
from danaya.apps.people.models import Role
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.reading import may_read
from danaya.base.journal.entries import history
from danaya.engines.framework import load_frequencies
from danaya.engines.language import Problem, in_language
from tests.apps.indicators.factories import AT, days, make_draft, make_figure, make_known_series, make_series
from tests.apps.people.factories import acting, make_organisation, make_tenure

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(Problem) as told:
        act()
    return told.value.code


def facts_of(series, **changes):
    names = ("title", "unit", "source", "better", "frequency", "factor", "visibility")
    return SeriesFacts(**{name: getattr(series, name) for name in names} | changes)


def take(draft, **options):
    return import_figures(draft, actor=make_tenure(), at=AT, **options)


def test_frequencies_are_those_of_the_framework():
    assert set(Frequency.values) == {one.key for one in load_frequencies()}
    with override("fr"):
        labels = {str(label) for label in Frequency.labels}
    assert labels == {in_language(one.name, "fr") for one in load_frequencies()}
    assert [months_of(make_series(frequency=one)) for one in Frequency] == [1, 3, 6, 12]


# Typing


@pytest.mark.parametrize(
    ("frequency", "period", "day"),
    [
        (Frequency.MONTHLY, "5/3/2025", date(2025, 3, 31)),
        (Frequency.QUARTERLY, "mars 2025", date(2025, 3, 31)),
        (Frequency.HALF_YEARLY, "mars 2025", date(2025, 6, 30)),
        (Frequency.YEARLY, "2025", date(2025, 12, 31)),
    ],
)
def test_figure_stands_on_the_last_day_of_its_period(frequency, period, day):
    assert make_figure(make_series(frequency=frequency), period).day == day


def test_figure_that_cannot_stand_is_refused():
    series = make_series()
    make_figure(series, "mars 2025")
    assert refused(lambda: make_figure(series, "31/3/2025")) == "indicators-figure-there"
    assert refused(lambda: make_figure(series, "juin 2026")) == "indicators-period-ahead"
    assert refused(lambda: make_figure(series, "avril 2025", "100000000000")) == "indicators-value-too-large"
    assert make_figure(series, "mai 2026").day == date(2026, 5, 31)  # under way


def test_correction_replaces_the_value_and_the_earlier_ones_stay_in_the_journal():
    figure = make_figure(make_series(), value="52.4")
    for value in ("49.75", "50"):
        figure = correct_figure(figure, Decimal(value), note="recompté", actor=None, at=AT)
    assert (figure.value, figure.corrected_on, figure.note) == (Decimal(50), AT.date(), "recompté")
    assert [one.earlier for one in corrections_of([figure])[figure.pk]] == [Decimal("49.75"), Decimal("52.4")]
    assert [entry.payload.get("earlier") for entry in history(figure)] == [None, "52.4000", "49.7500"]


def test_new_note_alone_is_no_correction():
    figure = correct_figure(make_figure(make_series()), Decimal("52.40"), note="grève", actor=None, at=AT)
    assert (figure.corrected_on, corrections_of([figure])) == (None, {})


def test_figure_taken_away_leaves_its_value_in_the_journal():
    figure = make_figure(make_series(code="delai"), value="52.4")
    key = figure.pk
    remove_figure(figure, actor=None, at=AT)
    assert not Figure.objects.exists()
    assert history(Figure(pk=key)).last().payload == {"series": "delai", "day": "2025-03-31", "value": "52.4000"}


def test_rhythm_stays_once_there_are_figures():
    series = make_series()
    series = change_series(series, facts_of(series, frequency=Frequency.YEARLY), actor=None, at=AT)
    make_figure(series, "2025")
    faster = facts_of(series, frequency=Frequency.MONTHLY)
    assert refused(lambda: change_series(series, faster, actor=None, at=AT)) == "indicators-has-figures"


def test_series_keeps_to_known_factors_and_a_code_of_its_own():
    with pytest.raises(ValidationError):
        make_series(factor="nowhere")
    make_series(code="delai")
    assert refused(lambda: make_series(code="delai")) == "indicators-code-taken"


# Importing


def test_table_of_figures_is_taken_and_told_in_the_journal():
    delay, complaints = make_known_series()
    draft = make_draft("figures-long.csv")
    assert refused(lambda: take(draft)) == "indicators-not-accepted"
    assert take(draft, leave_aside=True) == {"new": 4, "changed": 0, "back": 0, "gone": 0, "same": 0}
    assert days(delay) == [date(2025, 1, 31), date(2025, 2, 28)]
    last = latest(delay)
    assert (last.value, last.note, last.file.name) == (Decimal("49.75"), "grève de trois jours", "figures-long.csv")
    assert history(complaints).last().payload == {"file": last.file.sha256, "new": 2}
    assert not Draft.objects.exists()


def test_second_table_corrects_and_leaves_what_it_does_not_hold():
    delay, _complaints = make_known_series()
    make_figure(delay, "décembre 2024", "60")
    make_figure(delay, "janvier 2025", "99")
    make_figure(delay, "février 2025", "49.75")
    assert take(make_draft("figures-long.csv"), leave_aside=True) == {
        "new": 2,
        "changed": 1,
        "back": 0,
        "gone": 0,
        "same": 1,
    }
    january = delay.figures.get(day=date(2025, 1, 31))
    assert (january.value, january.corrected_on) == (Decimal("52.4"), AT.date())
    assert [one.earlier for one in corrections_of([january])[january.pk]] == [Decimal(99)]
    assert delay.figures.get(day=date(2024, 12, 31)).value == 60


def test_table_with_nothing_new_leaves_no_file():
    make_known_series()
    take(make_draft("figures-long.csv"), leave_aside=True)
    files = StoredFile.objects.count()
    assert take(make_draft("figures-long.csv"), leave_aside=True)["same"] == 4
    assert StoredFile.objects.count() == files


def test_one_series_is_known_beforehand():
    delay, _complaints = make_known_series()
    draft = make_draft("figures-calendar.csv", series=delay)
    assert take(draft)["new"] == 6
    assert latest(delay).value == Decimal("49.75")


def test_figures_that_changed_since_they_were_shown_are_not_taken():
    delay, _complaints = make_known_series()
    draft = make_draft("figures-long.csv")
    shown = seen(compare_figures(figures_in(draft, AT.date()).figures))
    make_figure(delay, "janvier 2025", "99")
    assert refused(lambda: take(draft, shown=shown, leave_aside=True)) == "indicators-changed-meanwhile"
    assert delay.figures.get().value == 99


def test_table_of_unknown_series_is_refused():
    draft = make_draft("figures-long.csv")
    assert refused(lambda: take(draft, leave_aside=True)) == "indicators-no-figure"


def test_numbers_keep_what_was_written():
    assert str(to_decimal(0.1 + 0.2)) == "0.3000"
    assert str(to_decimal(12345678901.2345)) == "12345678901.2345"
    assert to_decimal(1e10) == Decimal(10**10)


@pytest.mark.parametrize(
    ("value", "last", "far"), [("0.459", "45.9", True), ("12", "45.9", False), ("460", "45.9", True), ("0", "5", False)]
)
def test_figure_ten_times_away_is_pointed_out(value, last, far):
    assert is_far(Decimal(value), Decimal(last)) is far
    assert is_far(Decimal(value), None) is False


# Reading


def test_values_between_days_and_latest_of_several():
    delay, complaints = make_known_series()
    for period, value in (("janvier 2025", "1"), ("mars 2025", "3"), ("février 2025", "2")):
        make_figure(delay, period, value)
    found = values_between(delay, date(2025, 2, 1), date(2025, 3, 31))
    assert [one.value for one in found] == [2, 3]
    assert len(values_between(delay)) == 3
    assert {key: one.value for key, one in latest_of([delay, complaints]).items()} == {delay.pk: 3}
    assert latest(complaints) is None


READS = {
    Role.COORDINATOR: "team", Role.ANALYST: "team", Role.DIRECTOR: "team", Role.FACILITATOR: "forum",
    Role.TRAINER: "forum", Role.MEMBER: "forum", Role.OBSERVER: "programme", Role.VISITING_EXPERT: "programme",
    Role.TECHNICIAN: "public",
}  # fmt: skip


def test_each_series_is_read_by_its_circle_only():
    many = {level: make_series(visibility=level) for level in Visibility}
    order = list(Visibility)
    for role, level in READS.items():
        viewer = acting(role)
        assert reads_at(viewer) == level
        assert set(series_readable(viewer)) == {many[one] for one in order[order.index(Visibility(level)) :]}, role
    assert set(series_readable(AnonymousUser())) == {many[Visibility.PUBLIC]}


def test_tables_are_fetched_by_those_who_may_import_them():
    """A table can hold columns that were not taken, and figures of series for other readers."""
    make_known_series(visibility=Visibility.PUBLIC)
    draft = make_draft("figures-long.csv")
    readers = {role: acting(role, make_organisation("private") if role == Role.MEMBER else None) for role in READS}
    allowed = {role for role, viewer in readers.items() if may_read(draft.file, viewer)}
    take(draft, leave_aside=True)
    kept = Figure.objects.first().file
    assert (
        allowed
        == {role for role, viewer in readers.items() if may_read(kept, viewer)}
        == {Role.COORDINATOR, Role.ANALYST}
    )
