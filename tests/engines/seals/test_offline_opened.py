"""The page that opens offline, in Chromium with nothing else: true copies and false ones, on a small screen and on paper."""

from pathlib import Path
from typing import Any

import pytest

from danaya.engines.seals.offline import offline_copy
from danaya.engines.seals.printed import printed
from danaya.engines.seals.reading import read_record
from danaya.engines.seals.verifying import verify
from tests.browser import violations
from tests.engines.seals.plans import DIGEST, HEAD, LINKS, RECORD, chained, codes, content, payloads, resealed, sheets
from tests.engines.seals.test_offline import with_payload, with_plan

HTML = offline_copy(RECORD)


@pytest.mark.browser
def test_page_checks_itself_from_a_folder(chrome, tmp_path):
    """Opened as a file: no request, no error, the verdict in both languages, 320 px wide; a falsified display is told."""
    true, false = tmp_path / "plan.html", tmp_path / "faux.html"
    true.write_text(HTML, "utf-8")
    false.write_text(HTML.replace("12 bureaux.</bdi>", "2 bureaux.</bdi>"), "utf-8")
    context = chrome.new_context(viewport={"width": 320, "height": 800})
    tab, asked, errors = context.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    def verdict(path: Path, typed: str) -> tuple[str, str]:
        tab.goto(path.as_uri())
        tab.get_by_label("Empreinte imprimée").fill(typed)
        tab.get_by_label("Empreinte imprimée").press("Enter")
        return tab.locator("#verdict").get_attribute("class"), tab.locator("#verdict").inner_text()

    outcome, words = verdict(true, printed(HEAD).lower())
    assert outcome == "holds", tab.locator("#checks").inner_text()
    assert "Conforme" in words
    assert "True" in words
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(tab) == []
    tab.screenshot(path=tmp_path / "holds.png", full_page=True)
    assert not tab.get_by_text("La vérification a besoin de JavaScript").is_visible()
    assert verdict(true, DIGEST)[0] == "partly"
    assert verdict(true, "")[0] == "undecided"
    assert verdict(true, "f" * 64)[0] == "fails"
    assert verdict(false, printed(HEAD))[0] == "fails"
    assert "Le texte affiché n'est pas celui du dossier" in tab.locator("#checks").inner_text()
    assert {address.partition("?")[0] for address in asked} == {true.as_uri(), false.as_uri()}
    assert errors == []
    context.close()
    still = chrome.new_context(java_script_enabled=False).new_page()
    still.goto(true.as_uri())
    assert still.get_by_text("La vérification a besoin de JavaScript").is_visible()
    assert still.get_by_text("Les tarifs sont affichés dans 12 bureaux.").is_visible()
    assert not still.get_by_role("button").is_visible()
    still.context.close()
    assert codes(verify(false, HEAD))["page"] == "changed"


def one_letter(html: str) -> str:
    """The page with one letter changed wherever it stands: what is shown and what the record says agree."""
    assert html.count("Douze bureaux") == 2
    return html.replace("Douze bureaux", "Douze bureaus")


def remade(record: dict[str, Any]) -> str:
    """The page that whoever keeps the server makes of a forged record, every digest computed anew."""
    return offline_copy(read_record(record))


@pytest.mark.browser
def test_copies_are_told_apart_with_the_network_off(chrome, tmp_path):
    """True, one letter changed, text or history rewritten and sealed anew: against the paper and the receipt of the one who checks."""
    paper, receipt = printed(DIGEST), printed(LINKS[5].digest)
    entries = payloads()
    entries[5] = {**entries[5], "stance": "adopted", "reservations": ""}
    rewritten = resealed(with_plan(lambda plan: plan["articles"][2].update(heading="Autre")))
    cases = {
        "true": (HTML, {paper.lower().replace("-", " "): "partly", receipt: "partly", printed(HEAD): "holds", HEAD: "holds"}),
        "letter": (one_letter(HTML), {paper: "fails", receipt: "fails", printed(HEAD): "fails", "": "fails"}),
        "text": (remade(rewritten), {paper: "fails", receipt: "fails", printed(HEAD): "fails", "": "undecided"}),
        # The paper knows nothing of signatures that came after it: it never says that they hold.
        "history": (
            remade(chained(entries, {**content(), "openings": []})),
            {paper: "partly", receipt: "fails", printed(HEAD): "fails"},
        ),
        # What a body says of a sheet is shown as the record has it.
        "sheet": (remade(sheets(("Douanes", 5, False))), {paper: "partly"}),
        "earlier": (
            remade(with_payload(1, stance="adopted") | {"openings": []}),
            {paper: "fails", receipt: "fails", printed(HEAD): "fails"},
        ),
    }  # fmt: skip
    context = chrome.new_context(offline=True)
    tab = context.new_page()
    for name, (html, expected) in cases.items():
        path = tmp_path / f"{name}.html"
        path.write_text(html, "utf-8")
        tab.goto(path.as_uri())
        for typed, outcome in expected.items():
            tab.get_by_label("Empreinte imprimée").fill(typed)
            tab.get_by_role("button", name="Vérifier").click()
            assert tab.locator("#verdict").get_attribute("class") == outcome, (name, typed)
            assert verify(html, typed).outcome == outcome, (name, typed)
        if name == "letter":
            assert "E-01 (modifié)" in tab.locator("#checks").inner_text()
            assert "E-02" not in tab.locator("#checks").inner_text()
    context.close()


@pytest.mark.browser
def test_printed_page_carries_the_verdict_once_a_digest_was_typed(chrome, tmp_path):
    path = tmp_path / "plan.html"
    path.write_text(HTML, "utf-8")
    context = chrome.new_context()
    tab = context.new_page()
    tab.emulate_media(media="print")
    tab.goto(path.as_uri())
    heading = tab.locator("#checking h2")
    assert not heading.is_visible()
    tab.emulate_media(media="screen")
    assert heading.is_visible()
    tab.get_by_label("Empreinte imprimée").fill(printed(HEAD))
    tab.get_by_label("Empreinte imprimée").press("Enter")
    assert not tab.get_by_text("s'enchaînent sans rupture").is_visible()  # what agrees can be opened
    tab.get_by_text("Ce qui a été comparé et concorde").click()
    assert tab.get_by_text("s'enchaînent sans rupture").is_visible()
    tab.emulate_media(media="print")
    assert tab.locator("#verdict").is_visible()
    assert not tab.get_by_role("button").is_visible()
    context.close()
