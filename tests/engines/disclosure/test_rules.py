import pytest

from danaya.engines.disclosure import PUBLIC_REASON, Rule, Status
from danaya.engines.disclosure.rules import reason_for
from danaya.engines.language import Problem


def test_house_rule():
    rule = Rule()
    assert (rule.minimum_for(sensitive=False), rule.minimum_for(sensitive=True)) == (10, 20)


@pytest.mark.parametrize("weak", [{"minimum": 1}, {"sensitive_minimum": 5}, {"minimum_psus": 0}, {"difference": 0}])
def test_rule_that_protects_nobody_is_refused(weak):
    with pytest.raises(Problem) as caught:
        Rule(**weak)
    assert caught.value.where in weak


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_reason_in_both_languages(status):
    reason = reason_for(status, Rule(), sensitive=True)
    assert set(reason) == {"fr", "en"}
    assert status is Status.PUBLISHED or all(reason.values())
    assert "{" not in "".join(reason.values())


def test_reason_of_a_sensitive_cell_names_its_own_minimum():
    assert "20" in reason_for(Status.TOO_FEW, Rule(), sensitive=True)["fr"]
    assert "10" in reason_for(Status.TOO_FEW, Rule(), sensitive=False)["fr"]


def test_only_published_cells_are_shown():
    assert [status for status in Status if status.shown] == [Status.PUBLISHED]
    assert set(PUBLIC_REASON) == {"fr", "en"}
