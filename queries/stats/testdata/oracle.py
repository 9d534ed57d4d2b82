"""Answers for the statistics of package stats from implementations that share no code with it.

Reads a JSON list of questions from standard input, each {"stat": name, ...}, and writes the list of answers.
A number that does not exist is null. The versions that the answers rest on are in requirements.txt beside this file.
"""

import json
import math
import sys
import warnings

import numpy as np
import scipy.stats as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.utils import qth_survival_time, qth_survival_times
from scipy.optimize import brentq
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, score_test_proportions_2indep

Z = st.norm.ppf(0.975)


def plain(x):
    """A number as JSON has it: null where there is none."""
    x = float(x)
    return x if math.isfinite(x) else None


def wilson(q):
    return proportion_confint(q["k"], q["n"], method="wilson")


def exact(q):
    return proportion_confint(q["k"], q["n"], method="beta")


def finite(q):
    """The rates that a score test keeps, by root finding, with Cochran's variance of a sample without replacement."""
    k, n, size = q["k"], q["n"], q["population"]
    p = k / n
    if n == size:
        return p, p

    def test(rate):
        return (p - rate) ** 2 - Z**2 * rate * (1 - rate) / n * (size - n) / (size - 1)

    low = brentq(test, 0, p - 1e-9, xtol=1e-15) if k > 0 else 0  # the test itself is 0 at rates 0 and 1
    high = brentq(test, p + 1e-9, 1, xtol=1e-15) if k < n else 1
    return max(low, k / size), min(high, (k + size - n) / size)


def newcombe(q):
    return (q["k1"] / q["n1"] - q["k2"] / q["n2"],
            *confint_proportions_2indep(q["k1"], q["n1"], q["k2"], q["n2"], method="newcomb", compare="diff"))


def rate_ratio(q):
    """Inverts statsmodels' score test."""
    k1, n1, k2, n2 = q["k1"], q["n1"], q["k2"], q["n2"]

    def statistic(log_ratio):
        s = score_test_proportions_2indep(k1, n1, k2, n2, value=math.exp(log_ratio), compare="ratio", correction=False,
                                          return_results=False)[0]
        return s if math.isfinite(s) else 0.0  # both rates 1 at ratio 1

    low = math.exp(brentq(lambda r: statistic(r) - Z, -20, 20, xtol=1e-15, rtol=1e-15)) if k1 else 0
    high = math.exp(brentq(lambda r: statistic(r) + Z, -20, 20, xtol=1e-15, rtol=1e-15)) if k2 else math.nan
    ratio = k1 * n2 / (n1 * k2) if k2 else math.nan
    closed = [None, None]
    if 0 < k1 < n1 and 0 < k2 < n2:  # Koopman's closed form, through the roots of a cubic
        closed = confint_proportions_2indep(k1, n1, k2, n2, method="score", compare="ratio", correction=False)
    return (ratio, low, high, *closed)


def people(q):
    """One entry an individual: time, kind (1 event, 2 competing, 0 censored), time of entry."""
    t, kind, entry = [], [], []
    for person in q["people"]:
        t.append(person[0])
        kind.append(person[1])
        entry.append(person[2])
    return np.array(t, float), np.array(kind), np.array(entry, float)


def km(q):
    t, kind, entry = people(q)
    event = (kind == 1).astype(int)
    delayed = entry.max() > 0
    # Who enters at a time is at risk after it: half a day later, as times are whole days.
    late = np.where(entry > 0, entry + 0.5, 0)
    fit = KaplanMeierFitter().fit(t, event, entry=late if delayed else None)
    s = fit.survival_function_.iloc[:, 0]
    ci = fit.confidence_interval_
    right = SurvfuncRight(t, event, entry=late if delayed else None)
    # Rounded, as lifelines takes 4 of 8 for a little more than one half.
    limits = qth_survival_times(0.5, ci.round(12))
    curve = fit.survival_function_.round(12)
    se = dict(zip(right.surv_times, right.surv_prob_se))
    at = sorted(set(t))
    return {
        "t": at,
        "s": [plain(s[x]) for x in at],
        "se": [plain(se[x]) if x in se else None for x in at],
        "low": [plain(ci.loc[x].min()) for x in at],
        "high": [plain(ci.loc[x].max()) for x in at],
        "median": plain(qth_survival_time(0.5, curve)),
        "median_low": plain(limits.iloc[0].min()),
        "median_high": plain(limits.iloc[0].max()),
        "p25": plain(qth_survival_time(0.75, curve)),
        "p75": plain(qth_survival_time(0.25, curve)),
    }


