"""Attacks on what a consultation shows: a group of few in any page, file or drawing, by difference, vote after vote."""

import re
from io import BytesIO

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from danaya.apps.dialogue.actions.move_phase import end_poll
from danaya.apps.dialogue.models import Grouping, Poll, Star, Vote, Voter
from danaya.apps.people.models import Role, Side
from tests.apps.dialogue.factories import AT
from tests.apps.dialogue.told import bodies
from tests.apps.dialogue.voted import Ballots, make_ballots
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db
CUSTOMS, PRIVATE = Side.CUSTOMS, Side.PRIVATE
KINDS = ("shared", "dividing", "mattering", "unknown", "not_dividing")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
FILES = ("report", "document", "workbook")


class Reader:
    """Somebody with the right to see everything that is shown, who takes it all down."""

    def __init__(self, ballots: Ballots) -> None:
        self.consultation = ballots.room.consultation
        self.client = Client()
        self.client.force_login(make_tenure(Role.COORDINATOR).account)
        self.client.cookies["django_language"] = "fr"

    def address(self, name: str, *args: object) -> str:
        return reverse(f"dialogue:{name}", args=[self.consultation.pk, *args])

    def pages(self) -> dict[str, bytes]:
        """Every page that has something of votes, by address; absent ones too."""
        shown = list(self.consultation.expectations.order_by("number"))
        wanted = [
            self.address(name) for name in ("consultation", "results", "measures", "files", "room", "expectations")
        ]
        wanted += [self.address("results_list", kind) for kind in KINDS]
        wanted += [self.address("room_slide", kind, place) for kind in KINDS[:3] for place in (1, 2, 3)]
        wanted += [self.address("expectation", one.pk) for one in shown]
        wanted += [self.address("room_text", one.number) for one in shown]
        return {address: TOKEN.sub(b"", self.client.get(address).content) for address in wanted}

    def files(self) -> dict[str, bytes]:
        """Every file in French."""
        return {kind: self.client.get(self.address("file", "fr", kind)).content for kind in FILES}

    def everything(self) -> dict[str, bytes]:
        return {**self.pages(), **self.files()}


def recount(ballots: Ballots) -> None:
    """Count the same vote once more, as if it had only now ended."""
    Poll.objects.filter(consultation=ballots.room.consultation).update(closed_on=None, tally=None)
    end_poll(ballots.room.consultation, AT)


FEW = {
    "nobody": ((0, 0, 0), ()),
    "one who agrees": ((1, 0, 0), ()),
    "four who agree": ((4, 0, 0), (0, 1)),
    "four who disagree": ((0, 4, 0), (0, 1, 2, 3)),
    "four who pass": ((0, 0, 4), ()),
    "divided": ((2, 1, 1), (2,)),
}
"""What the people of a group under five did: their votes, and who of them gave a star."""


@pytest.mark.parametrize("grouping", [Grouping.SIDES, Grouping.BODIES])
def test_nothing_that_can_be_read_depends_on_what_a_group_of_few_did(grouping):
    """The strongest form: pages and files are the same, byte for byte, whatever the hidden group voted, or whether at all."""
    make_administration()
    *large, few = [CUSTOMS, PRIVATE] if grouping == Grouping.SIDES else bodies(3)
    ballots = make_ballots(grouping=grouping)
    first, second = ballots.room.shown("Une attente."), ballots.room.shown("Une autre attente.")
    for key in large:
        ballots.vote(first, {key: (20, 5, 2)})
        ballots.vote(second, {key: (7, 20, 0)})
        ballots.star(first, {key: range(12)})
    # A body that nobody voted for would not be declared: one passes on what nobody else votes on.
    ballots.group(few, 4)
    reader, seen = Reader(ballots), {}
    for name, (ways, stars) in FEW.items():
        theirs = Voter.objects.filter(pk__in=[voter.pk for voter in ballots.people[few]])
        Vote.objects.filter(voter__in=theirs).delete()
        Star.objects.filter(voter__in=theirs).delete()
        if not Poll.objects.filter(consultation=ballots.room.consultation, closed_on=None).exists():
            Poll.objects.filter(consultation=ballots.room.consultation).update(closed_on=None, tally=None)
        for one in (first, second):
            ballots.vote(one, {few: ways})
        ballots.star(first, {few: stars})
        recount(ballots)
        seen[name] = reader.everything()
    for name, shown in seen.items():
        different = [address for address, content in shown.items() if content != seen["nobody"][address]]
        assert different == [], name


