"""Attackers who hold everything that was published, and try to learn about fewer than ten people."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from danaya.engines.disclosure import (
    MISSING,
    Cell,
    Ledger,
    Release,
    Rule,
    key,
    possible_counts,
    propose,
    protect,
    protect_all,
    show_distribution,
    shown_decimals,
    tabulate,
    where,
)

REGIONS, GENDERS = ("naore", "balanko", "gorobi", "lamba", "tessa"), ("f", "m")
SHARES = {"naore": 0.42, "balanko": 0.25, "gorobi": 0.17, "lamba": 0.12, "tessa": 0.04}


def respondents(seed, size):
    """Rows of (region, gender, answer 1–5 or 0 = none): a survey like the one the house is made for."""
    random = np.random.default_rng(seed)
    return {
        "region": random.choice(REGIONS, size, p=list(SHARES.values())),
        "gender": random.choice(GENDERS, size, p=[0.2, 0.8]),
        "answers": random.choice(6, (size, 6), p=[0.06, 0.1, 0.2, 0.24, 0.25, 0.15]),
    }


def tables_of(people, audience="customs", *, crossed=False):
    """One table per item, with regions, genders and, if asked, both crossed; a factor made of all items."""

    def cells(answered, sensitive):
        keys = [key(), *(key(region=r) for r in REGIONS), *(key(gender=g) for g in GENDERS)]
        keys += [key(region=r, gender=g) for r, g in product(REGIONS, GENDERS)] if crossed else []
        for place in keys:
            rows = answered.copy()
            for column, level in place:
                rows &= people[column] == level
            yield Cell(place, int(rows.sum()), sensitive=sensitive)

    answered = people["answers"] > 0
    items = [
        tabulate(f"{audience}/q{i}", cells(answered[:, i], i == 3), people=audience) for i in range(answered.shape[1])
    ]
    whole = tabulate(
        f"{audience}/factor", cells(answered.any(axis=1), True), people=audience, made_of=[item.name for item in items]
    )
    return [*items, whole]


def derived(table, shown):
    """What linear programming, written here anew, derives for each hidden cell from the shown ones."""
    keys = [cell.key for cell in table.cells]
    n = {cell.key: cell.n for cell in table.cells}
    rows, rights = [], []
    for equation in table.sums:
        row = [0.0] * len(keys)
        for part in equation.parts:
            row[keys.index(part)] += 1
        row[keys.index(equation.total)] -= 1
        rows.append(row)
        rights.append(0.0)
    bounds = [(n[place], n[place]) if place in shown else (0, 100_000) for place in keys]
    found = {}
    for place in keys:
        if place not in shown:
            goal = np.array([float(place == other) for other in keys])
            ends = [linprog(sign * goal, A_eq=rows, b_eq=rights, bounds=bounds).fun * sign for sign in (1, -1)]
            found[place] = (round(ends[0], 6), round(ends[1], 6))
    return found


@pytest.mark.parametrize(("seed", "size", "crossed"), [(1, 316, False), (2, 75, False), (3, 402, True), (4, 231, True)])
def test_totals_give_no_small_cell_away(seed, size, crossed):
    tables = tables_of(respondents(seed, size), crossed=crossed)
    protections = protect_all(tables)
    tried = 0
    for table in tables:
        protection = protections[table.name]
        shown = {cell.key for cell in table.cells if protection.shows(cell.key) or cell.n == 0}
        for place, (low, high) in derived(table, shown).items():
            cell = table.by_key[place]
            minimum = Rule().minimum_for(sensitive=cell.sensitive)
            if cell.n < minimum:
                tried += 1
                assert high - low >= minimum, (table.name, place)
    assert tried > 0


def test_factor_and_all_but_one_item_do_not_give_the_item_away():
    tables = tables_of(respondents(5, 150))
    protections = protect_all(tables)
    places = [cell.key for cell in tables[0].cells if MISSING not in dict(cell.key).values()]
    for place in places:
        hidden_items = [table for table in tables[:-1] if place in protections[table.name].hidden]
        if hidden_items:
            assert place in protections["customs/factor"].hidden
    assert any(place in protections["customs/factor"].hidden for place in places)


def test_complement_is_the_same_in_neighbour_questions():
    """Were it another region in each question, the counts of one would fill the gap of the other."""
    tables = [table for table in tables_of(respondents(7, 200))[:-1] if not table.cells[0].sensitive]
    alone = {frozenset(_real(protect(table))) for table in tables}
    together = {frozenset(_real(protection)) for protection in protect_all(tables).values()}
    assert len(alone) > 1
    assert len(together) == 1


def _real(protection):
    return (place for place in protection.hidden if MISSING not in dict(place).values())


@given(st.lists(st.integers(0, 60), min_size=3, max_size=5).filter(lambda counts: 10 <= sum(counts) < 130))
@settings(max_examples=60)
def test_printed_percentages_do_not_tell_that_one_or_two_gave_an_answer(counts):
    """The attacker reads n, whole percentages and ranges, and lists all counts that agree with them and sum to n."""
    n = sum(counts)
    digits = shown_decimals(n)
    allowed = []
    for count, share in zip(counts, show_distribution(counts), strict=True):
        if share.exact:
            allowed.append(set(possible_counts(round(100 * count / n, digits), digits, n)))
        else:
            allowed.append({k for k in range(n + 1) if share.low - 1e-9 <= k / n <= share.high + 1e-9})
    for place, count in enumerate(counts):
        if count < 3:
            others = {0}
            for other, options in enumerate(allowed):
                if other != place:
                    others = {total + k for total in others for k in options if total + k <= n}
            possible = {k for k in allowed[place] if n - k in others}
            assert {0, 1, 2} <= possible


def rows_of(people):
    def members(about, conditions):
        rows = people["answers"][:, int(about[1:])] > 0
        for column, levels in conditions:
            if column != "audience":
                rows &= np.isin(people[column], sorted(levels))
        return rows

    return members


def sums_give_away(cells, members, limit=10):
    """Try all sums and differences of up to four published cells: how many people come out?"""
    arrays = [members(cell.about, cell.conditions).astype(int) for cell in cells]
    nothing = np.zeros_like(arrays[0])
    found = set()
    for total in arrays:
        for parts in combinations([nothing, nothing, nothing, *arrays], 3):
            for signs in ((1, 1, 1), (1, 1, -1), (1, -1, -1)):
                mix = total - sum(sign * part for sign, part in zip(signs, parts, strict=True))
                if mix.min() >= 0 and mix.max() == 1 and mix.sum() < limit:
                    found.add(int(mix.sum()))
    return found


def publish_twice(seed, *, ledger_kept):
    """First by region; then, for another reader, by a column that puts the capital and a region together."""
    people = respondents(seed, 200)
    people["area"] = np.where(np.isin(people["region"], ["naore", "lamba"]), "axis", "rest")
    members, conditions = rows_of(people), where(audience="customs")
    book, published = Ledger(), []
    for column, levels in (("region", REGIONS), ("area", ("axis", "rest"))):
        places = [key(), *(key(**{column: level}) for level in levels)]
        cells = [Cell(place, int(members("q0", where(**dict(place))).sum())) for place in places]
        table = tabulate("q0", cells, people="customs")
        _, new, _ = propose(book, Release(column, "d1", ()), [(table, "q0", conditions)], members=members)
        published += new.cells
        book = book.add(new) if ledger_kept else book
    return sums_give_away(published, members)


SEEDS = range(11, 19)


def test_two_releases_together_show_nobody():
    assert [publish_twice(seed, ledger_kept=True) for seed in SEEDS] == [set()] * len(SEEDS)


def test_without_the_ledger_the_same_two_releases_do():
    assert any(publish_twice(seed, ledger_kept=False) for seed in SEEDS)


def test_a_corrected_dataset_does_not_show_the_three_it_lost():
    before = respondents(21, 300)
    after = {column: values[3:] for column, values in before.items()}
    book, counts = Ledger(), []
    for number, people in enumerate((before, after)):
        members = rows_of(people)
        cells = [
            Cell(place, int(members("q0", where(**dict(place))).sum()))
            for place in (key(), key(gender="f"), key(gender="m"))
        ]
        release = Release(f"r{number}", f"d{number}", (), "d0" if number else "")
        _, new, refusals = propose(book, release, [(tabulate("q0", cells), "q0", ())], members=members)
        book = book.add(new)
        counts.append({cell.conditions: cell.n for cell in new.cells})
    assert refusals
    assert all(abs(counts[0][place] - n) not in range(1, 10) for place, n in counts[1].items() if place in counts[0])
