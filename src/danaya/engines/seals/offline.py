"""One page that opens anywhere, without network and without trust in whoever sent it: plan, signatures, and their check.

The page shows everything without a script; its script only checks. A page can't vouch for itself: whoever falsifies its text may
falsify its script. It says so, and ``danaya.engines.seals.verifying`` compares a page with the one its record gives.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from danaya.engines.language import LANGUAGES, Text, in_language
from danaya.engines.seals import wording
from danaya.engines.seals.canonical import Canonical, canonical
from danaya.engines.seals.plan import plan_content
from danaya.engines.seals.printed import printed
from danaya.engines.seals.record import Record, record_content
from danaya.engines.seals.refusals import refuse, words_of
from danaya.engines.seals.register import CLOSED, SIGNATURE, Opening, Signature, answers_in, read_signature

PAGE_MARK = '<meta name="generator" content="danaya offline 4">'
"""Says how the page was made: raised with every change of what ``offline_copy`` writes."""

_PROBLEMS = ("typed-miscounted", "typed-unknown", "typed-wrong", "record-unreadable", "day-malformed", "word-unknown",
             "signatory-missing", "digest-malformed", "scan-missing", "reservations-missing", "part-misplaced")  # fmt: skip
_DIGESTS = ("scan", "signed")
_RECORD = re.compile(r'<script type="application/json" id="record">(.*?)</script>', re.DOTALL)
_PAGE_LANGUAGE = re.compile(r'<html lang="([a-z]{2})">')


def offline_copy(record: Record, language: str = "fr") -> str:
    """Return the page of a record: one HTML text without any outside reference.

    Parameters
    ----------
    record
        With a plan. Its openings are shown to whoever has the page: leave out those this reader may not have.
    language
        Which language stands first; the page's own words stand in French and English, the signed text in all it has.

    Returns
    -------
    str
        Equal for equal records and languages. Readable without a script; checked by one in ECMAScript 5, with its own SHA-256
        (a page opened from a folder has no ``crypto.subtle`` in some browsers). A policy in the page forbids every request
        and every other script.

    Raises
    ------
    Problem
        ``plan-missing``; as ``record_content`` and ``read_signature``.
    """
    if record.plan is None:
        raise refuse("plan-missing")
    first = language if language in LANGUAGES else LANGUAGES[0]
    languages = (first, *(code for code in LANGUAGES if code != first))
    content = plan_content(record.plan)
    return "\n".join((*_head(content, languages), *_body(record, content, languages), *_foot(record, languages), ""))


def record_in_page(html: str) -> str:
    """Return the text of the record that a page holds.

    Raises
    ------
    Problem
        ``record-unreadable`` where it holds none, or several.
    """
    found = _RECORD.findall(html)
    if len(found) != 1:
        raise refuse("record-unreadable")
    return str(found[0])


def language_of_page(html: str) -> str:
    """Return the first language of a page."""
    found = _PAGE_LANGUAGE.search(html)
    return found[1] if found else LANGUAGES[0]


@cache
def script() -> str:
    """Return the page's script."""
    return "\n" + "".join(_source(name) for name in ("offline_check.js", "offline_page.js"))


@cache
def _style() -> str:
    return "\n" + _source("offline.css")


def _source(name: str) -> str:
    return files("danaya.engines.seals").joinpath(name).read_text("utf-8")


def _head(content: Mapping[str, Canonical], languages: Sequence[str]) -> Iterator[str]:
    policy = f"default-src 'none'; script-src {_pinned(script())}; style-src {_pinned(_style())}; base-uri 'none'; form-action 'none'"
    yield f'<!DOCTYPE html>\n<html lang="{languages[0]}">\n<head>\n<meta charset="utf-8">\n{PAGE_MARK}'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">'
    title = content["title"]
    texts = {key: str(text) for key, text in title.items()} if isinstance(title, Mapping) else str(title)
    shown = in_language(texts, languages[0])
    yield f"<title>{escape(shown)}</title>\n<style>{_style()}</style>\n</head>"


