// Package dashboards makes the pages of each audience: which questions they
// come with, in which order, and which figure answers each.
//
// It returns finished pages and publishes nothing. Figures come from package
// reports, the frame from package page. A question without records becomes one
// sentence; a question whose result the release does not hold is left out.
package dashboards
