from dataclasses import replace

import pytest

from danaya.engines.language import Problems
from danaya.engines.tables import Reported, propose_results, read, read_results

AUDIENCES = {
    "customs": {"fr": "Agents des douanes", "en": "Customs officials"},
    "private": {"fr": "Secteur privé", "en": "Private sector"},
}
FACTORS = {
    "leadership": {"fr": "Leadership et engagement", "en": "Leadership and commitment"},
    "audit": {"fr": "Contrôle et enquête", "en": "Audit and investigation"},
}


def given(folder, text):
    path = folder / "results.csv"
    path.write_text(text, encoding="utf-8")
    table = read(path)
    return table, propose_results(table, AUDIENCES, FACTORS)


def figures(account):
    return [(result.audience, result.factor, result.measure, result.estimate, result.n) for result in account.result()]


def test_wide_table_is_read_with_decimal_commas(tmp_path):
    table, mapping = given(
        tmp_path,
        "Facteur clé;Douanes (n=376);Secteur privé (n = 316)\n1. Leadership et engagement;7,9;6,8\nCONTROLE ET ENQUETE;5;4,25\nEnsemble;7,1;6\n",
    )
    assert (mapping.form, mapping.factor_column, mapping.decimal) == ("wide", "Facteur clé", ",")
    assert figures(read_results(table, mapping)) == [
        ("customs", "leadership", "score", 7.9, 376),
        ("private", "leadership", "score", 6.8, 316),
        ("customs", "audit", "score", 5.0, 376),
        ("private", "audit", "score", 4.25, 316),
        ("customs", "", "score", 7.1, 376),
        ("private", "", "score", 6.0, 316),
    ]


def test_wide_table_with_columns_and_a_row_of_n(tmp_path):
    table, mapping = given(
        tmp_path, "Factor,Customs,n customs,Private sector\nLeadership and commitment,7.9,100,6.8\nN,,,316\n"
    )
    assert figures(read_results(table, mapping)) == [
        ("customs", "leadership", "score", 7.9, 100),
        ("private", "leadership", "score", 6.8, 316),
    ]


def test_long_table_with_measures_and_percentages(tmp_path):
    table, mapping = given(
        tmp_path,
        "facteur;public;mesure;valeur;effectif\nLeadership et engagement;Agents des douanes;score;7,9;376\n"
        "Leadership et engagement;Secteur privé;part favorable;45,9 %;316\n",
    )
    assert mapping.form == "long"
    account = read_results(table, mapping)
    assert figures(account)[0] == ("customs", "leadership", "score", 7.9, 376)
    assert figures(account)[1] == ("private", "leadership", "share", pytest.approx(0.459), 316)


@pytest.mark.parametrize(("scale", "expected"), [((0, 10), 4.0), ((0, 5), 8.0), ((0, 100), 0.4), ((1, 5), 7.5)])
def test_scores_are_brought_to_ten(tmp_path, scale, expected):
    table, mapping = given(tmp_path, "Factor,Customs\nAudit and investigation,4\n")
    account = read_results(table, replace(mapping, scale_min=scale[0], scale_max=scale[1]))
    assert account.result()[0].estimate == pytest.approx(expected)


def test_shares_are_brought_to_one(tmp_path):
    table, mapping = given(tmp_path, "Factor;Customs\nAudit and investigation;45,9\n")
    account = read_results(table, replace(mapping, measure="share", scale_max=100))
    assert account.result()[0] == Reported(
        "customs", "audit", "share", pytest.approx(0.459), None, table.address(0, "Customs")
    )


def test_everything_not_understood_is_pointed_at(tmp_path):
    table, mapping = given(
        tmp_path,
        "Factor,Customs,n customs\nLeadership and commitment,seven,100\nAudit and investigation,12,10.5\nBudget,5,9\nAll factors,,7\nTotal,3,many\n",
    )
    account = read_results(table, mapping)
    assert {finding.code: str(finding.places[0]) for finding in account.findings} == {
        "estimate-not-number": "2:Customs",
        "estimate-outside": "3:Customs",
        "factor-unknown": "4:Customs",
        "estimate-empty": "5:Customs",
        "n-not-count": "6:Customs",
    }
    with pytest.raises(Problems) as caught:
        account.result()
    assert len(caught.value.problems) == 5
    accepted = replace(mapping, accepted=frozenset(finding.key for finding in account.findings))
    assert figures(read_results(table, accepted)) == [("customs", "", "score", 3.0, None)]


def test_repeated_result_is_pointed_at_and_the_first_kept(tmp_path):
    table, mapping = given(tmp_path, "Factor,Customs\nLeadership and commitment,7\nleadership and commitment,6\n")
    account = read_results(table, mapping)
    assert [finding.code for finding in account.findings] == ["result-twice"]
    assert [result.estimate for result in account.results] == [7.0]


def test_table_without_any_result_is_blocked(tmp_path):
    table, mapping = given(tmp_path, "Thing,Customs\nBudget,5\n")
    account = read_results(table, replace(mapping, accepted=frozenset({"factor-unknown:Budget", "no-result"})))
    assert [finding.code for finding in account.findings if finding.stops] == ["no-result"]


def test_scores_shares_and_numbers_side_by_side(tmp_path):
    table, mapping = given(
        tmp_path,
        "Facteur;Agents note;Agents part favorable;Agents n;Privé note;Privé part favorable;Privé n\n"
        "Leadership et engagement;7,9;62;376;6,8;45,5;316\nContrôle et enquête;5;;376;4;0,5;316\nNote globale;7;60;376;6;44;316\n",
    )
    assert mapping.measures == {"Agents part favorable": "share", "Privé part favorable": "share"} | {
        "Agents note": "score",
        "Privé note": "score",
    }
    assert figures(read_results(table, mapping)) == [
        ("customs", "leadership", "score", 7.9, 376),
        ("customs", "leadership", "share", 0.62, 376),
        ("private", "leadership", "score", 6.8, 316),
        ("private", "leadership", "share", 0.455, 316),
        ("customs", "audit", "score", 5.0, 376),
        ("private", "audit", "score", 4.0, 316),
        ("private", "audit", "share", 0.005, 316),
        ("customs", "", "score", 7.0, 376),
        ("customs", "", "share", 0.6, 376),
        ("private", "", "score", 6.0, 316),
        ("private", "", "share", 0.44, 316),
    ]


def test_shares_on_zero_to_one_are_read_as_they_are(tmp_path):
    table, mapping = given(tmp_path, "Facteur;Part favorable privé\nLeadership et engagement;0,45\n")
    assert mapping.measure == "share"
    assert figures(read_results(table, mapping)) == [("private", "leadership", "share", 0.45, None)]


@pytest.mark.parametrize("words", ["Note globale", "Score global", "Ensemble des facteurs", "Overall score", "Total"])
def test_figure_of_all_factors_has_many_names(tmp_path, words):
    _table, mapping = given(
        tmp_path, f"Facteur;Douanes\nLeadership et engagement;7\nContrôle et enquête;6\n{words};5\n"
    )
    assert mapping.factors[words] == ""


def test_scores_above_ten_are_taken_to_be_on_a_hundred(tmp_path):
    table, mapping = given(
        tmp_path, "Facteur;Douanes\nLeadership et engagement;79\nContrôle et enquête;8\nEnsemble;44\nN;316\n"
    )
    assert mapping.scale_max == 100
    assert figures(read_results(table, mapping))[0] == ("customs", "leadership", "score", 7.9, 316)
    _table, mapping = given(tmp_path, "Facteur;Douanes\nLeadership et engagement;7,9\nN;316\n")
    assert mapping.scale_max == 10
