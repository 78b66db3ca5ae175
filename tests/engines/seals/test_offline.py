"""The page that opens offline: readable without a script, checked by one that agrees with the programme in every case."""

import hashlib
import html as markup
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from danaya.engines.language import Problem
from danaya.engines.seals import canonical, digest
from danaya.engines.seals import offline as page
from danaya.engines.seals.offline import PAGE_MARK, offline_copy
from danaya.engines.seals.printed import plain, printed
from danaya.engines.seals.record import make_record
from danaya.engines.seals.register import CLOSED
from danaya.engines.seals.verifying import verify
from danaya.engines.seals.wording import PAGE
from tests.engines.seals.plans import (
    DIGEST,
    EARLIER,
    HEAD,
    LINKS,
    PLAN,
    RECORD,
    RESERVATIONS,
    chained,
    content,
    payloads,
    resealed,
    sheets,
)

HTML = offline_copy(RECORD)
SOURCE = Path(page.__file__).parent


def bundled() -> str | None:
    """The node that playwright brings, where there is no other."""
    try:
        import playwright
    except ImportError:
        return None
    found = Path(playwright.__file__).parent / "driver" / "node"
    return str(found) if found.is_file() else None


NODE = os.environ.get("NODE") or shutil.which("node") or bundled()
needs_node = pytest.mark.skipif(NODE is None, reason="no node on this machine (apt-get install nodejs)")


