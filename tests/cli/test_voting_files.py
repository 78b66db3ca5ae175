"""Files of votes, groups and statements as spreadsheets and people write them."""

from pathlib import Path

import pytest

from danaya.cli.voting_files import MOST_PROBLEMS, read_groups, read_statements, read_votes
from danaya.engines.consensus import Moderation
from danaya.engines.language import Problem, Problems


def written(tmp_path: Path, content: str | bytes, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(path: Path) -> list[tuple[str, str, int]]:
    found = read_votes(path)
    return list(zip(found.voters, found.statements, found.values, strict=True))


EXPECTED = [("a", "1", 1), ("é b", "s,2", -1), ("a", "s,2", 0)]


@pytest.mark.parametrize(
    "content",
    [
        'voter,statement,vote\na,1,1\né b,"s,2",-1\na,"s,2",0\n',
        'voter,statement,vote\r\na,1,1\r\né b,"s,2",-1\r\na,"s,2",0',
        "\ufeffvoter;statement;vote\r\na;1;1\r\né b;s,2;-1\r\na;s,2;0\r\n",
        "sep=;\r\nvoter;statement;vote\r\na;1;1\r\né b;s,2;-1\r\na;s,2;0\r\n",
        "voter\tstatement\tvote\na\t1\t1\né b\ts,2\t-1\na\ts,2\t0\n",
        'timestamp, Vote ,VOTER,note,Statement\n1,+1,a,,1\n2,-1.0,é b,x,"s,2"\n3,"0,0", a ,,"s,2"\n',
        'voter,statement,vote\n\na,1,1\n,,\né b,"s,2",\u22121\na,"s,2",0\n\n',
        'voter,statement,vote\na,1,1\né b,"s,2",-1\na,"s,2",0\n'.encode("cp1252"),
        'voter,statement,vote\na,1,1\né b,"s,2",-1\na,"s,2",0\n'.encode("utf-16"),
    ],
    ids=["plain", "windows", "french-excel", "sep", "tabs", "other-columns", "blank-rows", "cp1252", "utf-16"],
)
def test_votes_as_programs_write_them(content: str | bytes, tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, content)) == EXPECTED


def test_votes_of_a_workbook(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "votes.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("voter", "statement", "vote"), (1, 2, 1), (3, "x", -1), (3, "y", 0)]):
            sheet.write_row(number, 0, row)
    assert rows_of(path) == [("1", "2", 1), ("3", "x", -1), ("3", "y", 0)]


def test_headings_alone_are_a_consultation_without_a_vote(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, "voter,statement,vote\n")) == []


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        ("voter,statement,vote\na,1,1\na,2,2\n", "vote-unknown", "file.csv:3"),
        ("voter,statement,vote\na,1,d'accord\n", "vote-unknown", "file.csv:2"),
        ("voter,statement,vote\na,1,\n", "cell-empty", "file.csv:2"),
        ("voter,statement,vote\na,1\n", "cell-empty", "file.csv:2"),
        ("voter,statement,vote\n,1,1\n", "cell-empty", "file.csv:2"),
        ('voter,statement,vote\n"a\nb",1,1\na,,1\n', "cell-empty", "file.csv:4"),
        ("voter,statement\na,1\n", "column-missing", "file.csv"),
        ('voter,statement,vote\na,1,1\n"a,1,1\nb,1,1\n', "quote-not-closed", "file.csv:3"),
    ],
)
def test_what_is_wrong_with_votes_is_said_with_its_line(content: str, code: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        read_votes(written(tmp_path, content))
    assert (raised.value.code, raised.value.where) == (code, where)
    assert raised.value.in_language("fr") != raised.value.in_language("en")


def test_several_rows_are_named_together_and_no_more_than_a_few(tmp_path: Path) -> None:
    content = "voter,statement,vote\n" + "".join(f"a,{number},7\n" for number in range(500))
    with pytest.raises(Problems) as raised:
        read_votes(written(tmp_path, content))
    assert [problem.where for problem in raised.value.problems] == [
        f"file.csv:{line}" for line in range(2, 2 + MOST_PROBLEMS)
    ]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%", bytes(range(256)) * 40])
def test_files_that_are_no_table_are_refused_in_words(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        read_votes(written(tmp_path, content))


def test_a_file_that_is_not_there_or_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(Problem):
            read_votes(path)


def test_groups_with_an_empty_one_belong_to_none(tmp_path: Path) -> None:
    path = written(tmp_path, "voter,group\na,A\nb,\nc,B\na,A\n")
    assert read_groups(path) == {"a": "A", "c": "B"}


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        ("voter,group\na,A\na,B\n", "voter-in-two-groups", "file.csv:3"),
        ("voter,group\na,\n", "groups-none", "file.csv"),
        ("voter,group\n", "groups-none", "file.csv"),
        ("voter,group\n,A\n", "cell-empty", "file.csv:2"),
        ("voter,side\na,A\n", "column-missing", "file.csv"),
    ],
)
def test_what_is_wrong_with_groups_is_said(content: str, code: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        read_groups(written(tmp_path, content))
    assert (raised.value.code, raised.value.where) == (code, where)


def test_statements_need_their_id_only(tmp_path: Path) -> None:
    found = read_statements(written(tmp_path, "statement\n1\n2\n"))
    assert [(each.id, dict(each.text), each.moderation) for each in found] == [
        ("1", {}, Moderation.WAITING),
        ("2", {}, Moderation.WAITING),
    ]
    text = 'statement,text_fr,text_en,moderated\n1,"Un reçu, toujours",A receipt,1\n2,,Only English,-1\n3,Que le français,,\n'
    one, two, three = read_statements(written(tmp_path, text))
    assert one.text == {"fr": "Un reçu, toujours", "en": "A receipt"}
    assert (two.text, two.moderation) == ({"en": "Only English"}, Moderation.OUT)
    assert (three.text, three.moderation) == ({"fr": "Que le français"}, Moderation.WAITING)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("statement\n1\n1\n", "statement-twice"),
        ("statement,moderated\n1,2\n", "moderation-unknown"),
        ("statement,moderated\n,1\n", "cell-empty"),
        ("id\n1\n", "column-missing"),
    ],
)
def test_what_is_wrong_with_statements_is_said(content: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        read_statements(written(tmp_path, content))
    assert raised.value.code == code
