"""Attacks a shareable release as a reader would who has its tables and the definitions of its figures.

Usage: release.py QUERIES SHAREABLE RESTRICTED [THRESHOLD]

QUERIES is the folder of the SQL, of whose headers only the kinds of columns are read. SHAREABLE is a release. RESTRICTED is the
release of the same position with every figure: it decides nothing but whether the relations below are true, and a relation that it
does not bear out is reported and not used. THRESHOLD is what the release was asked to withhold counts below, 5 where nothing was.

The relations were written from the SQL, apart from the code under test. Each says that sums of counts are equal, or that one is not
more than another. Every withheld count is then placed by linear programming as low and as high as the relations and the figures
shown allow. A range narrower than the threshold is a count that the release gives away. The answer is JSON.
"""
import collections
import csv
import glob
import json
import os
import re
import sys

import numpy
from scipy import sparse
from scipy.optimize import linprog

WITHHELD = "[c]"


class Table:
    """The rows of one query, and what its header says of its columns."""

    def __init__(self, name, sql, shown, full, merged, threshold):
        self.name, self.rows, self.truth = name, shown, []
        head = sql.split("-- ---\n")[0]
        self.kind = dict(re.findall(r"\{name: (\w+),.*?kind: (\w+)", head))
        self.dims = [c for c, r in re.findall(r"\{name: (\w+),.*?role: (\w+)", head) if r == "dimension"]
        self.counts = [c for c, k in self.kind.items() if k == "count" and shown and c in shown[0]]
        self.shares = re.findall(r"wilson: \{k: (\w+), n: (\w+), rate: (\w+)", head)
        self.of = dict(re.findall(r"\{name: (\w+),[^}]*?\bof: (\w+)", head))
        self.never = set(re.findall(r"\{name: (\w+),[^}]*?\bextreme: true", head))  # left out as a whole
        self.least = max(threshold, 10) if "\n-- protected: true" in head else threshold
        self.merged = merged
        if merged:
            full = self.merge(full)
        index = {self.key(r): r for r in full}
        self.truth = [index.get(self.key(r)) for r in shown]

    def key(self, row):
        return tuple(row.get(d, "") for d in self.dims)

    def merge(self, rows):
        out = {}
        for r in rows:
            r = dict(r)
            for d in self.dims:
                r[d] = re.sub(r"^(\d{4}-\d{2})Q\d$", r"\1", r[d])
            have = out.setdefault(self.key(r), r)
            if have is not r:
                for c in self.counts:
                    have[c] = str(int(have[c]) + int(r[c])) if have[c] and r[c] else ""
        return list(out.values())


