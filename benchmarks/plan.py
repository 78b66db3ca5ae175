"""How long the pages of a large common action plan take: 2,000 commitments, ten years of claims.

    python -m benchmarks.plan --json

An installation of its own in a temporary folder is filled from a seed; then each view is asked for as often as told, by the
coordinator, in the process (what a network adds is not measured). SQLite, or PostgreSQL at ``DATABASE_URL``.
"""

import argparse
import gc
import json
import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

PAGES = {
    "plan": "",
    "table": "table/",
    "table_page_20": "table/?page=20",
    "table_words": "table/?q=conteneur",
    "table_stalled": "table/?standing=stalled",
    "board": "board/",
    "timeline": "timeline/",
    "objectives": "objectives/",
    "by_organisation": "by-organisation/",
    "by_factor": "by-factor/?side=private",
}
"""Name of a figure → page of a plan."""


def start() -> None:
    """Load Django over a migrated folder."""
    from django.conf import settings

    from benchmarks.plan_rows import TODAY
    from danaya.web.serving import prepare, start_django

    start_django()
    prepare()
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.TODAY = TODAY


def measure(ask: Callable[[], Any], times: int) -> dict[str, float]:
    """Return quantiles of how long something takes, and how long the processor worked on it, in milliseconds.

    The first time warms caches and is not counted. Others on the machine lengthen the first two, not the last.
    """
    ask()
    seconds = []
    worked = time.process_time()
    for _each in range(times):
        begin = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begin)
    worked = (time.process_time() - worked) / times
    seconds.sort()
    return {
        "p50_ms": round(seconds[len(seconds) // 2] * 1000, 1),
        "p95_ms": round(seconds[int(0.95 * (len(seconds) - 1) + 0.5)] * 1000, 1),
        "cpu_ms": round(worked * 1000, 1),
    }


def asking(client: Any, address: str) -> Callable[[], Any]:
    """Return what asks for a page and refuses to count an error."""

    def ask() -> Any:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return answer

    return ask


def views(plan: Any, viewer: Any, times: int) -> dict[str, Any]:
    """Return the figures of each view, with its number of queries and its weight."""
    from django.test import Client

    client = Client()
    client.force_login(viewer.account)
    figures = {}
    for name, page in addresses(plan).items():
        ask = asking(client, page)
        ask()
        asked, weight = count_queries(ask)
        figures[name] = {**measure(ask, times), "queries": asked, "kb": round(weight / 1024)}
    return figures


def count_queries(ask: Callable[[], Any]) -> tuple[int, int]:
    """Return how many queries a page asks, and its weight in bytes."""
    from django.db import connection

    asked = 0

    def count(execute: Any, *given: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*given)

    with connection.execute_wrapper(count):
        weight = len(ask().content)
    return asked, weight


def addresses(plan: Any) -> dict[str, str]:
    """Return the address of each page that is measured."""
    from django.urls import NoReverseMatch, reverse

    whole = reverse("commitments:plan", args=[plan.pk])
    found = {"list": reverse("commitments:list"), **{name: f"{whole}{page}" for name, page in PAGES.items()}}
    one = plan.commitments.filter(state="adopted").order_by("number")[7]
    for name in ("commitment", "chain"):
        found[name] = reverse(f"commitments:{name}", args=[plan.pk, one.pk])
    for name in ("mine", "director", "scorecard", "signing", "drafts", "meeting", "editions", "excel"):
        try:
            found[name] = reverse(f"commitments:{name}", args=[] if name == "mine" else [plan.pk])
        except NoReverseMatch:
            continue
    return found


def work(plan: Any) -> dict[str, float]:
    """Return the seconds that the daily work over the whole plan takes."""
    from benchmarks.plan_rows import TODAY
    from danaya.apps.commitments.facts import facts_of
    from danaya.apps.commitments.following import follow_plan
    from danaya.apps.commitments.queries import in_force
    from danaya.engines import followup

    begin = time.perf_counter()
    follow_plan(plan, TODAY)
    followed = time.perf_counter()
    facts = list(facts_of(in_force(plan), TODAY).values())
    read = time.perf_counter()
    followup.forecast(facts, TODAY)
    forecast = time.perf_counter()
    size = export(plan)
    return {
        "follow_plan_s": round(followed - begin, 2),
        "facts_s": round(read - followed, 2),
        "forecast_s": round(forecast - read, 2),
        "workbook_out_s": round(time.perf_counter() - forecast, 2),
        "workbook_kb": round(size / 1024),
    }


def export(plan: Any) -> int:
    """Write the whole plan out as a workbook; return its size."""
    from django.utils import timezone

    from danaya.apps.commitments.overviews.workbook.writing import detailed, write_workbook
    from danaya.apps.commitments.queries import with_parties

    rows = list(detailed(with_parties(plan.commitments.all())))
    return len(write_workbook(plan, rows, language="fr", at=timezone.now()))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--commitments", type=int, default=2000)
    parser.add_argument("--times", type=int, default=20, help="requests of each view")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["DANAYA_DATA"] = name
        start()
        from benchmarks.plan_rows import Rows

        begin = time.perf_counter()
        rows = Rows(options.commitments, options.seed)
        plan = rows.fill()
        gc.collect()
        gc.freeze()  # what filled the database is no part of the pages' memory
        figures: dict[str, Any] = {
            "commitments": options.commitments,
            "filled_s": round(time.perf_counter() - begin, 1),
        }
        figures["views"] = views(plan, rows.viewer, options.times)
        figures["slowest_p95_ms"] = max(one["p95_ms"] for one in figures["views"].values())
        figures["work"] = work(plan)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
