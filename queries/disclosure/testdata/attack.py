"""Attacks plans of disclosure control, each a line of JSON: what is the least and the most that each hidden cell can be,
given all that is shown? Bounds over the reals, by scipy's linprog: they hold the bounds over whole numbers, so that a
cell which is exposed here is exposed. Prints one line of JSON: what it looked at, what is exposed, what was lost.

  attack.py PLANS

A plan: {"name": ..., "cells": [[value, least, unprinted, sensitive, fate], ...], "equations": [[total, part, ...], ...]}.
"""

import json
import math
import sys

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

BATCH = 6000  # columns of one call: separate problems side by side are solved as one


class Batch:
    """Problems that have nothing to do with each other, minimised together."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.c, self.high, self.done = [], [], []
        self.eq = ([], [], [], [])  # row, column, coefficient; right-hand side
        self.ub = ([], [], [], [])

    def add(self, cost, high, equal, atmost, done):
        """cost and high by column; equal and atmost as lists of ([(column, coefficient)], right-hand side)."""
        start = len(self.c)
        for kind, rows in ((self.eq, equal), (self.ub, atmost)):
            for row, rhs in rows:
                for column, a in row:
                    kind[0].append(len(kind[3]))
                    kind[1].append(start + column)
                    kind[2].append(a)
                kind[3].append(rhs)
        self.c += cost
        self.high += high
        self.done.append((start, len(self.c), done))
        if len(self.c) > BATCH:
            self.solve()

    def solve(self):
        if not self.c:
            return
        n = len(self.c)

        def matrix(kind):
            if not kind[3]:
                return None, None
            return coo_matrix((kind[2], (kind[0], kind[1])), shape=(len(kind[3]), n)).tocsr(), kind[3]

        a_eq, b_eq = matrix(self.eq)
        a_ub, b_ub = matrix(self.ub)
        bounds = np.array([np.zeros(n), self.high]).T
        out = linprog(self.c, A_ub=a_ub, b_ub=b_ub, A_eq=a_eq, b_eq=b_eq, bounds=bounds, method="highs")
        if out.status != 0:
            raise SystemExit(f"linprog: {out.message}")
        for start, end, done in self.done:
            done(out.x[start:end])
        self.clear()


def small(cell):
    return 1 <= cell[0] < cell[1]


def attack(plan, batch, say):
    """Asks for the range of each cell that must be protected."""
    cells = plan["cells"]
    unknown = {i for i, c in enumerate(cells) if c[2] or c[4]}
    top = 4 * max([c[0] for c in cells]) + 1000
    parts = []  # what hangs together: its cells, and their equations with what is left when all that is shown is taken off
    for equation in plan["equations"]:
        sums, rhs = {}, 0
        for k, c in enumerate(equation):
            a = 1 if k == 0 else -1
            if c in unknown:
                sums[c] = sums.get(c, 0) + a
            else:
                rhs -= a * cells[c][0]
        sums = {c: a for c, a in sums.items() if a}
        if sums:
            touched = [p for p in parts if not p[0].isdisjoint(sums)]
            parts = [p for p in parts if p[0].isdisjoint(sums)]
            parts.append((set(sums).union(*(p[0] for p in touched)), [r for p in touched for r in p[1]] + [(sums, rhs)]))
    part = {}
    for members, rows in parts:
        column = {c: i for i, c in enumerate(sorted(members))}
        equal = [([(column[c], a) for c, a in sums.items()], rhs) for sums, rhs in rows]
        part.update((c, (column, equal)) for c in members)
    for i, c in enumerate(cells):
        if small(c) and i not in unknown:
            say(plan, i, c[0], c[0])
        if not (c[4] or c[2] and (small(c) or c[3])):
            continue
        ends = []
        column, equal = part.get(i, ({i: 0}, []))
        for sign in (1, -1):
            def done(x, i=i, ends=ends, at=column[i]):
                ends.append(float(x[at]))
                if len(ends) == 2:
                    say(plan, i, *ends)
            cost = [0.0] * len(column)
            cost[column[i]] = float(sign)
            batch.add(cost, [float(top)] * len(column), equal, [], done)


def bound(plan, batch, count):
    """A lower bound of how many more must be hidden. In each equation, one unknown cell that must be protected is not
    alone: relaxed to fractions of a cell, and rounded up again."""
    cells = plan["cells"]
    forced = [bool(c[2]) or c[4] == 1 for c in cells]
    column = {c: i for i, c in enumerate(i for i, f in enumerate(forced) if not f)}
    atmost = []
    for equation in plan["equations"]:
        inside = sorted(set(equation))
        if sum(forced[c] for c in inside) > 1:
            continue
        free = [column[c] for c in inside if not forced[c]]
        alone = [c for c in inside if forced[c]]
        if alone:
            c = cells[alone[0]]
            if small(c) or c[3] or c[4]:
                atmost.append(([(i, -1.0) for i in free], -1.0))
        else:
            for i in free:
                atmost.append(([(k, 1.0 if k == i else -1.0) for k in free], 0.0))
    if not atmost or not column:
        return
    batch.add([1.0] * len(column), [1.0] * len(column), [], atmost, lambda x: count(math.ceil(sum(x) - 1e-6)))


def main():
    kinds, exposed, narrowest = {}, [], {}
    total = {"tables": 0, "cells": 0, "hidden": 0, "primary": 0, "secondary": 0, "protected": 0, "bound": 0}

    def say(plan, i, low, high):
        value, least, unprinted, sensitive, _ = plan["cells"][i]
        total["protected"] += 1
        if small(plan["cells"][i]):
            margin = min(-low, high - least)
        else:
            margin = high - low - max(least, 1)
        key = "small" if small(plan["cells"][i]) else "other"
        narrowest[key] = min(narrowest.get(key, math.inf), round(margin, 6))
        if margin < -1e-6:
            exposed.append([plan["name"], plan["number"], i, value, round(low, 6), round(high, 6)])

    ranges, bounds = Batch(), Batch()

    def count(kind):
        def add(n):
            kind["bound"] += n
            total["bound"] += n
        return add

    with open(sys.argv[1], encoding="utf-8") as plans:
        for line in plans:
            plan = json.loads(line)
            kind = kinds.setdefault(plan["name"], {"tables": 0, "cells": 0, "primary": 0, "secondary": 0, "bound": 0})
            fates = [c[4] for c in plan["cells"]]
            for into in (kind, total):
                into["tables"] += 1
                into["cells"] += sum(1 for c in plan["cells"] if not c[2])
                into["primary"] += fates.count(1)
                into["secondary"] += fates.count(2)
            total["hidden"] += sum(1 for f in fates if f)
            attack(plan, ranges, say)
            bound(plan, bounds, count(kind))
    ranges.solve()
    bounds.solve()
    print(json.dumps({"total": total, "narrowest": narrowest, "exposed": exposed, "kinds": kinds}))


if __name__ == "__main__":
    main()