class Release:
    """All tables, and the relations between their cells as rows of a linear program."""

    def __init__(self, queries, shareable, restricted, threshold):
        manifest = json.load(open(os.path.join(shareable, "manifest.json")))
        self.to, self.as_of, self.year, self.quarter = manifest["period_to"], manifest["as_of"], manifest["period"][:7], manifest["period"]
        said = "\n".join(manifest["suppression"])
        self.tables = {}
        for path in glob.glob(os.path.join(queries, "*", "*.sql")):
            name = os.path.basename(path)[:-4]
            data = [os.path.join(d, "data", name + ".csv") for d in (shareable, restricted)]
            if all(map(os.path.exists, data)):
                shown, full = [list(csv.DictReader(open(p, encoding="utf-8-sig"))) for p in data]
                self.tables[name] = Table(name, open(path).read(), shown, full, name + ": quarters put together" in said, threshold)
        self.cells, self.least, self.relations, self.untrue, self.structural, self.used = {}, [], [], [], set(), collections.Counter()

    # A sum is its unknown cells, what is known of it, and its true value (None where a row has no match).
    def cell(self, t, i, col):
        text = t.rows[i][col]
        true = t.truth[i]
        true = int(true[col] or 0) if true else None
        if text == WITHHELD:
            at = self.cells.setdefault((t.name, i, col), len(self.cells))
            if at == len(self.least):
                self.least.append(t.least)
            return {at: 1}, 0, true
        return {}, int(text or 0), true

    def sum(self, name, cols, where=None):
        unknown, known, true = collections.Counter(), 0, 0
        t = self.tables[name]
        for i, row in enumerate(t.rows):
            if where and not where(row):
                continue
            for col in cols.split("+"):
                u, k, v = self.cell(t, i, col)
                unknown.update(u)
                known += k
                true = None if v is None or true is None else true + v
        return unknown, known, true

    def relate(self, label, a, b, equal):
        if a[2] is not None and b[2] is not None and not (a[2] == b[2] if equal else a[2] <= b[2]):
            self.untrue.append("%s: %s and %s" % (label, a[2], b[2]))
            return
        coef = collections.Counter(a[0])
        coef.subtract(b[0])
        coef = {c: v for c, v in coef.items() if v}
        if coef:
            self.relations.append((coef, b[1] - a[1], equal))
            self.used[label.split(":")[0]] += 1

    def eq(self, label, a, b):
        self.relate(label, a, b, True)

    def nearly(self, label, a, b):
        """One count, but for people whom one of the two counts more than once: used where the figures bear it out."""
        if a[2] is not None and b[2] is not None and a[2] > b[2]:
            a, b = b, a
        self.relate(label, a, b, a[2] == b[2])

    def le(self, label, a, b):
        self.relate(label, a, b, False)

    def has(self, *names):
        return all(n in self.tables and self.tables[n].rows for n in names)

    def values(self, name, col):
        return sorted({r[col] for r in self.tables[name].rows})

    def rows(self, name, text):
        """Relations of columns in every row, such as "met + late = due; done <= due"."""
        if not self.has(name):
            return
        t = self.tables[name]
        for one in text.split(";"):
            left, equal, right = re.match(r"(.*?)(<?=)(.*)", one).groups()
            for i in range(len(t.rows)):
                if any(t.rows[i][c.strip()] == "" for c in (left + "+" + right).split("+")):
                    continue
                a, b = [self.only(t, i, side) for side in (left, right)]
                self.relate(name, a, b, equal == "=")

    def only(self, t, i, cols):
        unknown, known, true = collections.Counter(), 0, 0
        for col in cols.split("+"):
            u, k, v = self.cell(t, i, col.strip())
            unknown.update(u)
            known += k
            true = None if v is None or true is None else true + v
        return unknown, known, true

    def last(self, name, n):
        """Says of a row whether it is of the last n quarters; None where its quarters are years that these do not fill."""
        year, quarter = int(self.quarter[:4]), int(self.quarter[-1])
        if self.tables[name].merged:
            if quarter != 4 or n % 4:
                return None
            years = ["%d-%02d" % (year - i, (year - i + 1) % 100) for i in range(n // 4)]
            return lambda r: r["quarter"] in years
        wanted = []
        for i in range(n):
            back = year * 4 + quarter - 1 - i
            wanted.append("%d-%02dQ%d" % (back // 4, (back // 4 + 1) % 100, back % 4 + 1))
        return lambda r: r["quarter"] in wanted

    def shares(self):
        """A share that is shown times what it is of is its part."""
        for t in self.tables.values():
            for k, n, rate in t.shares:
                for i, row in enumerate(t.rows):
                    if row.get(rate) not in (None, "", WITHHELD) and row[k] != "" and row[n] != "":
                        r = float(row[rate])
                        u, v, true = self.cell(t, i, n)
                        part = self.cell(t, i, k)
                        coef = collections.Counter(part[0])
                        for c in u:
                            coef[c] -= r
                        if coef:
                            self.relations.append((dict(coef), r * v - part[1], True))
                            self.used["share"] += 1

    def repeated(self, name, col, by=None):
        """A column that has one value in all rows, or in all rows of a group."""
        if not self.has(name):
            return
        t = self.tables[name]
        first = {}
        for i, row in enumerate(t.rows):
            if row[col] == "":
                continue
            g = row[by] if by else ""
            if g in first:
                self.eq(name + ": " + col, self.only(t, first[g], col), self.only(t, i, col))
            else:
                first[g] = i

    def solve(self):
        """Places every cell. Those that hang together are one program."""
        n = len(self.least)
        parent = list(range(n))

        def root(c):
            while parent[c] != c:
                parent[c] = parent[parent[c]]
                c = parent[c]
            return c

        for coef, _, _ in self.relations:
            cs = [root(c) for c in coef]
            for c in cs[1:]:
                parent[root(c)] = root(cs[0])
        groups = collections.defaultdict(list)
        for c in range(n):
            groups[root(c)].append(c)
        inside = collections.defaultdict(list)
        for rel in self.relations:
            inside[root(next(iter(rel[0])))].append(rel)
        low, high = [0.0] * n, [float("inf")] * n
        for g, cells in groups.items():
            place = {c: i for i, c in enumerate(cells)}
            parts = {True: ([], [], [], []), False: ([], [], [], [])}
            for coef, bound, equal in inside[g]:
                data, row, col, b = parts[equal]
                for c, v in coef.items():
                    data.append(v)
                    row.append(len(b))
                    col.append(place[c])
                b.append(bound)
            args = {}
            for equal, (a, b) in {True: ("A_eq", "b_eq"), False: ("A_ub", "b_ub")}.items():
                data, row, col, rhs = parts[equal]
                if rhs:
                    args[a] = sparse.csr_matrix((data, (row, col)), shape=(len(rhs), len(cells)))
                    args[b] = rhs
            done = numpy.zeros(len(cells), bool)
            lo, hi = numpy.full(len(cells), numpy.inf), numpy.full(len(cells), -numpy.inf)
            for i, c in enumerate(cells):
                for sign in (1, -1):
                    # What other answers have shown possible need not be asked for.
                    if hi[i] - lo[i] >= self.least[c] + 0.5:
                        break
                    cost = numpy.zeros(len(cells))
                    cost[i] = sign
                    got = linprog(cost, bounds=(0, 1e6), method="highs", **args)
                    if got.status != 0:
                        raise SystemExit("the relations contradict the figures shown: %s, near %s" % (got.message, list(self.cells)[c]))
                    lo, hi = numpy.minimum(lo, got.x), numpy.maximum(hi, got.x)
            for i, c in enumerate(cells):
                low[c], high[c] = lo[i], hi[i]
        return low, high


def within(r):
    """What the columns of one row have to do with each other."""
    r.rows("accelerated_window", "early + in_window + in_extension + late + overdue + open_in_extension = due_passed")
    r.rows("case_time", "closed + open = cases; reversed <= closed; reversed + no_start <= cases")
    r.rows("caseload_by_quarter", "days_0_89 + days_90_179 + days_180_364 + days_over_364 = open")
    r.rows("charge_checklist", "done + not_done = expected; in_time <= done; overdue <= not_done")
    r.rows("charge_decisions", "decided + pending = referred; charged <= decided")
    r.rows("closed_case_days_by_force", "within_100 <= in_calendar; in_calendar <= closed")
    r.rows("closure_time", "closed + still_open = concluded")
    r.rows("completed_12_months", "completed + closed_otherwise + open = started; undecided <= open; within_365 <= completed_in_quarter")
    r.rows("counsel_instructed", "done + open + ended = started")
    r.rows("cps_correspondence", "days_28 + later + waiting + ended = received")
    r.rows("disclosure_timeliness", "in_time + late + overdue = due")
    r.rows("end_to_end_time", "ended + open = subjects; reversed + no_start <= subjects; held <= subjects")
    r.rows("explanations_12_months", "sent + not_recorded = periods")
    r.rows("extensions", "in_time + retrospective + no_effect = extended; extended <= subjects")
    r.rows("hearing_100wd", "met + met_extension + late + open_overdue + open_in_extension = due_passed")
    r.rows("hearing_100wd_by_force", "met <= due_passed")
    r.rows("hearing_costs", "without_days <= proceedings")
    r.rows("hearing_days", "used + lost = noted; noted + not_noted = listed")
    r.rows("hearing_utilisation", "used + lost = known; known + not_recorded = listed")
    r.rows("inquests", "concluded + open = inquests; suspended <= open; due_6m <= inquests; due_12m <= due_6m; beyond_6m <= due_6m; beyond_12m <= due_12m; "
           "beyond_12m <= beyond_6m; beyond_6m_suspended <= beyond_6m; beyond_12m_suspended <= beyond_12m; beyond_12m_suspended <= beyond_6m_suspended")
    r.rows("intake", "decided + waiting = referred; referred <= cases; complete <= cases")
    r.rows("intake_by_force", "referred <= cases; complete + no_matter <= cases; complete + no_mode <= cases; complete + no_incident <= cases; complete + no_attention <= cases")
    r.rows("investigations_100wd", "within_100 <= ended")
    r.rows("limits_by_quarter", "met + met_otherwise + open_in_extension <= due_passed")
    r.rows("limits_met", "met + met_extension + explained + late + open_overdue + open_in_extension = due_passed")
    r.rows("milestones_reached", "cases <= most_cases")
    r.rows("open_age", "wd_0_50 + wd_51_100 + wd_101_200 + wd_over_200 + outside_calendar = total")
    r.rows("open_proceedings", "preparing + waiting + under_way + on_hold = total")
    r.rows("outcome_notified", "notified + not_recorded = completed")
    r.rows("overdue", "newly_overdue <= overdue; over_90_days <= overdue; gone_past <= overdue; overdue <= newly_overdue + over_90_days")
    r.rows("pfd_responses", "met + met_extension + late + open_overdue + open_in_extension = due_passed")
    r.rows("pirh", "held + vacated + not_recorded = listed")
    r.rows("plan_in_place", "days_28 + days_56 + days_more + listed_only + ended + none_yet = proceedings")
    r.rows("publication", "in_private + public = hearings; published + not_recorded = public; stayed + taken_down_early + stay_running = published; "
           "barred_reported + barred_not_recorded = dismissals; dismissals <= hearings")
    r.rows("time_to_hearing", "heard + ended_other + undated + waiting = referred")
    r.rows("time_to_trial", "verdict + ended_other + waiting = defendants")
    r.rows("allegation_findings", "cases <= allegations")
    r.rows("allegation_findings_by_force", "allegations <= with_finding")
    r.rows("criminal_results", "convicted + acquitted + other = ended; pleaded <= ended")
    r.rows("decision_agreement", "same + higher + lower + not_proven = known; "
           "known + not_yet_concluded + discontinued + ended_otherwise + not_recorded + no_proceeding = individuals")
    r.rows("dismissal_rate", "serving + former = gross; serving_dismissed + former_dismissed = dismissed; serving_dismissed <= serving; "
           "former_dismissed <= former; not_recorded + dismissed <= gross")
    r.rows("disproportionality_finding", "known <= individuals; proven <= known; compared <= known; compared_proven <= proven; reference_proven <= reference_known; "
           "compared_proven <= compared")
    r.rows("disproportionality_referral", "compared <= referred; compared_years <= officer_years")
    r.rows("findings", "gross_misconduct + misconduct + not_misconduct + discontinued + not_recorded = total")
    r.rows("inquest_conclusions", "with_jury <= inquests; pfd <= inquests")
    r.rows("proven_by_force", "proven <= known")
    r.rows("proven_by_presenter", "iopc_proven <= iopc_known; aa_proven <= aa_known; other_proven <= other_known")
    r.rows("proven_by_regime", "proven <= known; dismissed <= gross")
    r.rows("proven_rate", "proven <= known")
    r.rows("withdrawn", "withdrawn <= ended")
    r.rows("action_funnel", "due + no_due_date <= raised; done <= due; checked <= done; due + done_other <= raised")
    r.rows("actions", "done_in_time + done_late + overdue = due")
    r.rows("actions_by_force", "not_due + overdue_30 + overdue_90 + overdue_more + no_date = open")
    r.rows("contact_updates", "within_28 + late = intervals")
    r.rows("debriefs_held", "in_time + late + overdue = due")
    r.rows("recommendation_acceptance", "responded + awaiting = made; accepted + accepted_in_part + not_accepted + superseded = responded")
    r.rows("recommendation_due_dates", "due_56_after + due_55_after + other = both_dates; accepted + accepted_in_part + not_accepted + awaiting <= both_dates")
    r.rows("recommendation_response", "met + met_extension + late + open_overdue + open_in_extension = due_passed")
    r.rows("recommendation_status", "answered + past_due <= recommendations")
    r.rows("recommendations_by_force", "past_due <= recommendations")
    r.rows("theme_recurrence", "recent <= recent_held; before <= before_held; after <= after_held")
    r.rows("themes_by_jurisdiction", "debriefs <= held")
    r.rows("themes_by_result", "proven_with <= proven; not_proven_with <= not_proven")
    r.rows("witness_care", "offered <= proceedings; attended <= days_due; told <= days_lost")
    r.rows("attendance", "attended + absent = expected; absent_lost <= absent")
    r.rows("case_reviews_done", "done + overdue = due; done_in_time <= done")
    r.rows("completeness", "recorded <= records")
    r.rows("decision_log", "days_7 + days_30 + later + before + not_recorded = events; made_again <= final")
    r.rows("dq_results", "failing <= looked")
    r.rows("exhibit_audits", "done + overdue = due; done_in_time <= done; not_counted <= done; with_discrepancies <= discrepancies; with_discrepancies + not_counted <= due; "
           "with_service <= due; before_service <= with_service; before_service <= done")
    r.rows("qa_by_quarter", "passed <= applicable; files <= applicable")
    r.rows("qa_items", "passed <= applicable")
    r.rows("qa_sample", "reviewed_after <= reviewed")
    r.rows("recording_lag_by_source", "timed + before_event + not_recorded = events")
    r.rows("update_quality", "passed <= sampled; sampled <= made")
    for name, col, by in [("hearings_forecast", "open", None), ("disproportionality_finding", "reference_known", "characteristic"),
                          ("disproportionality_finding", "reference_proven", "characteristic"), ("disproportionality_referral", "reference", None),
                          ("disproportionality_referral", "reference_years", None), ("milestones_reached", "most_cases", None), ("theme_recurrence", "recent_held", None),
                          ("themes_by_jurisdiction", "held", "jurisdiction"), ("themes_by_result", "proven", None), ("themes_by_result", "not_proven", None),
                          ("recommendations_by_force", "cases", "force")]:
        r.repeated(name, col, by)


def compared(r):
    """Groups are compared with the largest of their characteristic, and then the counts compared are theirs. That the largest and those
    not recorded are compared with none is the definition: the noughts in their rows tell nothing of anybody, and are not looked at."""
    for name, pairs, reference, by in [
            ("disproportionality_finding", [("compared", "known"), ("compared_proven", "proven")], [("reference_known", "known"), ("reference_proven", "proven")], "characteristic"),
            ("disproportionality_referral", [("compared", "referred"), ("compared_years", "officer_years")], [("reference", "referred"), ("reference_years", "officer_years")], None)]:
        if not r.has(name):
            continue
        t = r.tables[name]
        for i, row in enumerate(t.rows):
            if t.truth[i] and int(t.truth[i][pairs[0][0]]) > 0:
                for a, b in pairs:
                    r.eq(name + ": compared", r.only(t, i, a), r.only(t, i, b))
        for g in (r.values(name, by) if by else [""]):
            rows = [i for i, row in enumerate(t.rows) if (not by or row[by] == g) and t.truth[i]]
            recorded = [i for i in rows if "not recorded" not in t.key(t.rows[i])]
            largest = [i for i in recorded if all(t.truth[i][b] == t.truth[i][a] for a, b in reference)]
            for i in rows:
                if i in largest or i not in recorded:
                    r.structural.update((name, i, a) for a, _ in pairs)
            if len(largest) == 1:
                for a, b in reference:
                    r.eq(name + ": reference", r.only(t, largest[0], a), r.only(t, largest[0], b))
    name = "disproportionality_finding"
    if r.has(name):
        for col in ("individuals", "known", "proven"):
            kinds = r.values(name, "characteristic")
            for other in kinds[1:]:
                r.eq(name + ": total", r.sum(name, col, lambda x: x["characteristic"] == kinds[0]), r.sum(name, col, lambda x: x["characteristic"] == other))


def limits(r):
    """A limit's clocks of the last twelve months stand in several tables."""
    by = {c: (lambda x, c=c: x["standard_id"] == c) for c in (r.values("limits_met", "standard_id") if r.has("limits_met") else [])}
    if r.has("limits_met", "limits_by_quarter"):
        last = r.last("limits_by_quarter", 4)
        for c in r.values("limits_by_quarter", "standard_id"):
            if c not in by:
                continue
            for a, b in [("due_passed", "due_passed"), ("met", "met"), ("met_otherwise", "met_extension+explained"), ("open_in_extension", "open_in_extension"),
                         ("not_applicable", "not_applicable"), ("start_not_recorded", "start_not_recorded")]:
                r.eq("limits by quarter: %s %s" % (c, a), r.sum("limits_by_quarter", a, lambda x: x["standard_id"] == c and last(x)), r.sum("limits_met", b, by[c]))
    if r.has("limits_met", "extensions"):
        for c in r.values("extensions", "standard_id"):
            if c in by:
                a, b = r.sum("limits_met", "due_passed+not_applicable", by[c]), r.sum("extensions", "subjects", by[c])
                r.relate("extensions: " + c, a, b, a[2] == b[2])
    for name, standard, pairs in [
            ("debriefs_held", "LRN-DEBRIEF-30", [("due", "due_passed"), ("in_time", "met"), ("late", "late"), ("overdue", "open_overdue")]),
            ("recommendation_response", "LRN-28A-RESP", [(c, c) for c in ("due_passed", "met", "met_extension", "late", "open_overdue", "open_in_extension")]),
            ("pfd_responses", "COR-PFD-RESP", [(c, c) for c in ("due_passed", "met", "met_extension", "late", "open_overdue", "open_in_extension")])]:
        if not r.has(name) or standard not in by:
            continue
        last = r.last(name, 4)
        if last:
            for a, b in pairs:
                r.eq(name + ": year " + a, r.sum(name, a, last), r.sum("limits_met", b, by[standard]))
        if r.has("limits_by_quarter") and not r.tables[name].merged and standard in r.values("limits_by_quarter", "standard_id"):
            for q in r.values("limits_by_quarter", "quarter"):
                for a, b in pairs[:2]:
                    r.eq(name + ": quarter " + a, r.sum(name, a, lambda x: x["quarter"] == q),
                         r.sum("limits_by_quarter", b, lambda x: x["quarter"] == q and x["standard_id"] == standard))
    if r.has("accelerated_window", "limits_met") and r.quarter.endswith("Q4"):
        both = lambda x: x["standard_id"] in ("MIS-ACC-DATE", "MIS-ACC-REDATE")
        for a, b in [("due_passed", "due_passed"), ("in_window", "met"), ("in_extension", "met_extension"), ("early+late", "late"), ("overdue", "open_overdue"),
                     ("open_in_extension", "open_in_extension"), ("not_applicable", "not_applicable")]:
            r.nearly("windows: " + a, r.sum("accelerated_window", a, lambda x: x["year"] == r.year), r.sum("limits_met", b, both))
    if r.has("hearing_100wd", "hearing_100wd_by_force") and r.quarter.endswith("Q4"):
        three = sorted(r.values("hearing_100wd", "year"))[-3:]
        for c in ("due_passed", "met"):
            r.eq("hearings of three years: " + c, r.sum("hearing_100wd", c, lambda x: x["year"] in three), r.sum("hearing_100wd_by_force", c))
    if r.has("hearing_100wd") and "MIS-HRG-100" in by and r.quarter.endswith("Q4"):
        for c in ("due_passed", "met", "met_extension", "late", "open_overdue", "open_in_extension", "not_applicable"):
            r.eq("hearing_100wd: " + c, r.sum("hearing_100wd", c, lambda x: x["year"] == r.year), r.sum("limits_met", c, by["MIS-HRG-100"]))
    if r.has("hearing_100wd", "limits_by_quarter") and not r.quarter.endswith("Q4"):
        full = "%d-%02d" % (int(r.year[:4]) - 1, int(r.year[:4]) % 100)
        for c in ("due_passed", "met"):
            r.eq("hearing_100wd: this year " + c, r.sum("hearing_100wd", c, lambda x: x["year"] == r.year),
                 r.sum("limits_by_quarter", c, lambda x: x["quarter"][:7] == r.year and x["standard_id"] == "MIS-HRG-100"))
            if r.quarter.endswith("Q1"):
                r.eq("hearing_100wd: last year " + c, r.sum("hearing_100wd", c, lambda x: x["year"] == full),
                     r.sum("limits_by_quarter", c, lambda x: x["quarter"][:7] == full and x["standard_id"] == "MIS-HRG-100"))
    if r.has("overdue"):
        over = {c: (lambda x, c=c: x["standard_id"] == c) for c in r.values("overdue", "standard_id")}
        for c in by:
            if c in over:
                r.le("overdue: " + c, r.sum("limits_met", "open_overdue", by[c]), r.sum("overdue", "overdue", over[c]))
        for name, standard, col in [("hearing_100wd", "MIS-HRG-100", "open_overdue"), ("debriefs_held", "LRN-DEBRIEF-30", "overdue"),
                                    ("recommendation_response", "LRN-28A-RESP", "open_overdue"), ("pfd_responses", "COR-PFD-RESP", "open_overdue")]:
            if r.has(name) and standard in over:
                a, b = r.sum(name, col), r.sum("overdue", "overdue", over[standard])
                r.relate("overdue: %s in %s" % (standard, name), a, b, a[2] == b[2])


def totals(r):
    """Sums of whole tables that are one count."""
    def same(label, a, b):
        if r.has(a[0], b[0]):
            r.eq(label, r.sum(*a), r.sum(*b))

    def part(label, a, b):
        if r.has(a[0], b[0]):
            r.le(label, r.sum(*a), r.sum(*b))

    same("waiting for a hearing", ("time_to_hearing", "waiting"), ("hearings_forecast", "open", lambda x: x is r.tables["hearings_forecast"].rows[0]))
    same("cases held", ("case_time", "cases"), ("sources", "cases"))
    same("gross misconduct", ("sanctions", "serving+former"), ("findings", "gross_misconduct"))
    if r.has("hearing_days") and r.last("hearing_days", 4):
        part("days lost", ("hearing_days", "lost", r.last("hearing_days", 4)), ("slippage", "lost_days"))
    part("days lost here", ("hearing_utilisation", "lost"), ("slippage", "lost_days"))
    for a in ("cases", "referred", "complete"):
        same("new " + a, ("intake", a), ("intake_by_force", a))
    same("new per officer", ("intake_per_officer", "cases"), ("intake_by_force", "cases"))
    if r.has("intake_per_officer", "intake_by_force"):
        for f in r.values("intake_by_force", "force"):
            same("new of a force", ("intake_per_officer", "cases", lambda x: x["force"] == f), ("intake_by_force", "cases", lambda x: x["force"] == f))
    lag = {"0-1": "days_7", "2-7": "days_7", "8-30": "days_30", "31-90": "later", "over 90": "later", "before event": "before", "not recorded": "not_recorded"}
    for col in sorted(set(lag.values())):
        same("lag " + col, ("recording_lag", "events", lambda x: lag[x["band"]] == col), ("decision_log", col))
    same("lag events", ("recording_lag", "events"), ("recording_lag_by_source", "events"))
    same("lag before", ("recording_lag", "events", lambda x: x["band"] == "before event"), ("recording_lag_by_source", "before_event"))
    same("lag not recorded", ("recording_lag", "events", lambda x: x["band"] == "not recorded"), ("recording_lag_by_source", "not_recorded"))
    for a in ("applicable", "passed"):
        if r.has("qa_by_quarter"):
            same("qa " + a, ("qa_items", a), ("qa_by_quarter", a, r.last("qa_by_quarter", 4)))
    same("recommendations", ("recommendation_status", "recommendations"), ("recommendations_by_force", "recommendations"))
    same("recommendations", ("recommendations_by_theme", "recommendations"), ("recommendations_by_force", "recommendations"))
    same("recommendations past due", ("recommendation_status", "past_due"), ("recommendations_by_force", "past_due"))
    if r.has("recommendation_status", "recommendations_by_theme") and r.tables["recommendation_status"].merged == r.tables["recommendations_by_theme"].merged:
        for q in r.values("recommendation_status", "quarter"):
            same("recommendations of a quarter", ("recommendation_status", "recommendations", lambda x: x["quarter"] == q), ("recommendations_by_theme", "recommendations", lambda x: x["quarter"] == q))
    if r.has("recommendations_by_theme", "recommendations_by_force"):
        for th in r.values("recommendations_by_theme", "theme"):
            same("recommendations of a theme", ("recommendations_by_theme", "recommendations", lambda x: x["theme"] == th), ("recommendations_by_force", "recommendations", lambda x: x["theme"] == th))
    if r.has("allegation_findings", "allegation_findings_by_force"):
        for s in r.values("allegation_findings", "scheme"):
            for f in r.values("allegation_findings", "finding"):
                where = lambda x: x["scheme"] == s and x["finding"] == f
                same("allegations", ("allegation_findings", "allegations", where), ("allegation_findings_by_force", "allegations", where))
    if r.has("allegation_findings_by_force"):
        t = r.tables["allegation_findings_by_force"]
        for force in r.values(t.name, "force"):
            for s in r.values(t.name, "scheme"):
                rows = [i for i, x in enumerate(t.rows) if x["force"] == force and x["scheme"] == s]
                if rows:
                    for i in rows:
                        r.eq("allegations of a force", r.sum(t.name, "allegations", lambda x: x["force"] == force and x["scheme"] == s), r.only(t, i, "with_finding"))
    if r.has("closed_case_days", "closed_case_days_by_force"):
        for k in r.values("closed_case_days", "territory"):
            same("closed", ("closed_case_days", "closed", lambda x: x["territory"] == k), ("closed_case_days_by_force", "closed", lambda x: x["territory"] == k))
            part("closed of all", ("closed_case_days", "closed", lambda x: x["territory"] == k), ("case_time", "closed", lambda x: x["territory"] == k))
            part("open of all", ("caseload_by_quarter", "open", lambda x: x["territory"] == k and x["quarter"] == r.quarter), ("case_time", "open", lambda x: x["territory"] == k))
    if r.has("open_proceedings", "open_age"):
        for j in r.values("open_age", "jurisdiction"):
            same("open work", ("open_proceedings", "total", lambda x: x["jurisdiction"] == j), ("open_age", "total", lambda x: x["jurisdiction"] == j))
    if r.has("net_flow"):
        last = max(x["month"] for x in r.tables["net_flow"].rows)
        same("open work, all", ("open_proceedings", "total"), ("net_flow", "open_at_end", lambda x: x["month"] == last))
        t = r.tables["net_flow"]
        for i in range(1, len(t.rows)):
            r.eq("flow", plus(r.only(t, i, "open_at_end"), r.only(t, i, "closed")), plus(r.only(t, i - 1, "open_at_end"), r.only(t, i, "opened")))
    if r.has("end_to_end_time"):
        for y in r.values("end_to_end_time", "year"):
            for c in ("subjects", "ended", "open", "no_start", "held", "reversed"):
                same("gross and net", ("end_to_end_time", c, lambda x: x["year"] == y and x["basis"] == "Gross"), ("end_to_end_time", c, lambda x: x["year"] == y and x["basis"] != "Gross"))
    if r.has("dismissal_rate"):
        for p in r.values("dismissal_rate", "period"):
            for c in ("gross", "dismissed", "serving", "serving_dismissed", "former", "former_dismissed"):
                part("accelerated", ("dismissal_rate", c, lambda x: x["period"] == p and "alone" in x["hearings"]), ("dismissal_rate", c, lambda x: x["period"] == p and "alone" not in x["hearings"]))
    if r.has("decision_agreement", "decision_to_finding"):
        last = r.last("decision_agreement", 8)
        for d in r.values("decision_agreement", "decided"):
            mine = lambda x: x["decided"] == d and last(x)
            same("decided", ("decision_agreement", "individuals", mine), ("decision_to_finding", "individuals", lambda x: x["decided"] == d))
            for c, results in [("not_yet_concluded",) * 2, ("ended_otherwise",) * 2, ("not_recorded",) * 2, ("no_proceeding",) * 2, ("discontinued", "discontinued stayed_abuse"),
                               ("not_proven", "not_misconduct not_proven_facts"), ("same", d.replace("case_to_answer_", ""))]:
                same("decided, " + c, ("decision_agreement", c, mine), ("decision_to_finding", "individuals", lambda x: x["decided"] == d and x["result"] in results.split()))
    if r.has("themes"):
        last, eight = r.last("themes", 4), r.last("themes", 8)
        for th in r.values("themes", "theme"):
            of = lambda x: x["theme"] == th
            if last:
                same("theme", ("themes", "debriefs", lambda x: of(x) and last(x)), ("theme_recurrence", "recent", of))
            same("theme by jurisdiction", ("themes_by_jurisdiction", "debriefs", of), ("theme_recurrence", "recent", of))
            part("theme by result", ("themes_by_result", "proven_with+not_proven_with", of), ("themes", "debriefs", of))
    if r.has("themes_by_jurisdiction", "theme_recurrence"):
        first = r.tables["themes_by_jurisdiction"].rows[0]["theme"]
        same("debriefs", ("themes_by_jurisdiction", "held", lambda x: x["theme"] == first), ("theme_recurrence", "recent_held", lambda x: x is r.tables["theme_recurrence"].rows[0]))
    if r.has("witness_care", "attendance"):
        for q in r.values("attendance", "quarter"):
            part("witness days", ("witness_care", "days_due+days_lost", lambda x: x["quarter"] == q), ("attendance", "expected", lambda x: x["quarter"] == q and x["role"] == "witness"))
    if r.has("reviewer_agreement"):
        same("second reviews", ("reviewer_agreement", "items", lambda x: x["item"] != "all items"), ("reviewer_agreement", "items", lambda x: x["item"] == "all items"))
    if r.has("outcome_notified"):
        for y in r.values("outcome_notified", "year"):
            part("told", ("outcome_notified", "completed", lambda x: x["year"] == y and x["told"] == "complainant"), ("outcome_notified", "completed", lambda x: x["year"] == y and x["told"] == "officer"))
    if r.has("findings", "proven_by_presenter"):
        for k in ("MH", "MM", "AH"):
            part("findings in three years", ("findings", "gross_misconduct+misconduct+not_misconduct", lambda x: x["type"] == k), ("proven_by_presenter", "iopc_known+aa_known+other_known", lambda x: x["type"] == k))
            part("proven in three years", ("findings", "gross_misconduct+misconduct", lambda x: x["type"] == k), ("proven_by_presenter", "iopc_proven+aa_proven+other_proven", lambda x: x["type"] == k))
        same("findings by presenter", ("proven_by_force", "known"), ("proven_by_presenter", "iopc_known+aa_known+other_known", lambda x: x["type"].startswith("All")))
        same("proven by presenter", ("proven_by_force", "proven"), ("proven_by_presenter", "iopc_proven+aa_proven+other_proven", lambda x: x["type"].startswith("All")))
    if r.has("actions", "actions_by_force"):
        part("actions overdue", ("actions", "overdue"), ("actions_by_force", "overdue_30+overdue_90+overdue_more"))


def findings(r):
    """The same people by type, by quarter, by the rules in force, by year, by force and by what is known of them."""
    if r.has("dismissal_rate"):
        t = r.tables["dismissal_rate"]
        with_accelerated = lambda x: "alone" not in x["hearings"]
        if r.has("proven_by_regime"):
            for rules in r.values("proven_by_regime", "regime"):
                for c in ("gross", "dismissed"):
                    r.nearly("dismissals by rules: " + rules, r.sum(t.name, c, lambda x: with_accelerated(x) and x["regime"] == rules), r.sum("proven_by_regime", c, lambda x: x["regime"] == rules))
        if r.has("sanctions") and r.quarter.endswith("Q4"):
            gone = lambda x: x["sanction"] in ("dismissal_without_notice", "would_have_been_dismissed")
            for c in ("serving", "former"):
                last = lambda x: with_accelerated(x) and x["period"][:7] == r.year
                r.nearly("dismissals of the year: " + c, r.sum(t.name, c, last), r.sum("sanctions", c))
                r.nearly("dismissals of the year: dismissed", r.sum(t.name, c + "_dismissed", last), r.sum("sanctions", c, gone))
        if r.has("publication"):
            for y in r.values("publication", "year"):
                a, b = r.sum(t.name, "dismissed", lambda x: with_accelerated(x) and x["period"][:7] == y), r.sum("publication", "dismissals", lambda x: x["year"] == y)
                r.relate("dismissals published: " + y, a, b, a[2] == b[2])
    if r.has("proven_rate"):
        t = r.tables["proven_rate"]
        if r.has("findings"):
            last = r.last(t.name, 4)
            for c, parts in [("proven", "gross_misconduct+misconduct"), ("known", "gross_misconduct+misconduct+not_misconduct"), ("discontinued",) * 2, ("not_recorded",) * 2]:
                r.nearly("findings of four quarters: " + c, r.sum("findings", parts), r.sum(t.name, c, last))
        if r.has("proven_by_regime"):
            for rules in r.values("proven_by_regime", "regime"):
                for c in ("known", "proven"):
                    r.le("findings by rules: " + c, r.sum(t.name, c, lambda x: x["regime"] == rules and not x["break"]), r.sum("proven_by_regime", c, lambda x: x["regime"] == rules))
        if r.has("proven_by_force"):
            for c in ("known", "proven"):
                r.nearly("findings by force: " + c, r.sum("proven_by_force", c), r.sum(t.name, c, r.last(t.name, 12)))
        if r.has("disproportionality_finding"):
            for c, parts in [("known", "known"), ("proven", "proven"), ("individuals", "known+discontinued+not_recorded")]:
                r.nearly("findings by sex: " + c, r.sum("disproportionality_finding", c, lambda x: x["characteristic"] == "Sex"), r.sum(t.name, parts))


def plus(a, b):
    unknown = collections.Counter(a[0])
    unknown.update(b[0])
    return unknown, a[1] + b[1], None if a[2] is None or b[2] is None else a[2] + b[2]


def money(r):
    """The kinds of a year add up to all kinds: one withheld alone is given away, and so is what few proceedings cost."""
    told = []
    if not r.has("hearing_costs"):
        return told
    t = r.tables["hearing_costs"]
    for y in r.values(t.name, "year"):
        for col in ("total", "cost_with_days"):
            hidden = [x for x in t.rows if x["year"] == y and x[col] == WITHHELD]
            if len(hidden) == 1:
                told.append([t.name, y, hidden[0]["cost_kind"], col])
    for x in t.rows:
        if WITHHELD not in (x["total"], x["cost_with_days"]) and x["total"] != x["cost_with_days"] and (x["without_days"] == WITHHELD or 0 < int(x["without_days"]) < 5):
            told.append([t.name, x["year"], x["cost_kind"], "total less cost_with_days"])
    return told


def curves(r):
    """Shares by a time, where nobody is censored before it, are counts: those between two times, and between two bases."""
    told = []
    for t in r.tables.values():
        families = collections.defaultdict(list)
        for c in t.of:
            m = re.match(r"(.*?by)_(\d+)$", c)
            if m and t.rows and c in t.rows[0]:
                families[m[1]].append((int(m[2]), c))
        for steps in families.values():
            steps.sort()
            for i, row in enumerate(t.rows):
                n = row[t.of[steps[0][1]]]
                if n in ("", WITHHELD):
                    continue
                at = [(c, float(row[c]) * int(n)) for _, c in steps if row[c] not in ("", WITHHELD)]
                at = [(c, k) for c, k in at if abs(k - round(k)) < 1e-6]
                for (a, x), (b, y) in zip(at, at[1:]):
                    if 0.5 < y - x < t.least - 0.5:
                        told.append([t.name, *t.key(row), a, b, round(y - x)])
                for j in range(i):
                    other = t.rows[j]
                    if t.name == "end_to_end_time" and other["year"] == row["year"]:
                        for c, k in at:
                            if other[c] not in ("", WITHHELD):
                                d = abs(k - float(other[c]) * int(n))
                                if 0.5 < d < t.least - 0.5:
                                    told.append([t.name, *t.key(row), c, "gross and net", round(d)])
    return told


def order(r):
    """Tables whose withheld rows stand in the falling order of what they withhold, and in the order of nothing that they show."""
    told = []
    number = re.compile(r"-?[\d.]+(e-\d+)?")
    for t in r.tables.values():
        measures = [c for c in t.kind if t.rows and c in t.rows[0] and c not in t.dims]
        for col in measures:
            hidden = [(x, float(v[col])) for x, v in zip(t.rows, t.truth) if x[col] == WITHHELD and v and number.fullmatch(v[col])]
            values, keys = [v for _, v in hidden], [t.key(x) for x, _ in hidden]
            if len(set(values)) < 4 or values != sorted(values, reverse=True) or keys == sorted(keys):
                continue
            shown = [[float(x[c]) for x, _ in hidden if number.fullmatch(x[c])] for c in measures]
            if not any(len(set(v)) > 2 and v == sorted(v, reverse=True) for v in shown):
                told.append([t.name, col])
    return told


def main(queries, shareable, restricted, threshold="5"):
    r = Release(queries, shareable, restricted, int(threshold))
    for t in r.tables.values():  # every withheld count is to be placed, related or not
        for i in range(len(t.rows)):
            for c in t.counts:
                r.cell(t, i, c)
    within(r)
    compared(r)
    limits(r)
    totals(r)
    findings(r)
    r.shares()
    low, high = r.solve()
    exposed = []
    for (name, i, col), at in r.cells.items():
        if high[at] - low[at] < r.least[at] - 1e-6 and (name, i, col) not in r.structural:
            t = r.tables[name]
            true = t.truth[i]
            if col in t.never and true and not 0 < int(true[col] or 0) < r.least[at]:
                continue  # no small count
            exposed.append([name, *t.key(t.rows[i]), col, true and true[col], round(low[at], 2), round(high[at], 2)])
    marks = sum(v == WITHHELD for t in r.tables.values() for x in t.rows for v in x.values())
    print(json.dumps({"cells": len(r.cells), "marks": marks, "relations": dict(r.used), "untrue": r.untrue, "exposed": exposed, "money": money(r), "curves": curves(r), "order": order(r)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