def _pinned(source: str) -> str:
    """Return the name of an inline script or style by its digest (Content Security Policy 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"


def _body(record: Record, content: Mapping[str, Canonical], languages: Sequence[str]) -> Iterator[str]:
    yield f"<body>\n<main>\n<h1>{_signed(content['title'], languages)}</h1>"
    yield f'<dl class="digest"><dt>{_said("short", languages)}</dt><dd class="short">{_mark(printed(record.digest))}</dd>'
    yield f"<dt>{_said('digest', languages)}</dt><dd>{_mark(record.digest)}</dd></dl>"
    yield from _check(languages)
    yield f"<section>\n<h2>{_said('text', languages)}</h2>"
    yield _listed(content["facts"], languages)
    yield from _history(content["history"], languages)
    for article in _each(content["articles"]):
        yield f"<article>\n<h3>{_signed(article['name'], languages)} {_signed(article['heading'], languages)}</h3>"
        yield f"{_listed(article['fields'], languages)}\n</article>"
    yield "</section>"
    yield from _signatures(record, languages)
    yield f"<section>\n<h2>{_said('trust', languages)}</h2>\n<p>{_said('trusting', languages)}</p>\n</section>\n</main>"


def _check(languages: Sequence[str]) -> Iterator[str]:
    yield f'<section id="checking">\n<h2>{_said("checking", languages)}</h2>'
    yield f'<p id="no-script">{_said("no-script", languages)}</p>'
    yield f'<div id="asking" hidden>\n<label for="typed">{_said("type", languages)}</label>'
    yield '<input id="typed" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="typing">'
    yield f'<p id="typing">{_said("typing", languages)}</p>\n<button id="check" type="button">{_said("check", languages)}</button>'
    yield '<div role="status">\n<p id="verdict"></p>\n<ol id="checks"></ol>\n</div>'
    yield f'<details id="compared" hidden>\n<summary>{_said("compared", languages)}</summary>\n<ol id="held"></ol>\n</details>\n</div>\n</section>'


def _history(history: Canonical, languages: Sequence[str]) -> Iterator[str]:
    if isinstance(history, Mapping):
        yield f"<dl><dt>{_said('history', languages)}</dt>"
        yield f'<dd><span class="value">{_mark(str(history["length"]))}</span>'
        yield f'<span class="value digest">{_mark(str(history["digest"]))}</span></dd></dl>'


def _signatures(record: Record, languages: Sequence[str]) -> Iterator[str]:
    """Show what was said of this text apart from what was said of another: an adoption of version 1 is none of version 2."""
    found: dict[bool, list[str]] = {True: [], False: []}
    answers = answers_in([link.payload for link in record.links])
    for place, link in enumerate(record.links):
        if isinstance(link.payload, Mapping) and link.payload.get("act") == SIGNATURE:
            openings = [one for one in record.openings if one.place == place]
            signature = read_signature(link.payload)
            rows = [*_rows(signature, place, openings, record.digest, languages)]
            rows += _entered(signature, answers.get(place), record.openings, languages)
            shown = "".join(_row(name, shown, languages) for name, shown in rows if shown)
            found[signature.plan == record.digest].append(f"<li><dl>{shown}</dl></li>")
    yield f"<section>\n<h2>{_said('signatures', languages)}</h2>"
    yield _ordered(found[True]) or f"<p>{_said('unsigned', languages)}</p>"
    if found[False]:
        yield f"<h3>{_said('others', languages)}</h3>\n{_ordered(found[False])}"
    yield "</section>"


def _ordered(items: Sequence[str]) -> str:
    lines = "\n".join(items)
    return f'<ol class="signatures">\n{lines}\n</ol>' if items else ""


def _rows(
    one: Signature, place: int, openings: Sequence[Opening], plan: str, languages: Sequence[str]
) -> list[tuple[str, str]]:
    """Return what is shown of a signature by name; that a whole text was signed is said once, by where it stands."""
    return [
        ("organisation", _mark(one.organisation)),
        ("post", _mark(one.post)),
        ("stance", _marks(wording.STANCES[one.stance], languages)),
        ("part", _mark(one.part) if one.part else ""),
        *((opening.field if opening.field in CLOSED else "opened", _mark(opening.text)) for opening in openings),
        *((name, _said("not-joined", languages)) for name in _not_joined(one, openings)),
        ("day", _mark(one.day.isoformat())),
        ("way", _marks(wording.WAYS[one.way], languages)),
        ("entry", _mark(str(place + 1))),
        ("scan", _mark(one.scan) if one.scan else ""),
        ("signed", "" if one.signed == plan else _mark(one.signed)),
    ]


def _entered(
    one: Signature, answer: tuple[int, bool] | None, openings: Sequence[Opening], languages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield who entered a sheet that is not their own body's, and what the body said of it later, with the entry that says so."""
    if one.entered:
        said = "none" if answer is None else "confirmed" if answer[1] else "contested"
        yield "entered", _mark(one.entered)
        yield "answer", _marks(wording.ANSWERS[said], languages)
        yield "entry", "" if answer is None else _mark(str(answer[0] + 1))
        why = [] if answer is None else [opening for opening in openings if opening.place == answer[0]]
        yield from (("reason", _mark(opening.text)) for opening in why)


