"""DESIGN files: round trip, and every mistake said with its key path."""

from dataclasses import replace
from pathlib import Path

import pytest

from danaya.engines.language import Problems
from danaya.engines.restitution import check_study, parse_study, read_study, write_study
from tests.engines.restitution.rounds import ITEMS, OFFICIALS, STUDY

EXAMPLES = Path(__file__).parents[3] / "examples"

SMALL = """
title = "Essai"
[audiences.all]
name = { fr = "Tous", en = "All" }
side = "private"
[scales.yes]
answers = [ { code = 1, score = 10, is = "favourable", label = "Oui" }, { code = 2, score = 0, label = "Non" } ]
[[items]]
key = "q1"
text = "Une question ?"
scale = "yes"
"""


@pytest.mark.parametrize("name", ["mali-2014.toml", "mali-2017.toml"])
def test_design_file_of_examples_survives_a_round_trip(name: str) -> None:
    study = read_study(EXAMPLES / name)
    assert parse_study(write_study(study)) == study


def test_design_file_of_a_rich_study_survives_a_round_trip() -> None:
    rich = replace(
        STUDY,
        items=(
            replace(ITEMS[0], earlier="old", reworded=True, text={"fr": 'Des « "mots" »\n', "en": "x\\y\t", "pt": "z"}),
            *ITEMS[1:],
        ),
        derive=(
            {"column": "psu", "kind": "block", "size": 8, "order": ["id"]},
            {
                "column": "x",
                "kind": "recode",
                "from": "q",
                "rules": [{"codes": [1, 2], "to": 1}, {"low": 3.5, "high": 9, "to": 2}],
                "otherwise": "keep",
            },
        ),
        notice={"fr": "Démonstration", "en": "Demonstration"},
    )
    assert parse_study(write_study(rich)) == rich


def test_study_with_defaults_is_understood() -> None:
    study = parse_study(SMALL)
    assert study.items[0].column == "q1"
    assert study.items[0].audiences == ("all",)
    assert study.label == study.title == {"fr": "Essai", "en": "Essai"}


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        (changed('scale = "yes"', 'scale = "yess"'), "not-there", "items[1].scale"),
        (changed('key = "q1"', 'kee = "q1"'), "unknown-key", "items[1].kee"),
        (changed('key = "q1"\n', ""), "missing-key", "items[1]"),
        (changed("score = 10", 'score = "ten"'), "wrong-type", "scales.yes.answers[1].score"),
        (changed("code = 2", "code = 1"), "code-twice", "scales.yes.answers[2]"),
        (changed("score = 10", "score = 11"), "score-range", "scales.yes.answers[code 1]"),
        (changed('side = "private"', 'side = "public"'), "not-a-choice", "audiences.all.side"),
        (changed('scale = "yes"\n', 'scale = "yes"\nfactor = "transparence"\n'), "not-there", "items[1].factor"),
        (changed('scale = "yes"\n', 'scale = "yes"\naudiences = ["nobody"]\n'), "not-there", "items[1].audiences"),
        (changed('key = "q1"', 'key = "q 1"'), "bad-key", "items[1]"),
        (changed('"favourable", label', '"dont_know", label'), "scored-silence", "scales.yes.answers[code 1]"),
        (changed("score = 10, ", ""), "unscored-tone", "scales.yes.answers[code 1]"),
        (changed(', label = "Non"', ""), "no-label", "scales.yes.answers[code 2]"),
        (changed('text = "Une question ?"', 'text = { fr = "Seulement" }'), "no-words", "items[1].text"),
        (SMALL + '[[derive]]\ncolumn = "x"\nkind = "blocks"\n', "derived-kind", "derive[1].kind"),
        (SMALL + '[[derive]]\ncolumn = "x"\nkind = "block"\nsize = 1\norder = ["id"]\n', "derived-block", "derive[1]"),
        (
            SMALL + '[[derive]]\ncolumn = "x"\nkind = "expression"\nexpression = "q1.real"\n',
            "expression",
            "derive[1].expression",
        ),
        (SMALL + "[domains.region]\ncolumn = 'r'\nname = 'R'\n", "no-level", "domains.region"),
        (SMALL + "[design]\nlonely = 'drop'\n", "not-a-choice", "design.lonely"),
        (SMALL + "[[items]]\nkey = 'q1'\ntext = 'Encore'\nscale = 'yes'\n", "key-twice", "items[2]"),
        ("title = ", "not-toml", ""),
    ],
)
def test_mistake_is_said_with_its_key_path(text: str, code: str, where: str) -> None:
    with pytest.raises(Problems) as caught:
        parse_study(text)
    found = {(problem.code, problem.where) for problem in caught.value.problems}
    assert (code, where) in found
    for language in ("fr", "en"):
        assert "{" not in caught.value.in_language(language).replace("{ fr", "").replace("{ codes", "").replace(
            "{ low", ""
        )


def test_form_that_breaks_off_is_shown_with_its_line() -> None:
    for text, line, shown in (
        (SMALL + "\n[[items\nkey = 1\n", len(SMALL.splitlines()) + 2, "[[items"),
        ("a = '", 1, "a = '"),
    ):
        with pytest.raises(Problems) as caught:
            parse_study(text, "design.toml")
        for language, words in (("fr", f"à la ligne {line}, "), ("en", f"on line {line}, ")):
            said = caught.value.in_language(language)
            assert words in said
            assert shown in said
            assert "Expected" not in said


def test_an_empty_file_says_each_thing_once() -> None:
    with pytest.raises(Problems) as caught:
        parse_study("")
    said = caught.value.in_language("fr").splitlines()
    assert len(said) == len(set(said))


def test_mistakes_are_said_together() -> None:
    with pytest.raises(Problems) as caught:
        parse_study(changed('side = "private"', 'side = "x"').replace("score = 10", "score = true"))
    assert len(caught.value.problems) == 2


def test_near_name_is_proposed() -> None:
    with pytest.raises(Problems, match="Do you mean “scale”"):
        parse_study(changed('scale = "yes"', 'scal = "yes"'))


def test_two_audiences_need_a_column_and_sides() -> None:
    twins = replace(STUDY, audiences=(OFFICIALS, replace(OFFICIALS, key="private")), audience_column="")
    assert {problem.code for problem in check_study(twins)} >= {"same-side", "audience-column", "shared-value"}


def test_codes_that_read_the_same_are_refused() -> None:
    scale = replace(STUDY.scales["happened"], labels={1: {"fr": "a", "en": "a"}, "01": {"fr": "b", "en": "b"}})
    found = check_study(replace(STUDY, scales={**STUDY.scales, "happened": scale}))
    assert "same-code" in {problem.code for problem in found}


def test_absent_file_and_other_encoding_are_said(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes("title = 'é'".encode("latin-1"))
    for name, code in (("none.toml", "file-not-found"), ("latin.toml", "not-utf8")):
        with pytest.raises(Problems) as caught:
            read_study(tmp_path / name)
        assert caught.value.problems[0].code == code
