"""How long the pages of a large common action plan take: 2,000 commitments, ten years of claims.

    python -m benchmarks.plan --json

An installation of its own in a temporary folder is filled from a seed; then each page of the plan, of indicators and of what is public is
asked for as often as told, by whoever may, in the process (what a network adds is not measured). SQLite, or PostgreSQL at
``DATABASE_URL``.
"""

import argparse
import gc
import json
import os
import re
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks.plan_around import Around
from benchmarks.plan_pages import Page, pages
from benchmarks.plan_rows import TODAY, Rows

NO_PAGE = 405
SLOW_MS = 300
TIMES_OF_FILES = 3


def start() -> None:
    """Load Django over a migrated folder."""
    from django.conf import settings

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


def look_at(around: Any, page: Page, times: int) -> tuple[str, dict[str, Any]]:
    """Return what a page is (``views``, ``files`` or ``acts``) and its figures; an act has none: it refuses to be looked at."""
    ask = asking(client_of(around, page.viewer), page.address)
    first = ask()
    if first.status_code == NO_PAGE:
        return "acts", {}
    kind = "files" if first.has_header("Content-Disposition") else "views"
    asked, weight = count_queries(ask)
    figures = {"queries": asked, "kb": round(weight / 1024)}
    if times:
        figures |= measure(ask, min(times, TIMES_OF_FILES) if kind == "files" else times)
    return kind, figures


def client_of(around: Any, viewer: str) -> Any:
    """Return a browser in which one of the viewers is signed in."""
    from django.test import Client

    client = Client()
    client.force_login(around.viewers[viewer].account)
    return client


def asking(client: Any, address: str) -> Callable[[], Any]:
    """Return what asks for a page and refuses to count anything but the page."""

    def ask() -> Any:
        answer = client.get(address)
        if answer.status_code not in {200, NO_PAGE}:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return answer

    return ask


def count_queries(ask: Callable[[], Any]) -> tuple[int, int]:
    """Return how many queries a page asks, and its weight in bytes."""
    from django.db import connection

    asked = 0

    def count(execute: Any, *given: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*given)

    with connection.execute_wrapper(count):
        answer = ask()
        weight = sum(len(part) for part in answer) if answer.streaming else len(answer.content)
    return asked, weight


def views(around: Any, times: int, only: str = "") -> dict[str, Any]:
    """Return the figures of every page: ``views``, ``files`` (downloads, made when they are asked for), names of ``acts``."""
    figures: dict[str, Any] = {"views": {}, "files": {}, "acts": {}}
    for signing in (False, True):
        if signing:
            around.put_again()
        for page in pages(around, signing=signing):
            if re.search(only, page.name):
                kind, found = look_at(around, page, times)
                figures[kind][page.name] = found
    figures["acts"] = sorted(figures["acts"])
    return figures


def work(plan: Any) -> dict[str, float]:
    """Return the seconds that the daily work over the whole plan takes."""
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
    parser.add_argument("--only", default="", help="names of the pages to be asked for, as a regular expression")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["DANAYA_DATA"] = name
        start()
        begin = time.perf_counter()
        rows = Rows(options.commitments, options.seed)
        around = Around(rows, rows.fill())
        around.fill()
        gc.collect()
        gc.freeze()  # what filled the database is no part of the pages' memory
        figures: dict[str, Any] = {
            "commitments": options.commitments,
            "filled_s": round(time.perf_counter() - begin, 1),
        }
        figures |= views(around, options.times, options.only)
        taken = figures["views"]
        figures["slowest_p95_ms"] = max(one["p95_ms"] for one in taken.values())
        figures["slow"] = [name for name, one in taken.items() if one["p95_ms"] > SLOW_MS]
        if not options.only:
            figures["work"] = work(around.plan)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