def hazards(q):
    """Numbers at risk, with the event and with the competing end at each time, from the individuals."""
    t, kind, entry = people(q)
    at = np.unique(t)
    risk = np.array([np.sum((t >= x) & ((entry < x) | (entry <= 0))) for x in at])
    return at, risk, *(np.array([np.sum((t == x) & (kind == c)) for x in at]) for c in (1, 2))


def shares(h1, h2):
    """Cumulative incidence of both ends, as the first row of a product of transition matrices."""
    neither, one, two = 1, 0, 0
    out = []
    for a, b in zip(h1, h2):
        neither, one, two = neither * (1 - a - b), one + neither * a, two + neither * b
        out.append((neither, one, two))
    return np.array(out)


def numeric_se(risk, e, c):
    """Delta method: derivatives by the complex step, multinomial covariance of each time's hazards."""
    hazard = np.array([e / risk, c / risk])
    variance = np.zeros(len(risk))
    for i, n in enumerate(risk):
        grad = []
        for which in (0, 1):
            h = hazard.astype(complex)
            h[which, i] += 1e-30j
            grad.append(shares(h[0], h[1])[:, 1].imag / 1e-30)
        p = hazard[:, i]
        variance += np.einsum("it,ij,jt->t", grad, np.diag(p) - np.outer(p, p), grad) / n
    return np.sqrt(np.maximum(0, variance))


def cif(q):
    at, risk, e, c = hazards(q)
    s = shares(e / risk, c / risk)
    out = {"t": list(at), "event": list(s[:, 1]), "other": list(s[:, 2]), "se": numeric_se(risk, e, c)}
    t, kind, entry = people(q)
    if entry.max() == 0:  # statsmodels: ties of any kind
        right = CumIncidenceRight(t, kind)
        known = dict(zip(right.times, right.cinc[0]))
        out["statsmodels"] = [plain(known[x]) if x in known else None for x in at]
    both = set(t[kind == 1]) & set(t[kind == 2])
    if not both and len(at) > 1:  # lifelines would move ties of two kinds apart at random
        fit = AalenJohansenFitter().fit(t, kind, event_of_interest=1, entry=np.where(entry > 0, entry + 0.5, 0) if entry.max() > 0 else None)
        f = fit.cumulative_density_.iloc[:, 0]
        ci = fit.confidence_interval_
        out["lifelines"] = [plain(f[x]) for x in at]
        out["variance"] = [plain(fit.variance_[x]) for x in at]
        out["low"] = [plain(ci.loc[x].min()) for x in at]
        out["high"] = [plain(ci.loc[x].max()) for x in at]
    return out


def forecast(q):
    at, risk, e, c = hazards(q)
    s = shares(e / risk, c / risk)

    def state(x):
        i = np.searchsorted(at, x, side="right") - 1
        return s[i] if i >= 0 else np.array([1.0, 0, 0])

    chances, beyond = [], 0
    for waited, number in q["open"]:
        if waited >= max(at[e > 0], default=-1):
            beyond += number
            continue
        now, then = state(waited), state(waited + q["horizon"])
        chances += [min(1, (then[1] - now[1]) / now[0])] * number
    if not chances:
        return {"mean": 0, "low": 0, "high": 0, "beyond": beyond}
    reached = st.poisson_binom(chances).cdf(np.arange(len(chances) + 1))
    low, high = (int(np.argmax(reached >= level - 1e-12)) for level in (0.025, 0.975))
    return {"mean": plain(sum(chances)), "low": low, "high": high, "beyond": beyond}


def rules(x, centre, lower, upper, near, run):
    """Signals by looking at every window, strongest rule first."""
    n = len(x)
    tiny = 1e-12 * max(abs(v) for v in x)
    out = [""] * n

    def put(i, signal):
        out[i] = out[i] or signal

    for i in range(n):
        if x[i] > upper + tiny:
            put(i, "above_limit")
        if x[i] < lower - tiny:
            put(i, "below_limit")
    outside = [bool(s) for s in out]
    trend = [""] * n  # a turning point belongs to the later of two trends
    for i in range(n - run + 1):
        for name, direction in (("trend_up", 1), ("trend_down", -1)):
            if all((x[j + 1] - x[j]) * direction > tiny for j in range(i, i + run - 1)):
                trend[i : i + run] = [name] * run
    for i in range(n):
        put(i, trend[i])
    for name, direction in (("two_of_three_high", 1), ("two_of_three_low", -1)):
        if near is None:
            continue
        for i in range(n - 2):
            window = range(i, i + 3)
            close = [j for j in window if (x[j] - centre) * direction > near + tiny and not outside[j]]
            if all((x[j] - centre) * direction > tiny for j in window) and len(close) >= 2:
                for j in close:
                    put(j, name)
    for name, direction in (("run_above", 1), ("run_below", -1)):
        for i in range(n - run + 1):
            if all((x[j] - centre) * direction > tiny for j in range(i, i + run)):
                for j in range(i, i + run):
                    put(j, name)
    return out


