"""Write docs/reference/question-bank.md from the bank: `python tools/question_bank.py`."""

from pathlib import Path

from danaya.engines.framework import AnswerScale, KeyFactor, Question, QuestionBank, load_bank, load_factors

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "question-bank.md"

_INTRODUCTION = """# The question bank

Written by `tools/question_bank.py` from the data in `src/danaya/engines/framework/data`; a test keeps it true. Version {version} of the bank.

The wording is the project's own. The World Customs Organization's questionnaires are not part of it: an administration
imports its own licensed copy. Officials are asked {officials} scored questions, the private sector {private}; {shared} of
them are the same for both, so that gaps can be shown question by question. The behaviour module asks what happened in
the last twelve months: its shares stand alone and never enter a factor's score.

Marks: **S** sensitive (published from 20 answers on), **F** "speaking freely", **R** a sentence that describes a weakness:
disagreeing (or "never") is the good answer.
"""


def write_page() -> str:
    """Return the whole page."""
    bank = load_bank()
    counts = {one.key: len(bank.asked_of(one.key, "perception")) for one in bank.audiences}
    parts = [_INTRODUCTION.format(version=bank.version, shared=len(bank.shared()), **counts)]
    parts += [_write_factor(bank, factor) for factor in load_factors()]
    parts.append(_write_behaviour(bank))
    parts.append("## Answer scales\n\n" + "\n".join(_write_scale(scale) for scale in bank.scales.values()))
    parts.append(_write_traits(bank))
    return "\n".join(parts)


def _write_factor(bank: QuestionBank, factor: KeyFactor) -> str:
    questions = [one for one in bank.questions if one.factor == factor.key and one.kind == "perception"]
    links = [f"TFA {key}" for key in factor.articles] + [f"SDG {key}" for key in factor.targets]
    title = f"## {factor.number}. {factor.name['fr']} · {factor.name['en']} · {factor.name['es']}"
    explanation = f"{factor.explanation['fr']}\n\n{factor.explanation['en']}\n\nTouches: {', '.join(links)}."
    return f"{title}\n\n{explanation}\n\n{_write_table(questions)}"


def _write_behaviour(bank: QuestionBank) -> str:
    return "## Behaviour module\n\n" + _write_table([one for one in bank.questions if one.kind != "perception"])


def _write_table(questions: list[Question]) -> str:
    rows = [
        f"| `{one.key}` | {one.text['fr']}<br>{one.text['en']} | {' + '.join(one.audiences)} | {one.scale} | {_marks(one)} |"
        for one in questions
    ]
    return "\n".join(["| key | question | asked of | answers | marks |", "|---|---|---|---|---|", *rows, ""])


def _marks(question: Question) -> str:
    reversed_scale = question.scale.endswith("_reversed")
    chosen = (("S", question.sensitive), ("F", question.freely), ("R", reversed_scale))
    return " ".join(mark for mark, holds in chosen if holds)


def _write_scale(scale: AnswerScale) -> str:
    rows = [
        f"| {code} | {label['fr']} | {label['en']} | {scale.scores.get(code, ''):.4g} |"
        if code in scale.scores
        else f"| {code} | {label['fr']} | {label['en']} | |"
        for code, label in scale.labels.items()
    ]
    return "\n".join([f"### `{scale.key}`\n", "| code | fr | en | score 0–10 |", "|---|---|---|---|", *rows, ""])


def _write_traits(bank: QuestionBank) -> str:
    rows = [
        f"| `{one.key}` | {one.text['fr']}<br>{one.text['en']} | {' + '.join(one.audiences)} | "
        f"{', '.join(label['fr'] for label in one.levels.values())} |"
        for one in bank.traits
    ]
    table = ["| key | question | asked of | classes |", "|---|---|---|---|", *rows, ""]
    return "\n".join(["## About the respondent\n", *table])


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
