// Package stats holds the statistics that a query's header may name under
// "then:". Each is a function from rows to rows, so that what SQL counts and
// what is worked out from the counts stay apart and can be tested apart.
//
//	wilson     Wilson 95 % interval beside a rate
//	km         Kaplan–Meier summary: median with its interval, share by fixed times
//	km_curve   Kaplan–Meier curve with log-log intervals
//	xmr        XmR limits and special-cause signals
//	left_out   a count that goes into a note instead of a column
//	funnel     exact binomial control limits around the pooled rate
//
// Steps map these names to functions; the numbers behind them (Wilson,
// KaplanMeier, XmR, BinomialLimit) are plain functions too.
package stats