def xmr(q):
    x = np.array(q["x"], float)
    base = x[: q["baseline"]] if q["baseline"] else x
    ranges = np.abs(np.diff(base))
    if q["screen"] and ranges.mean() > 0:
        ranges = ranges[ranges < 3.267 * ranges.mean()]
    half = 2.66 * ranges.mean()
    m = base.mean()
    return {"mean": m, "lower": m - half, "upper": m + half, "signals": rules(x, m, m - half, m + half, half * 2 / 3, q["run"])}


def p_prime(q):
    k, n = np.array(q["k"], float), np.array(q["n"], float)
    pooled = k.sum() / n.sum()
    sd = np.sqrt(pooled * (1 - pooled) / n)
    z = (k / n - pooled) / sd
    spread = np.abs(np.diff(z)).mean() / 1.128
    return {"mean": pooled, "lower": list(np.clip(pooled - 3 * sd * spread, 0, 1)), "upper": list(np.clip(pooled + 3 * sd * spread, 0, 1)),
            "signals": rules(z, 0, -3 * spread, 3 * spread, 2 * spread, 7)}


def t_chart(q):
    y = np.array(q["x"], float) ** (1 / 3.6)
    chart = xmr({"x": y, "baseline": 0, "screen": False, "run": 7})
    for name in ("mean", "lower", "upper"):
        chart[name] = max(0, chart[name]) ** 3.6
    return chart


def g_chart(q):
    x = np.array(q["x"], float)
    m = x.mean()
    # The geometric distribution of the number before an event: scipy counts the event too.
    sd = st.geom(1 / (1 + m)).std()
    median = math.log(0.5) / math.log(1 - 1 / (1 + m)) if m > 0 else 0
    return {"mean": m, "lower": max(0, m - 3 * sd), "upper": m + 3 * sd, "signals": rules(x, median, max(0, m - 3 * sd), m + 3 * sd, None, 7)}


LEVELS = (0.025, 0.975, 0.001, 0.999)


def funnel(q):
    k, n = np.array(q["k"], float), np.array(q["n"], float)
    pooled = k.sum() / n.sum()
    exact = np.array([[st.binom.ppf(level, m, pooled) / m for level in LEVELS] for m in n])
    variance = 1 / (4 * n)
    z = (np.arcsin(np.sqrt(k / n)) - np.arcsin(np.sqrt(pooled))) / np.sqrt(variance)
    z = np.clip(z, *np.quantile(z, [0.1, 0.9]))
    phi = np.mean(z**2)
    tau2 = 0.0
    if phi > 1:
        w = 1 / variance
        tau2 = (len(z) * phi - (len(z) - 1)) / (w.sum() - (w**2).sum() / w.sum())
    wide = np.sin(np.clip(np.arcsin(np.sqrt(pooled)) + st.norm.ppf(LEVELS) * np.sqrt(variance + tau2)[:, None], 0, np.pi / 2)) ** 2
    widened = np.where([True, False, True, False], np.minimum(exact, wide), np.maximum(exact, wide)) if tau2 > 0 else exact
    return {"exact": exact.tolist(), "phi": phi, "tau2": tau2, "widened": widened.tolist()}


def poisson_funnel(q):
    k, exposure = np.array(q["k"], float), np.array(q["exposure"], float)
    rate = k.sum() / exposure.sum()
    return {"overall": 1000 * rate, "limits": [[1000 * st.poisson.ppf(level, rate * e) / e for level in LEVELS] for e in exposure]}


def kappa(q):
    r = cohens_kappa(np.array(q["table"], float), wt=q["weights"] or None)
    return {"kappa": r.kappa, "se": r.std_kappa, "low": r.kappa_low, "high": r.kappa_upp}


def clean(x):
    """Plain numbers, with null where there is none."""
    if isinstance(x, dict):
        return {name: clean(v) for name, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)):
        return [clean(v) for v in x]
    if isinstance(x, (float, np.floating)):
        return plain(x)
    return x.item() if isinstance(x, np.generic) else x


def main():
    warnings.simplefilter("ignore")
    json.dump([clean(globals()[q["stat"]](q)) for q in json.load(sys.stdin)], sys.stdout)


main()
