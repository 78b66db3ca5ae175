"""A plan with the hard cases: moved dates, every state, dependencies near and far, long names, what stands alone, 200 rows."""

from datetime import date, timedelta

from danaya.engines.publishing.plan_charts import (
    STATES,
    MatrixChart,
    MatrixColumn,
    MatrixRow,
    ProgressChart,
    ProgressRow,
    TimelineChart,
    TimelineMark,
    TimelineRow,
)

TODAY = date(2026, 11, 23)
CUSTOMS = {"fr": "Direction générale des douanes de Tamarie", "en": "Tamarie Customs"}
BROKERS = {
    "fr": "Fédération des commissionnaires en douane de Tamarie",
    "en": "Federation of customs brokers of Tamarie",
}
LABELS = {
    "fr": (
        "Tarifs et délais affichés dans les douze bureaux",
        "Reçu unique pour tout paiement",
        "Réponse à chaque plainte sous quinze jours, par écrit, avec le nom du service qui répond et la voie de recours",
        "Plan de rotation des postes exposés",
        "Code de conduite des membres",
        "Ligne d'appel qui répond",
    ),
    "en": (
        "Fees and times posted in the twelve offices",
        "Single receipt for any payment",
        "Answer to each complaint within fifteen days, in writing, with the name of the service and the way to appeal",
        "Rotation plan for exposed posts",
        "Members' code of conduct",
        "Hotline that answers",
    ),
}


def timeline(language: str = "fr") -> TimelineChart:
    """Return six commitments of two bodies: kept, claimed, contested, late, moved, waiting for each other."""
    names, customs, brokers = LABELS[language], CUSTOMS[language], BROKERS[language]
    rows = (
        TimelineRow(
            "C-01", names[0], date(2025, 1, 15), date(2026, 3, 31), 1.0, 1.0,
            marks=(
                TimelineMark("C-01.1", date(2025, 6, 30), "confirmed"),
                TimelineMark("C-01.2", date(2025, 12, 31), "confirmed"),
                TimelineMark("C-01.3", date(2026, 3, 31), "confirmed"),
            ),
            group=customs,
        ),
        TimelineRow(
            "C-02", names[1], date(2025, 7, 1), date(2026, 12, 31), 0.8, 0.4, first_due=date(2026, 6, 30),
            marks=(
                TimelineMark("C-02.1", date(2025, 12, 31), "confirmed"),
                TimelineMark("C-02.2", date(2026, 9, 30), "claimed", date(2026, 3, 31)),
                TimelineMark("C-02.3", date(2026, 12, 31), "open", after=("C-02.2",)),
            ),
            after=("C-01.1",),
            group=customs,
        ),
        TimelineRow(
            "C-03", names[2], date(2026, 1, 1), date(2027, 6, 30), 0.5, 0.25,
            marks=(
                TimelineMark("C-03.1", date(2026, 6, 30), "partly"),
                TimelineMark("C-03.2", date(2026, 10, 31), "silent"),
                TimelineMark("C-03.3", date(2027, 6, 30), "open"),
            ),
            after=("C-01",),
            group=customs,
        ),
        TimelineRow(
            "C-04", names[3], date(2025, 3, 1), date(2026, 9, 30), first_due=date(2026, 1, 31), state="abandoned",
            after=("C-20",), group=customs,
        ),
        TimelineRow(
            "C-05", names[4], date(2025, 9, 1), date(2026, 10, 31), 0.3, 0.0,
            marks=(
                TimelineMark("C-05.1", date(2026, 2, 28), "contested"),
                TimelineMark("C-05.2", date(2026, 10, 31), "open"),
            ),
            group=brokers,
        ),
        TimelineRow("C-06", names[5], date(2027, 1, 1), date(2027, 3, 31), after=("C-05", "C-03.2"), group=brokers),
    )  # fmt: skip
    return TimelineChart(rows, TODAY, language)


def long_timeline(language: str = "fr", rows: int = 200) -> TimelineChart:
    """Return a plan of very many commitments of ten bodies, each waiting for the one before it and for one far away."""
    made = []
    for place in range(rows):
        starts = date(2024, 1, 1) + timedelta(days=7 * place)
        steps = [starts + timedelta(days=60 * (step + 1)) for step in range(4)]
        marks = tuple(
            TimelineMark(f"C-{place}.{step}", day, STATES[(place + step) % 6]) for step, day in enumerate(steps)
        )
        after = (f"C-{place - 1}", f"C-{place - 40}") if place % 20 and place > 40 else ()
        made.append(
            TimelineRow(
                f"C-{place}",
                LABELS[language][place % 6],
                starts,
                steps[-1],
                place % 5 / 4,
                place % 5 / 8,
                starts + timedelta(days=200) if place % 3 == 0 else None,
                marks=marks,
                after=after,
                group=f"Organisation {place // 20 + 1}",
            )
        )
    return TimelineChart(tuple(made), TODAY, language)


def one_milestone(language: str = "fr") -> TimelineChart:
    """Return one row of one day, long before today."""
    row = TimelineRow("", LABELS[language][0], date(2020, 5, 4), date(2020, 5, 4), state="confirmed")
    return TimelineChart((row,), TODAY, language)


def progress(language: str = "fr") -> ProgressChart:
    """Return six rows: nothing, part, all, contested; with words of their own and as percentages."""
    names, customs, brokers = LABELS[language], CUSTOMS[language], BROKERS[language]
    words = {"fr": ("déclaré 4 sur 5", "confirmé 2 sur 5"), "en": ("claimed 4 of 5", "confirmed 2 of 5")}[language]
    rows = (
        ProgressRow("C-01", names[0], 1.0, 1.0, group=customs),
        ProgressRow("C-02", names[1], 0.8, 0.4, words=words, group=customs),
        ProgressRow("C-03", names[2], 0.5, 0.25, 0.25, group=customs),
        ProgressRow("C-04", names[3], 0.0, 0.0, group=customs),
        ProgressRow("C-05", names[4], 0.3, 0.0, 0.3, group=brokers),
        ProgressRow("C-06", names[5], 0.01, 0.0, group=brokers),
    )
    axis = {"fr": "Part des jalons, selon leur poids", "en": "Share of the milestones, by weight"}[language]
    return ProgressChart(rows, axis, language)


def matrix(language: str = "fr", columns: int = 14) -> MatrixChart:
    """Return ten objectives of two frameworks and as many commitments; two objectives and two commitments stand alone."""
    plan, own = {"fr": ("Plan stratégique 2024–2028", "Stratégie de la fédération"), "en": ("Strategic plan 2024–2028", "The federation's strategy")}[language]  # fmt: skip
    heads = tuple(MatrixColumn(f"C-{place + 1:02}", LABELS[language][place % 6]) for place in range(columns))
    rows = tuple(
        MatrixRow(
            f"{place + 1}",
            LABELS[language][place % 6],
            () if place in {3, 8} else tuple(
                head.reference for order, head in enumerate(heads) if (order + place) % 5 == 0 and order not in {4, 9}
            ),
            plan if place < 6 else own,
        )
        for place in range(10)
    )  # fmt: skip
    return MatrixChart(rows, heads, language)


def charts(language: str) -> tuple[tuple[str, TimelineChart | ProgressChart | MatrixChart], ...]:
    """Return every sample with its name."""
    return (
        ("timeline", timeline(language)),
        ("timeline200", long_timeline(language)),
        ("timeline_one", one_milestone(language)),
        ("timeline_none", TimelineChart((), TODAY, language)),
        ("progress", progress(language)),
        ("matrix", matrix(language)),
        ("matrix60", matrix(language, 60)),
    )
