"""What was promised, what was done and confirmed, what stalls, when it will end, and whether a draft can be kept."""

from danaya.engines.followup.backtest import (
    BackTest,
    back_test,
    quarter_starts,
)
from danaya.engines.followup.binomial import (
    LEVEL,
)
from danaya.engines.followup.cadence import (
    Cadence,
    cadence_for,
    cadence_of,
    next_update,
)
from danaya.engines.followup.commitments import (
    Answer,
    Claim,
    Commitment,
    Confirmation,
    DateChange,
    Milestone,
    as_of,
)
from danaya.engines.followup.detectability import (
    MeanMeasured,
    ShareMeasured,
    answers_needed,
    detectable_mean,
    detectable_share,
)
from danaya.engines.followup.draft import (
    Budget,
    Draft,
    Indicator,
    TermDays,
)
from danaya.engines.followup.forecasts import (
    Forecast,
    forecast,
)
from danaya.engines.followup.keeping import (
    Keeping,
    keeping_of,
)
from danaya.engines.followup.means import (
    baseline,
    budget,
    outside_noise,
)
from danaya.engines.followup.planning import (
    Load,
    busy_owner,
    dependencies,
    owner_load,
    terms,
)
from danaya.engines.followup.progress import (
    Progress,
    State,
    commitment_closed_on,
    progress_of,
)
from danaya.engines.followup.rates import (
    PlanForecast,
    carries_rate,
    plan_forecast,
)
from danaya.engines.followup.ratings import (
    Calibration,
    Judged,
    Rating,
    calibrate,
    calibration,
)
from danaya.engines.followup.reactions import (
    Help,
    Reaction,
    Step,
    reaction,
)
from danaya.engines.followup.realism import (
    review,
)
from danaya.engines.followup.records import (
    Record,
)
from danaya.engines.followup.remarks import (
    Remark,
)
from danaya.engines.followup.stalls import (
    Awaited,
    Stall,
    StallReason,
    stalls_of,
)
from danaya.engines.followup.wording import (
    check_activity,
    check_wording,
)

__all__ = [
    "LEVEL",
    "Answer",
    "Awaited",
    "BackTest",
    "Budget",
    "Cadence",
    "Calibration",
    "Claim",
    "Commitment",
    "Confirmation",
    "DateChange",
    "Draft",
    "Forecast",
    "Help",
    "Indicator",
    "Judged",
    "Keeping",
    "Load",
    "MeanMeasured",
    "Milestone",
    "PlanForecast",
    "Progress",
    "Rating",
    "Reaction",
    "Record",
    "Remark",
    "ShareMeasured",
    "Stall",
    "StallReason",
    "State",
    "Step",
    "TermDays",
    "answers_needed",
    "as_of",
    "back_test",
    "baseline",
    "budget",
    "busy_owner",
    "cadence_for",
    "cadence_of",
    "calibrate",
    "calibration",
    "carries_rate",
    "check_activity",
    "check_wording",
    "commitment_closed_on",
    "dependencies",
    "detectable_mean",
    "detectable_share",
    "forecast",
    "keeping_of",
    "next_update",
    "outside_noise",
    "owner_load",
    "plan_forecast",
    "progress_of",
    "quarter_starts",
    "reaction",
    "review",
    "stalls_of",
    "terms",
]