def run(program: str, given: Any) -> Any:
    """What a JavaScript expression over ``given`` and ``danaya``, the page's check, comes to."""
    script = (
        f"const danaya = require({json.dumps(str(SOURCE / 'offline_check.js'))});"
        "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"process.stdout.write(JSON.stringify({program}));"
    )
    assert NODE is not None
    done = subprocess.run(
        [NODE, "-e", script], input=json.dumps(given), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# What the page says without its script


def test_page_does_not_change_unseen():
    """A page is compared with the one made from its record: whoever changes how it is made raises its mark too."""
    assert PAGE_MARK == '<meta name="generator" content="danaya offline 4">'
    pages = {language: offline_copy(RECORD, language) for language in ("fr", "en")}
    assert {language: hashlib.sha256(html.encode()).hexdigest() for language, html in pages.items()} == {
        "fr": "e1366b93a1a7fd3e2214c46459380600c8c3ed7f11b582f66b2875203a2ccab0",
        "en": "c2dbb87425c0a2d508e5e560055fdce910f16f3e0b8221a5a23f808f5e5ea2b6",
    }


def test_page_opens_every_value_that_a_register_closes():
    assert json.dumps(CLOSED) in page.script()
    assert set(CLOSED) <= set(PAGE), "each has its label"


def test_everything_signed_is_read_without_a_script():
    still = markup.unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(script|style).*?</\1>", "", HTML)))
    shown = ["Afficher les tarifs", "Display the tariffs", "2027-03-01", "Douze bureaux", DIGEST, printed(DIGEST), RESERVATIONS,
             "Directeur des enquêtes", "a adopté le plan avec des réserves écrites", "abstained", "B. Keïta", EARLIER[-1].digest,
             "</script><script>alert(1)</script>"]  # fmt: skip
    assert [text for text in shown if text not in still] == []
    assert "A. Diarra" not in HTML  # closed in this copy, and said to be
    assert still.count("Non joint à cette copie") == 1
    assert "La vérification a besoin de JavaScript" in still


def test_earlier_texts_signatures_stand_apart():
    assert HTML.count("<li><dl>") == 5
    before, after = HTML.split("Sur d'autres textes".replace("'", "&#x27;"))
    assert before.count("<li><dl>") == 4
    assert after.count("<li><dl>") == 1


def test_reservations_that_this_copy_does_not_open_are_said_to_exist():
    html = offline_copy(make_record(PLAN, LINKS), "fr")
    assert "a adopté le plan avec des réserves écrites" in html
    assert (
        html.count('Réserves écrites</span><span class="line" lang="en">Written reservations</span></dt><dd><span') == 1
    )
    assert html.count("Non joint à cette copie") == 3  # two names, one text of reservations


def test_language_that_stands_first_is_chosen():
    assert HTML.startswith('<!DOCTYPE html>\n<html lang="fr">')
    english = offline_copy(RECORD, "en")
    assert '<html lang="en">' in english
    assert english.index("Signed text") < english.index("Texte signé")
    assert offline_copy(RECORD, "bm") == HTML


def test_plan_nobody_signed_says_so():
    html = offline_copy(make_record(PLAN, LINKS[:3]))
    assert "Personne n&#x27;a encore signé ce texte." in html


def test_record_without_a_plan_has_no_page():
    with pytest.raises(Problem) as caught:
        offline_copy(make_record(None, LINKS))
    assert caught.value.code == "plan-missing"


def test_script_is_of_the_old_kind():
    """ECMAScript 5, and nothing that a page opened from a folder lacks."""
    code = re.sub(r"(?s)/\*.*?\*/", "", page.script())
    for new in (
        "=>",
        "`",
        "let ",
        "const ",
        "class ",
        "async",
        "await",
        "...",
        "crypto",
        "fetch",
        "XMLHttp",
        "import(",
        "eval",
        "innerHTML",
    ):
        assert new not in code, new


def test_policy_names_the_script_and_style_that_stand_there():
    for element in ("script", "style"):
        (inner,) = re.findall(rf"(?s)<{element}>(.*?)</{element}>", HTML)
        assert page._pinned(inner) in HTML


# The script against hashlib and against the programme


@needs_node
def test_sha256_is_that_of_hashlib():
    """FIPS 180-4's own examples, every length around a block's end, a million letters."""
    texts = ["", "abc", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "é€🌍\0", "a" * 10**6]
    texts += ["x" * length for length in range(50, 140)]
    found = run("given.map(text => danaya.hex(danaya.sha256(danaya.utf8(text))))", texts)
    assert found == [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert found[1] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@needs_node
def test_hmac_is_that_of_rfc_4231():
    cases = [["0b" * 20, "Hi There"], ["aa" * 131, "Test Using Larger Than Block-Size Key - Hash Key First"]]
    found = run(
        "given.map(([key, text]) => danaya.hex(danaya.hmac(Buffer.from(key, 'hex').toString('latin1'), text)))", cases
    )
    assert found == [
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ]


@needs_node
def test_canonical_form_is_that_of_the_programme():
    values = [
        {"b": [1, -0.0, 1e21, 0.5, 2**53], "a": None, "\uff21": True, "\U0001f600": "\u2028</script>\u0001\x7f\t"},
        "e\u0301",
        [],
        {},
        content(),
    ]
    assert run("given.map(danaya.canonical)", values) == [canonical(value).decode() for value in values]


@needs_node
def test_short_form_is_that_of_the_programme():
    digests = [digest(str(number)) for number in range(200)] + ["0" * 64, "f" * 64]
    assert run("given.map(danaya.printed)", digests) == [printed(one) for one in digests]
    form = printed(DIGEST)
    typed = [form, form.lower().replace("-", " "), DIGEST.upper(), form[:-1], "0" + form[1:], form[:6] + "É" + form[7:],
             form[1] + form[0] + form[2:], "", "x" * 1000, DIGEST[:-1]]  # fmt: skip

    def of_programme(one: str) -> dict[str, Any]:
        try:
            return {"form": plain(one)}
        except Problem as problem:
            return {"problem": problem.code, "values": problem.values}

    assert run("given.map(danaya.plain)", typed) == [of_programme(one) for one in typed]


def with_plan(change: Any) -> dict[str, Any]:
    record = content()
    change(record["plan"])
    return record


def with_payload(place: int, **changes: Any) -> dict[str, Any]:
    entries = payloads()
    entries[place] = {**entries[place], **changes}
    return chained(entries, content())


ANSWERS: tuple[tuple[tuple[str, int, bool], ...], ...] = (
    (),
    (("Douanes", 5, True),),
    (("Douanes", 5, False),),
    (("Douanes", 5, True), ("Douanes", 5, False)),
    (("CNPM", 5, False),),
    (("Douanes", 4, False), ("Douanes", 0, False), ("Douanes", 99, False)),
)
"""What is said of sheets: by the body that is named, by another, of what is no sheet."""


def falsified() -> list[dict[str, Any]]:
    """Records, true and false in every way that a check knows."""
    entries = payloads()
    found = [content(), {**content(), "openings": []}, {**content(), "digest": "f" * 64}]
    found += [
        with_plan(lambda plan: plan.update(title="Autre")),
        with_plan(lambda plan: plan.update(history=None)),
        with_plan(lambda plan: plan.update(history={"length": 99, "digest": "f" * 64})),
        with_plan(lambda plan: plan["articles"].reverse()),
        with_plan(lambda plan: plan["articles"].pop()),
        with_plan(lambda plan: plan["articles"].append({"name": "E-09", "heading": "x", "fields": []})),
        with_plan(lambda plan: plan["articles"][0]["fields"][1].reverse()),
        resealed(with_plan(lambda plan: plan["articles"][1].update(heading="Autre"))),
    ]
    found += [chained(entries[:place] + entries[place + 1 :], content()) for place in range(len(entries))]
    found += [chained(entries[: place + 1] + entries[place:], content()) for place in range(len(entries))]
    found += [
        with_payload(1, stance="adopted"),
        with_payload(4, way="paper", scan=""),
        with_payload(4, day="2026-02-30"),
        with_payload(4, day="2028-02-29"),
        with_payload(5, reservations=""),
        with_payload(6, organisation=" "),
        with_payload(6, plan="f" * 64, signed="f" * 64),
        with_payload(3, signed="f" * 64),
        with_payload(3, person="x"),
        with_payload(6, stance="sure"),
        *(sheets(*answers, anew=anew) for anew in (False, True) for answers in ANSWERS),
        chained(
            [*entries, {"act": "put-to-signature", "plan": "f" * 64, "version": "3", "day": "2026-11-20"}], content()
        ),
        chained([*entries, {"verb": "journal.entry", "object": ["a", 1], "n": 0.5}], content()),
        {**content(), "openings": [{"place": 5, "field": "person", "salt": "ab" * 16, "text": "B. Keïta"}]},
        {**content(), "openings": [{"place": 99, "field": "person", "salt": "ab" * 16, "text": "B. Keïta"}]},
    ]
    for place in range(len(entries)):
        loose = content()
        del loose["entries"][place]
        found.append(loose)
        for key, value in (("digest", "f" * 64), ("previous", "f" * 64), ("place", 99)):
            lying = content()
            lying["entries"][place][key] = value
            found.append(lying)
    return [*found, {**content(), "head": {"length": 7, "digest": "f" * 64}}]


@needs_node
def test_script_and_programme_find_the_same():
    """Every check of every falsified record against every kind of digest: same outcome, same figures, same articles."""
    anchors = [
        "",
        DIGEST,
        printed(DIGEST),
        printed(HEAD),
        LINKS[1].digest,
        printed(LINKS[4].digest),
        "f" * 64,
        printed(DIGEST)[:-1],
    ]
    cases = [[record, typed] for record in falsified() for typed in anchors]
    script = run("given.map(([record, typed]) => danaya.verify(record, typed))", cases)
    seen = set()
    for (record, typed), checks in zip(cases, script, strict=True):
        programme = verify(record, typed).checks
        mine = [
            (one.name, one.code, figures(one.values), [[c.kind, c.name] for c in one.changes]) for one in programme[1:]
        ]
        assert [(one["name"], one["code"], figures(one["values"]), one["changes"]) for one in checks] == mine
        seen |= {(one.name, one.code) for one in programme}
    assert len(seen) > 25  # the cases reach nearly every outcome there is


def figures(values: Any) -> dict[str, int]:
    return {key: value for key, value in values.items() if isinstance(value, int)}
