import datetime
from collections import Counter
from pathlib import Path

import pytest

from danaya.engines.language import Problem
from danaya.engines.tables import MissingRange, Target, apply, propose, read

DATA = Path(__file__).parents[2] / "data"
TABLES = DATA / "tables"
SEQUEIRA = DATA / "sequeira" / "Bribes_Regression.dta"


def cells(table, name):
    return list(table.column(name).values)


@pytest.mark.parametrize("name", ["answers.sav", "answers.zsav"])
def test_spss_brings_labels_and_declared_missing_values(name):
    table = read(TABLES / name)
    column = table.column("Q53C")
    assert (table.kind, table.height, column.kind) == ("sav", 5, "number")
    assert list(column.values) == [0, 3, 9, -1, 2]
    assert (column.label, column.value_labels[9], column.value_labels[-1]) == (
        "Q53c. Corruption: government officials",
        "Ne sait pas",
        "Manquant",
    )
    assert column.user_missing == (MissingRange(-1.0, -1.0),)
    assert (column.declares_missing(-1.0), column.declares_missing(9.0)) == (True, False)


def test_spss_texts_lose_their_trailing_blanks():
    table = read(TABLES / "answers.sav")
    assert cells(table, "RESPNO") == ["ML01", "ML02", "ML03", "ML04", "ML04"]
    assert cells(table, "REMARK") == ["bon", "trXs lent", None, None, "=1+1"]


def test_spss_dates_are_days():
    assert cells(read(TABLES / "answers.sav"), "DATEINTR")[0] == datetime.date(2014, 12, 1)


def test_spss_addresses_name_record_and_variable():
    assert (
        read(TABLES / "answers.sav").address(2, "Q53C").in_language("fr")
        == "enregistrement 3, variable «\u202fQ53C\u202f»"
    )


def test_portable_file_is_read():
    table = read(TABLES / "answers.por")
    assert (table.kind, cells(table, "Q53C")) == ("por", [0, 3, 9, -1, 2])


def test_latin_labels_in_a_file_that_says_utf8_are_mended(tmp_path):
    path = tmp_path / "broken.sav"
    path.write_bytes((TABLES / "answers.sav").read_bytes().replace(b"SXgou", b"S\xe9gou").replace(b"trXs", b"tr\xe8s"))
    table = read(path)
    assert table.column("REGION").value_labels[504] == "Ségou"
    assert cells(table, "REMARK")[1] == "très lent"
    assert [remark.code for remark in table.remarks] == ["text-repaired"]


def test_stata_keeps_why_an_answer_is_missing():
    column = read(TABLES / "answers.dta").column("Q53C")
    assert list(column.values) == [0, 3, ".a", ".b", 2]
    assert (column.value_labels[".a"], column.value_labels[".b"]) == ("Ne sait pas", "Refus")
    assert column.kind == "number"


def test_old_stata_is_read():
    assert cells(read(TABLES / "answers-old.dta"), "withinwt") == [0.5, 1.5, 1.0, 1.0, 0.75]


def test_unknown_stata_version_is_refused(tmp_path):
    path = tmp_path / "new.dta"
    path.write_bytes(SEQUEIRA.read_bytes().replace(b"<release>118<", b"<release>131<", 1))
    with pytest.raises(Problem) as caught:
        read(path)
    assert caught.value.code == "stata-version"
    assert "131" in caught.value.in_language("fr")


def test_sequeira_is_read_whole_with_its_portuguese():
    table = read(SEQUEIRA)
    assert (table.height, len(table.columns)) == (2849, 57)
    recipients = Counter(cells(table, "b_recipient"))
    assert recipients == {
        None: 1657,
        "customs": 998,
        "Polícia": 111,
        "stevedors": 81,
        "Scanner": 1,
        "Agente privado sem licença": 1,
    }
    assert table.column("term").value_labels[7] == "Posto de Fiscalização Aduaneira da Machava – Estação"
    assert "text-repaired" in {remark.code for remark in table.remarks}


def test_sequeira_recipient_is_named_more_often_than_a_bribe_is_paid():
    table = read(SEQUEIRA)
    paid, recipients = cells(table, "bp"), cells(table, "b_recipient")
    assert (paid.count(1), paid.count(0), paid.count(None)) == (769, 2013, 67)
    assert sum(bool(recipient) for recipient in recipients) == 1192
    assert sum(recipient is not None and bribe != 1 for bribe, recipient in zip(paid, recipients, strict=True)) > 400


def test_sequeira_is_imported_with_an_account_of_its_dirt():
    table = read(SEQUEIRA)
    targets = [
        Target(
            "bribe",
            {"en": "Bribe paid", "fr": "Pot-de-vin payé"},
            codes={0: {"en": "No"}, 1: {"en": "Yes"}},
            aliases=("bp",),
        ),
        Target(
            "who",
            {"en": "Recipient of bribe"},
            codes={"customs": {"en": "Customs"}, "police": {"pt": "POLICIA"}},
            aliases=("b_recipient",),
        ),
        Target("id", {"en": "Shipment"}, kind="text", role="identifier", aliases=("ship_id",)),
    ]
    account = apply(table, propose(table, targets), targets)
    assert (account.counts["bribe"].understood, account.counts["bribe"].missing) == (2782, 67)
    assert account.columns["who"].count("police") == 111
    wrong = {finding.raw: finding.count for finding in account.findings if finding.code == "value-unknown"}
    assert wrong == {"stevedors": 81, "Scanner": 1, "Agente privado sem licença": 1}
    assert not account.complete
