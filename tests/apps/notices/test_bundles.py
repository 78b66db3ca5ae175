"""Bundles over weeks with a clock that stands still, received by a real SMTP server."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from danaya.apps.notices.actions.change_preferences import change_preferences
from danaya.apps.notices.actions.mark_read import mark_read
from danaya.apps.notices.bundles import last_moment
from danaya.apps.notices.models import Mail, Notice, State
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.apps.people.models import Administration, Role
from tests.apps.notices.factories import make_notice
from tests.apps.notices.post_office import text_of
from tests.apps.people.factories import make_account, make_administration, make_post, make_tenure

pytestmark = pytest.mark.django_db
BAMAKO = ZoneInfo("Africa/Bamako")


def choose(account, clock, **choices):
    stands = {"mail": True, "refused_kinds": [], "days": [0, 3], "paused_until": None}
    change_preferences(account, **{**stands, **choices}, actor=None, at=clock())


def hours(clock, tick, count):
    """Let hours pass, one pass of the periodic work in each."""
    for _hour in range(count):
        tick()
        clock.advance(hours=1)


# When


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        (datetime(2026, 5, 4, 6, 59, tzinfo=UTC), [0, 3], None),
        (datetime(2026, 5, 4, 7, 0, tzinfo=UTC), [0, 3], datetime(2026, 5, 4, 7, tzinfo=UTC)),
        (datetime(2026, 5, 6, 23, 0, tzinfo=UTC), [0, 3], datetime(2026, 5, 4, 7, tzinfo=UTC)),
        (datetime(2026, 5, 3, 7, 0, tzinfo=UTC), [0], datetime(2026, 4, 27, 7, tzinfo=UTC)),
        (datetime(2026, 5, 4, 9, 0, tzinfo=UTC), [], None),
    ],
)
def test_last_moment_of_a_bundle(now, days, expected):
    assert last_moment(now, days, BAMAKO) == expected


def test_last_moment_is_seven_o_clock_of_the_administration():
    now = datetime(2026, 5, 4, 5, 30, tzinfo=UTC)
    assert last_moment(now, [0], ZoneInfo("Africa/Nairobi")) == datetime(2026, 5, 4, 4, tzinfo=UTC)


def test_notices_of_a_week_go_in_two_bundles(office, member, clock, tick):
    for _day in range(7):
        make_notice(member, "test.routine", at=clock())
        hours(clock, tick, 24)
    sent = [letter["Date"].datetime for letter in office.letters]
    assert sent == [datetime(2026, 5, 4, 7, tzinfo=UTC), datetime(2026, 5, 7, 7, tzinfo=UTC)]
    told = [text.count("---") for text in office.texts()]
    assert told == [1, 3]


def test_no_week_sees_more_than_two_bundles(office, member, clock, tick):
    """Over ten weeks, a notice an hour, choices changed every week: no seven days hold three bundles."""
    days = ([0, 3], [1, 4], [2, 5], [6, 0], [3, 1])
    for week in range(10):
        choose(member, clock, days=sorted(days[week % 5]))
        for _hour in range(0, 7 * 24, 3):
            make_notice(member, "test.routine", at=clock())
            tick()
            clock.advance(hours=3)
    moments = [letter["Date"].datetime for letter in office.letters]
    assert len(moments) > 14
    assert min(later - earlier for earlier, later in zip(moments, moments[2:], strict=False)) >= timedelta(days=7)


def test_nothing_goes_when_nothing_is_new(office, member, clock, tick):
    make_notice(member, "test.routine", at=clock() - timedelta(hours=1))
    hours(clock, tick, 14 * 24)
    assert len(office.letters) == 1
    assert Mail.objects.count() == 1


def test_bundle_waits_for_its_day_and_hour(office, member, clock, tick):
    make_notice(member, "test.routine", at=clock())
    tick()
    assert office.letters == []
    clock.advance(hours=1)
    tick()
    assert len(office.letters) == 1


def test_day_missed_while_the_server_stood_still_is_made_up(office, member, clock, tick):
    make_notice(member, "test.routine", at=clock())
    clock.advance(days=1, hours=2)
    tick()
    assert len(office.letters) == 1


def test_notice_read_before_the_mail_goes_is_left_out(office, member, clock, tick):
    read = make_notice(member, "test.routine", subject="Lu sur la page", at=clock())
    make_notice(member, "test.routine", subject="Encore à lire", at=clock())
    mark_read(read, account=member, at=clock())
    clock.advance(hours=1)
    tick()
    [text] = office.texts()
    assert "Encore à lire" in text
    assert "Lu sur la page" not in text


def test_mail_whose_notices_were_read_while_it_waited_never_goes(office, member, clock, tick):
    notice = make_notice(member, "people.account", at=clock())
    office.down()
    tick()
    mark_read(notice, account=member, at=clock())
    office.up()
    clock.advance(hours=1)
    tick()
    assert office.letters == []
    assert Mail.objects.get().state == State.NOT_NEEDED


# Apart, at once


def test_invitations_and_security_go_at_once_and_apart(office, member, clock, tick):
    make_notice(member, "test.routine", subject="Courant", at=clock())
    make_notice(member, "test.invitation", subject="Réunion du 12", at=clock())
    make_notice(member, "people.account", subject="Mot de passe changé", at=clock())
    tick()
    assert sorted(letter["Subject"] for letter in office.letters) == [
        "Danaya DE, 1 message\u00a0: Mot de passe changé",
        "Danaya DE, 1 message\u00a0: Réunion du 12",
    ]


def test_invitations_do_not_count_among_the_two_bundles(office, member, clock, tick):
    for _day in range(7):
        make_notice(member, "test.invitation", at=clock())
        make_notice(member, "test.routine", at=clock())
        hours(clock, tick, 24)
    routine = Mail.objects.filter(urgency="routine", state=State.SENT).count()
    invitations = Mail.objects.filter(urgency="invitation", state=State.SENT).count()
    assert (routine, invitations) == (2, 7)


# Who


def test_person_with_several_posts_gets_one_bundle(office, member, clock, tick):
    other = make_tenure(Role.MEMBER, account=member)
    make_notice(member, "test.routine", at=clock())
    make_notice(other.post, "test.routine", at=clock())
    clock.advance(hours=1)
    tick()
    [text] = office.texts()
    assert text.count("---") == 2
    assert f"{other.post.title['fr']} ·" in text


def test_successor_is_told_what_the_predecessor_left_unread(office, clock, tick):
    make_administration()
    old = make_tenure(Role.MEMBER, account=make_account(email="ancien@chambre.example"))
    successor = make_account(email="nouveau@chambre.example")
    make_notice(old.post, "test.routine", subject="À suivre", at=clock())
    clock.advance(hours=1)
    tick()
    hand_over_post(old.post, successor, since=date(2026, 5, 5), actor=None, at=clock())
    clock.advance(days=3)
    tick()
    assert [letter["To"] for letter in office.letters] == ["ancien@chambre.example", "nouveau@chambre.example"]
    assert "À suivre" in text_of(office.letters[1])


def test_nobody_is_told_of_a_vacant_post(office, clock, tick):
    make_administration()
    make_notice(make_post(Role.MEMBER), "test.invitation", at=clock())
    tick()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("without", ["address", "activity"])
def test_account_without_address_or_closed_gets_nothing(office, member, clock, tick, without):
    member.email, member.is_active = (None, True) if without == "address" else (member.email, False)
    member.save()
    make_notice(member, "people.account", at=clock())
    tick()
    assert not Mail.objects.exists()


def test_old_notices_are_on_the_page_only(office, member, clock, tick):
    make_notice(member, "people.account", at=clock() - timedelta(days=15))
    tick()
    assert not Mail.objects.exists()


def test_long_list_says_how_many_more_there_are(office, member, clock, tick):
    for number in range(23):
        make_notice(member, "test.routine", subject=f"Numéro {number:02}", at=clock() - timedelta(minutes=number))
    clock.advance(hours=1)
    tick()
    [letter] = office.letters
    assert letter["Subject"] == "Danaya DE, 23 messages, dont\u00a0: Numéro 00"
    text = text_of(letter)
    assert text.count("---") == 20
    assert "3 autres messages attendent sur votre page." in text
    hours(clock, tick, 24 * 7)
    assert len(office.letters) == 1


# As they chose


def test_kind_left_out_does_not_come(office, member, clock, tick):
    choose(member, clock, refused_kinds=["test.routine"])
    make_notice(member, "test.routine", subject="Sans", at=clock())
    make_notice(member, "test.other", subject="Avec", at=clock())
    clock.advance(hours=1)
    tick()
    [text] = office.texts()
    assert "Avec" in text
    assert "Sans" not in text


def test_choice_made_while_the_mail_waits_counts(office, member, clock, tick):
    make_notice(member, "test.invitation", at=clock())
    office.down()
    tick()
    choose(member, clock, mail=False)
    office.up()
    clock.advance(hours=1)
    tick()
    assert office.letters == []


def test_mails_stopped_leave_security_only(office, member, clock, tick):
    choose(member, clock, mail=False)
    for kind in ("test.routine", "test.invitation", "people.account"):
        make_notice(member, kind, subject=kind, at=clock())
    clock.advance(hours=1)
    tick()
    assert [letter["Subject"] for letter in office.letters] == ["Danaya DE, 1 message\u00a0: people.account"]


def test_pause_ends_on_its_day(office, member, clock, tick):
    choose(member, clock, paused_until=date(2026, 5, 7))
    make_notice(member, "test.routine", at=clock())
    hours(clock, tick, 3 * 24 + 1)
    assert office.letters == []
    hours(clock, tick, 24)
    assert [letter["Date"].datetime for letter in office.letters] == [datetime(2026, 5, 7, 7, tzinfo=UTC)]


def test_days_are_the_persons_own(office, member, clock, tick):
    choose(member, clock, days=[2])
    make_notice(member, "test.routine", at=clock())
    hours(clock, tick, 7 * 24)
    assert [f"{letter['Date'].datetime:%A}" for letter in office.letters] == ["Wednesday"]


def test_day_is_that_of_the_administrations_time_zone(office, member, clock, tick):
    Administration.objects.update(time_zone="Pacific/Auckland")
    choose(member, clock, days=[0])
    clock.now = datetime(2026, 5, 3, 18, 0, tzinfo=UTC)  # six o'clock on Monday in Auckland
    make_notice(member, "test.routine", at=clock())
    tick()
    assert office.letters == []
    clock.advance(hours=1)
    tick()
    assert len(office.letters) == 1


# Languages


def test_each_mail_speaks_its_readers_language(office, member, clock, tick):
    english = make_account(email="ama@chamber.example", language="en")
    for account in (member, english):
        make_notice(account, "test.invitation", subject="Réunion", at=clock())
    tick()
    [french_letter], [english_letter] = office.to("awa@chambre.example"), office.to("ama@chamber.example")
    assert french_letter["Subject"] == "Danaya DE, 1 message\u00a0: Réunion"
    assert english_letter["Subject"] == "Danaya DE, 1 notice: Réunion EN"
    assert "Choisir ce qui vient par courriel" in text_of(french_letter)
    assert "Choose what comes by mail" in text_of(english_letter)
    assert (french_letter["Content-Language"], english_letter["Content-Language"]) == ("fr", "en")


def test_work_takes_the_same_few_queries_for_many_readers(office, clock, django_assert_max_num_queries):
    from danaya.apps.notices.queries import readers_with_news

    make_administration()
    for number in range(20):
        make_notice(make_account(email=f"p{number}@chambre.example"), "test.routine", at=clock())
    with django_assert_max_num_queries(7):
        assert len(readers_with_news(clock(), date(2026, 5, 4))) == 20
    assert Notice.objects.count() == 20