def test_nothing_that_can_be_read_leads_to_a_voter():
    make_administration()
    ballots = make_ballots()
    ballots.vote(ballots.room.shown(), {CUSTOMS: (20, 5, 2), PRIVATE: (6, 1, 0)})
    ballots.end()
    shown = b"\n".join(Reader(ballots).everything().values())
    marks = [mark for voter in Voter.objects.all() for mark in (str(voter.pk), voter.key)]
    assert len(marks) == 68
    assert not any(mark.encode() in shown for mark in marks)


PERCENT = re.compile(r"(\d+)\s*%")


def words_of(kind: str, content: bytes) -> str:
    """Return a file as text, figures of its cells as they are stored."""
    if kind == "document":
        document = docx.Document(BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join([paragraph.text for paragraph in document.paragraphs] + cells)
    if kind == "workbook":
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
        return " ".join(
            f"{round(100 * cell)} %" if isinstance(cell, float) and 0 < cell < 1 else str(cell)
            for row in rows
            for cell in row
        )
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


@pytest.mark.parametrize(("agree", "size"), [(2, 5), (2, 6), (3, 7)])
def test_group_of_five_to_seven_has_no_percentage_interval_or_bound_anywhere(agree, size):
    make_administration()
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (19, 1, 0), PRIVATE: (agree, size - agree, 0)})
    ballots.star(one, {CUSTOMS: range(17), PRIVATE: range(5)})
    ballots.end()
    reader = Reader(ballots)
    # 19 of 20 with its interval (81 to 99), 17 of 17 stars (89 to 100); axes and the words of the method.
    allowed = {95, 82, 99, 100, 89, 0, 25, 50, 75, 90, 5}
    for address, content in reader.pages().items():
        text = re.sub(r"\s+", " ", content.decode().partition("<main")[2])
        assert {int(found) for found in PERCENT.findall(text)} <= allowed, address
    for kind, content in reader.files().items():
        assert {int(found) for found in PERCENT.findall(words_of(kind, content))} <= allowed, kind
    page = reader.pages()[reader.address("results_list", "shared")].decode()
    assert f"{agree} sur {size}" in page
    assert "comptes seuls" in page


def test_drawing_has_no_mark_of_a_group_that_has_counts_only():
    """In the source of a drawing too: the private sector's colour stands once, beside its name."""
    make_administration()
    ballots = make_ballots()
    ballots.vote(ballots.room.shown(), {CUSTOMS: (19, 1, 0), PRIVATE: (3, 3, 0)})
    ballots.end()
    page = Reader(ballots).pages()[reverse("dialogue:results", args=[ballots.room.consultation.pk])].decode()
    drawings = re.findall(r"<svg[^>]*role=\"img\".*?</svg>", page, re.DOTALL)
    drawn = [svg for svg in drawings if "Secteur priv" in svg]
    assert drawn
    for svg in drawn:
        assert svg.count("#C8701A") == 1


def test_whoever_ends_the_vote_after_each_voter_sees_no_vote_alone():
    """The attack on pages: twelve votes ended one after the other, one voter changing each time."""
    make_administration()
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (20, 0, 0), PRIVATE: (10, 0, 0)})
    ballots.end()
    reader, said = Reader(ballots), []
    address = reader.address("results_list", "shared")
    for voter in ballots.people[PRIVATE]:
        ballots.again()
        number = ballots.room.consultation.polls.get(closed_on=None).number
        Vote.objects.filter(voter=voter, expectation=one).update(opinion=-1, poll=number)
        ballots.end()
        row = reader.client.get(address).content.decode().partition("<tbody")[2].partition("</tbody>")[0]
        said.append(re.sub(r"\s*\(vote \d+\)", "", re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)[2]))
    changes = [place for place in range(1, len(said)) if said[place] != said[place - 1]]
    assert changes == [4, 9]
