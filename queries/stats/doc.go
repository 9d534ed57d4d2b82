// Package stats holds the statistics that a query's header may name under
// "then:". Each is a function from rows to rows, so that what SQL counts and
// what is worked out from the counts stay apart and can be tested apart.
//
// Shares, of whole-number columns k and n; empty where n is 0:
//
//	wilson          {k, n, rate}: <rate>_low, <rate>_high, Wilson 95 %
//	exact           {k, n, rate}: the same, Clopper–Pearson
//	finite          {k, n, population, rate}: the same, for a sample of n from a known population
//	newcombe        {k1, n1, k2, n2, difference}: <difference>, …_low, …_high, in percentage points
//	rate_ratio      {k1, n1, k2, n2, ratio}: <ratio>, …_low, …_high, score interval
//	funnel          {k, n, overdispersion?}: overall, low95, high95, low998, high998, position
//	poisson_funnel  {k, exposure}: the same, per 1,000 of the exposure; a row of no recorded exposure is in no rate
//
// Time to an event. Rows are (group, t, events, censored) and collapse to one a
// group (km_curve: to one a time); columns that are equal within a group stay:
//
//	km              {by, t, events, censored, median, low?, high?, p25?, p75?, at?, entered?,
//	                competing?, event_name?, competing_name?}: the columns named, and by_<at> or,
//	                with competing, what cif adds
//	km_curve        {by, t, events, censored, entered?}: by, t, at_risk, events, censored, survival, low, high
//	cif             {by, t, events, competing, censored, at, event_name, competing_name, entered?}:
//	                <event_name>_by_<at>, …_low, …_high and <competing_name>_by_<at>
//	forecast        {by?, t, events, competing, censored, open, horizons}: one row a horizon:
//	                by, horizon, open, expected, low, high, beyond
//
// Charts over time, in the order of the rows; each adds mean, lower, upper, signal:
//
//	xmr             {x, screen?, run?, baseline?, rebase?, better?, target?, floor?, counts?}: better adds
//	                variation, target adds assurance; no limits where the counts that x is made of
//	                are rare
//	p_prime         {k, n}: shares with different denominators
//	t_chart         {days}: whole days between rare events
//	g_chart         {between}: cases between rare events
//
// And:
//
//	kappa           {by, first, second, n, kappa, weights?}: cells of cross-tabs to one row a group:
//	                n, <kappa>, …_low, …_high, …_agreement
//	unsettled       {open, events, least, blank}: empties the columns of blank in a row that is open with fewer than least events
//	provisional     {open, mark}: <mark>, provisional where cases are open
//	left_out        {column, what}: a count that goes into a note instead of a column
//
// Steps map these names to functions; the numbers behind them (Wilson,
// KaplanMeier, AalenJohansen, XmR …) are plain functions too, each with its source.
package stats
