"""A small plan with its register, made once, and ways to falsify a record."""

import copy
import datetime
import hashlib
import json
from typing import Any

from danaya.engines.seals import Link, append, head_of
from danaya.engines.seals.plan import Article, PlanText, plan_digest, plan_table, table_digest
from danaya.engines.seals.reading import read_record
from danaya.engines.seals.record import make_record, write_record
from danaya.engines.seals.register import Answer, Opening, Signature, answer_sheet, close, put_to_signature, sign

SALTS = [hashlib.sha256(f"salt {number}".encode()).digest() for number in range(4)]
RESERVATIONS = "L'engagement E-02 suppose un budget voté.\nÀ revoir en mars."


def day(number: int) -> datetime.date:
    return datetime.date(2026, 11, number)


def extended(links: list[Link], *payloads: Any) -> list[Link]:
    links = list(links)
    for payload in payloads:
        links.append(append(links[-1] if links else None, payload))
    return links


ARTICLES = (
    Article(
        "E-01",
        {"fr": "Afficher les tarifs", "en": "Display the tariffs"},
        (
            ("Résultat", "Les tarifs sont affichés dans 12 bureaux."),
            ("Échéance", datetime.date(2027, 3, 1)),
            ("Cible", 12),
            ("Jalons", ["Modèle adopté", "Six bureaux", "Douze bureaux"]),
        ),
    ),
    Article(
        "E-02", "Répondre aux réclamations", (("Résultat", "Toute réclamation a sa réponse en 10 jours.\nPar écrit."),)
    ),
    Article("E-03", "Former les agents </script><script>alert(1)</script>", (("Note", "« 'a' & \"b\" » <!-- 🌍"),)),
)
FIRST_PLAN = PlanText("Plan d'action commun", (("Version", "1"),), ARTICLES[:2])
EARLIER = extended(
    [],
    put_to_signature(plan_table(FIRST_PLAN), "1", day(2)),
    sign(
        Signature("CNPM", "Président", day(3), plan_digest(FIRST_PLAN), plan_digest(FIRST_PLAN), "abstained", "system")
    ),
)
PLAN = PlanText(
    "Plan d'action commun pour l'intégrité",
    (("Administration", "Direction générale des Douanes"), ("Version", "2"), ("Langue", "français")),
    ARTICLES,
    history=head_of(EARLIER),
)
TABLE = plan_table(PLAN)
DIGEST = plan_digest(PLAN)
PARTS = {part.name: part.digest for part in TABLE}
LINKS = extended(
    EARLIER,
    put_to_signature(TABLE, "2", day(10)),
    sign(
        Signature(
            "Douanes", "Directeur des enquêtes", day(12), DIGEST, PARTS["E-01"], "signed", "system", part="E-01",
            person=close("person", "A. Diarra", SALTS[0]),
        )
    ),
    sign(Signature("Douanes", "Directeur général", day(13), DIGEST, DIGEST, "adopted", "paper", scan=hashlib.sha256(b"scan").hexdigest())),
    sign(
        Signature(
            "CNPM", "Président", day(14), DIGEST, DIGEST, "adopted-with-reservations", "system",
            reservations=close("reservations", RESERVATIONS, SALTS[1]),
            person=close("person", "B. Keïta", SALTS[2]),
        )
    ),
    sign(Signature("Transitaires", "Secrétaire général", day(15), DIGEST, DIGEST, "abstained", "system")),
)  # fmt: skip
OPENINGS = (Opening(5, "reservations", SALTS[1].hex(), RESERVATIONS), Opening(5, "person", SALTS[2].hex(), "B. Keïta"))
RECORD = make_record(PLAN, LINKS, OPENINGS)
FILE = write_record(RECORD)
HEAD = LINKS[-1].digest


def content() -> dict[str, Any]:
    """What the file says, to be falsified."""
    found: dict[str, Any] = json.loads(FILE)
    return found


def chained(payloads: list[Any], record: dict[str, Any]) -> dict[str, Any]:
    """The record with these entries chained anew: what the server's owner can do."""
    links = extended([], *payloads)
    found = copy.deepcopy(record)
    found["entries"] = [
        {"place": one.place, "previous": one.previous, "payload": one.payload, "digest": one.digest} for one in links
    ]
    found["head"] = {"length": len(links), "digest": head_of(links).digest}
    return found


def payloads() -> list[Any]:
    return [entry["payload"] for entry in content()["entries"]]


def sheets(*answers: tuple[str, int, bool], anew: bool = False) -> dict[str, Any]:
    """The record with the director's sheet (entry 5) entered by the coordinator, what bodies said of entries, and a second sheet."""
    entries = payloads()
    entries[4] = {**entries[4], "entered": "Secrétariat, Coordinateur"}
    said = [
        answer_sheet(Answer(body, "Directeur général", day(16), DIGEST, (number,), ours))
        for body, number, ours in answers
    ]
    return chained([*entries, *said, *([entries[4]] if anew else [])], content())


def resealed(record: dict[str, Any]) -> dict[str, Any]:
    """The record with the table and digest that its falsified text gives, and every act naming them: a perfect forgery."""
    plan = read_record(record).plan
    assert plan is not None
    table = plan_table(plan)
    text = json.dumps(record).replace(record["digest"], table_digest(table))
    names = {}
    for part, (name, digest) in zip(table, record["table"], strict=True):
        text = text.replace(digest, part.digest)
        names[name] = part.name
    forged = json.loads(text)
    forged["table"] = [[part.name, part.digest] for part in table]
    entries = [entry["payload"] for entry in forged["entries"]]
    for entry in entries:
        if entry.get("part"):
            entry["part"] = names[entry["part"]]
    return chained(entries, forged)


def codes(verdict: Any) -> dict[str, str]:
    return {check.name: check.code for check in verdict.checks}
