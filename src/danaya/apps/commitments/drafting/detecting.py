"""The smallest change that the next round could tell from chance, for an indicator that a survey's finding measures, in words."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danaya.apps.commitments.drafting.measured import reading_of
from danaya.apps.commitments.models import Indicator
from danaya.engines import followup
from danaya.engines.followup import MeanMeasured, ShareMeasured
from danaya.engines.language import number, percent


def detectable_words(indicator: Indicator | None) -> str:
    """Return from which value on the next round would show a change; empty for what is counted or has no baseline yet."""
    reading = reading_of(indicator) if indicator is not None else None
    if indicator is None or reading is None or indicator.baseline is None:
        return ""
    match reading.measured:
        case ShareMeasured() as measured:
            return _share(indicator.baseline / 100, measured, rises=indicator.better == "up")
        case MeanMeasured() as measured:
            return _mean(measured, share=reading.share)
    return _("The figure was only reported: what change the next round could show cannot be computed.")


def _share(share: float, measured: ShareMeasured, *, rises: bool) -> str:
    if not 0 <= share <= 1:
        return ""
    edge = followup.detectable_share(share, measured)[rises]
    if edge is None:
        return _("With %(n)s answers, as now, the next round could tell no change in this direction from chance.") % {
            "n": number(measured.n, _language(), 0)
        }
    words = _("With %(n)s answers, as now, the next round tells a change from chance only from %(edge)s on.")
    return words % {"n": number(measured.n, _language(), 0), "edge": percent(edge, _language(), 1)}


def _mean(measured: MeanMeasured, *, share: bool) -> str:
    change = followup.detectable_mean(measured)
    shown = percent(change, _language(), 1) if share else number(change, _language(), 1)
    return _(
        "With as many answers as now, the next round tells a change from chance only from %(change)s of difference on."
    ) % {"change": shown}


def _language() -> str:
    return (get_language() or "fr").split("-")[0]
