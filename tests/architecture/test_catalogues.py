"""Every text is there in French and English, and the compiled catalogues are those of the sources."""

import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import messages  # noqa: E402


def test_catalogues_are_complete_and_up_to_date():
    check = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert check.returncode == 0, check.stdout + check.stderr


def keys(found):
    return [(message.context, message.singular, message.plural) for message in found]


def test_collects_from_python():
    source = '_("one")\ngettext(name)\nngettext("%(n)s a", "%(n)s b", n)\npgettext("c", "two")\nother("no")\n'
    assert keys(messages.in_python(source, "x.py")) == [
        (None, "one", ""),
        (None, "%(n)s a", "%(n)s b"),
        ("c", "two", ""),
    ]


def test_collects_from_templates():
    source = (
        '{% translate "one" %}{{ _("two") }}<c-x label="{% translate \'l\\\'une\' %}">'
        "{% blocktranslate trimmed count n=n %}\n  {{ n }} a\n{% plural %}{{ n }} b{% endblocktranslate %}"
        '{% translate "three" context "c" %}{{ x|default:_("four") }}'
    )
    found = set(keys(messages.in_template(source, "x.html")))
    assert {(None, "one", ""), (None, "two", ""), (None, "%(n)s a", "%(n)s b"), ("c", "three", "")} <= found


@pytest.fixture
def room(tmp_path):
    folder = tmp_path / "room"
    folder.mkdir()
    (folder / "texts.py").write_text('_("Open %(count)s")\n', "utf-8")
    return folder


def translate(room, words, **changes):
    path = messages.catalogue(room, "fr")
    book = polib.pofile(str(path))
    book[0].msgstr = words
    for name, value in changes.items():
        setattr(book[0], name, value)
    book.save(str(path))


def test_check_passes_when_all_is_translated_and_compiled(room):
    messages.treat("room", room, check=False)
    translate(room, "Ouvrir %(count)s")
    assert messages.treat("room", room, check=False) == []
    assert messages.treat("room", room, check=True) == []


@pytest.mark.parametrize(
    ("words", "changes", "fault"),
    [("", {}, "not translated"), ("Ouvrir %(number)s", {}, "other places"), ("Ouvrir", {}, "other places")],
)
def test_check_finds_what_is_wrong_with_a_translation(room, words, changes, fault):
    messages.treat("room", room, check=False)
    translate(room, words, **changes)
    assert any(fault in line for line in messages.treat("room", room, check=True))


def test_check_finds_a_stale_catalogue(room):
    messages.treat("room", room, check=False)
    translate(room, "Ouvrir %(count)s")
    assert any("django.mo" in line for line in messages.treat("room", room, check=True))
    messages.treat("room", room, check=False)
    (room / "texts.py").write_text('_("Close")\n', "utf-8")
    assert any("django.po" in line for line in messages.treat("room", room, check=True))


def test_check_refuses_unnamed_places_and_untrimmed_blocks(room):
    (room / "texts.py").write_text('_("Open %s")\n', "utf-8")
    (room / "templates").mkdir()
    (room / "templates" / "x.html").write_text("{% blocktranslate %}a{% endblocktranslate %}", "utf-8")
    found = "\n".join(messages.treat("room", room, check=True))
    assert "name the places" in found
    assert "without trimmed" in found


def test_check_finds_the_same_text_translated_differently_in_two_rooms(tmp_path):
    rooms = {}
    for name, words in (("first", "Clos"), ("second", "Fermé"), ("third", "Clos")):
        rooms[name] = tmp_path / name
        rooms[name].mkdir()
        (rooms[name] / "texts.py").write_text('_("Closed")\npgettext("of a door", "Closed")\n', "utf-8")
        messages.treat(name, rooms[name], check=False)
        translate(rooms[name], words)
    (found,) = [line for line in messages.collisions(rooms) if line.startswith("second")]
    assert "'Fermé' here and 'Clos' in first" in found
    del rooms["second"]
    assert messages.collisions(rooms) == []
