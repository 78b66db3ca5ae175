"""The library of model commitments against the check that every draft meets: what we offer passes what we ask."""

import pytest

from danaya.engines.followup import check_activity, check_wording
from danaya.engines.framework import load_model_commitments
from danaya.engines.language import LANGUAGES

COMMITMENTS = load_model_commitments()


@pytest.mark.parametrize("one", COMMITMENTS, ids=lambda one: one.key)
def test_results_and_milestones_of_the_library_pass_the_check_of_a_draft(one):
    texts = {"result": one.title} | {f"m{place}": step.text for place, step in enumerate(one.milestones, start=1)}
    for language in LANGUAGES:
        remarks = [remark for where, text in texts.items() for remark in check_wording(text[language], language, where)]
        remarks += check_activity(one.title[language], language, "result")
        assert [(remark.where, remark.code, texts[remark.where][language]) for remark in remarks] == []
