"""Small tables, and an attacker who knows no linear programming: he writes down every table that agrees with what he sees."""

from itertools import combinations, product

from danaya.engines.disclosure import Cell, key, tabulate


def two_way(rows, name="t", **marks):
    """Table of rows × columns with margins and grand total."""
    cells = [Cell(key(row=str(i), column=str(j)), n, **marks) for i, row in enumerate(rows) for j, n in enumerate(row)]
    cells += [Cell(key(row=str(i)), sum(row), **marks) for i, row in enumerate(rows)]
    cells += [Cell(key(column=str(j)), sum(column), **marks) for j, column in enumerate(zip(*rows, strict=True))]
    return tabulate(name, [*cells, Cell(key(), sum(map(sum, rows)), **marks)])


def one_way(total, name="t", people="", made_of=(), sensitive=False, **columns):
    """Total and the levels of each column: ``one_way(60, region={"a": 20, …}, gender={…})``."""
    cells = [Cell(key(), total, sensitive=sensitive)]
    for column, levels in columns.items():
        cells += [Cell(key(**{column: level}), n, sensitive=sensitive) for level, n in levels.items()]
    return tabulate(name, cells, people=people, made_of=made_of)


def at(i, j):
    return key(row=str(i), column=str(j))


def worlds(rows, hidden):
    """Every way to fill the hidden inner cells with whole numbers so that all margins come out."""
    height, width = len(rows), len(rows[0])
    open_cells = sorted(hidden)
    row_rest = [sum(rows[i][j] for j in range(width) if (i, j) in hidden) for i in range(height)]
    column_rest = [sum(rows[i][j] for i in range(height) if (i, j) in hidden) for j in range(width)]

    def fill(place, in_rows, in_columns):
        if place == len(open_cells):
            if not any(in_rows) and not any(in_columns):
                yield ()
            return
        i, j = open_cells[place]
        for n in range(min(in_rows[i], in_columns[j]) + 1):
            less_rows = [*in_rows[:i], in_rows[i] - n, *in_rows[i + 1 :]]
            less_columns = [*in_columns[:j], in_columns[j] - n, *in_columns[j + 1 :]]
            for rest in fill(place + 1, less_rows, less_columns):
                yield (n, *rest)

    return [dict(zip(open_cells, world, strict=True)) for world in fill(0, row_rest, column_rest)]


def brute_intervals(rows, hidden):
    seen = worlds(rows, set(hidden))
    return {place: (min(w[place] for w in seen), max(w[place] for w in seen)) for place in hidden}


def brute_optimum(rows, secrets, width):
    """Fewest further inner cells, then the smallest sum of their counts, by trying them all; None if nothing protects."""
    others = [p for p in product(range(len(rows)), range(len(rows[0]))) if p not in secrets and rows[p[0]][p[1]]]
    for size in range(len(others) + 1):
        sums = []
        for more in combinations(others, size):
            found = brute_intervals(rows, {*secrets, *more})
            if all(found[place][1] - found[place][0] >= width for place in secrets):
                sums.append(sum(rows[i][j] for i, j in more))
        if sums:
            return size, min(sums)
    return None