def _not_joined(one: Signature, openings: Sequence[Opening]) -> Iterator[str]:
    """Name what the entry holds closed and this copy does not open: reservations that nobody can read here exist all the same."""
    joined = {opening.field for opening in openings}
    closed = {"reservations": one.reservations, "person": one.person}
    yield from (name for name, digest in closed.items() if digest and name not in joined)


def _row(name: str, shown: str, languages: Sequence[str]) -> str:
    mark = ' class="digest"' if name in _DIGESTS else ""
    return f"<dt>{_said(name, languages)}</dt><dd{mark}>{shown}</dd>"


def _foot(record: Record, languages: Sequence[str]) -> Iterator[str]:
    yield f'<script type="application/json" id="record">{_harmless(canonical(record_content(record)).decode("utf-8"))}</script>'
    words = json.dumps(_words(languages), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    yield f'<script type="application/json" id="words">{_harmless(words)}</script>'
    yield f"<script>{script()}</script>\n</body>\n</html>"


def _harmless(text: str) -> str:
    """Return JSON that no HTML parser takes for anything else, whatever texts it holds: it means the same."""
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def _words(languages: Sequence[str]) -> dict[str, object]:
    checks: dict[str, dict[str, object]] = {}
    for (name, code), found in wording.CHECKS.items():
        checks.setdefault(name, {})[code] = found
    return {
        "languages": languages,
        "checks": checks,
        "headlines": wording.HEADLINES,
        "outcomes": wording.OUTCOMES,
        "changes": wording.CHANGES,
        "preamble": wording.PREAMBLE_NAME,
        "stances": wording.STANCES,
        "ways": wording.WAYS,
        "answers": wording.ANSWERS,
        "problems": {code: words_of(code) for code in _PROBLEMS},
    }


def _listed(fields: Canonical, languages: Sequence[str]) -> str:
    pairs = [(label, value) for label, value in fields] if isinstance(fields, list) else []
    rows = "".join(
        f"<dt>{_signed(label, languages)}</dt><dd>{_values(value, languages)}</dd>" for label, value in pairs
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _values(value: Canonical, languages: Sequence[str]) -> str:
    values = value if isinstance(value, list) else [value]
    return "".join(f'<span class="value">{_signed(one, languages)}</span>' for one in values)


def _each(value: Canonical) -> Iterator[Mapping[str, Canonical]]:
    yield from (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()


def _signed(leaf: Canonical, languages: Sequence[str]) -> str:
    """Return what was signed, marked for the script that compares it: a text, or one for each of its languages."""
    if isinstance(leaf, Mapping):
        order = [*(one for one in languages if one in leaf), *sorted(set(leaf) - set(languages))]
        return "".join(f'<span class="line">{_mark(str(leaf[one]), one)}</span>' for one in order)
    return _mark(str(leaf))


def _marks(text: Text, languages: Sequence[str]) -> str:
    return "".join(f'<span class="line">{_mark(text[language], language)}</span>' for language in languages)


def _mark(text: str, language: str = "") -> str:
    spoken = f' lang="{escape(language)}"' if language else ""
    return f'<bdi class="signed"{spoken}>{escape(text)}</bdi>'


def _said(name: str, languages: Sequence[str]) -> str:
    """Return words of the page in each language, the first one first; once where they are the same word."""
    texts = {wording.PAGE[name][one]: one for one in reversed(languages)}
    return "".join(f'<span class="line" lang="{one}">{escape(text)}</span>' for text, one in reversed(texts.items()))
