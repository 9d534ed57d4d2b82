// Package page is the shell that every published page shares: one HTML file
// that opens from a shared drive with the network off.
//
// It holds the style sheet, the palette, the number and date formats, the
// navigation, the print rules and the Content-Security-Policy. It knows
// nothing of measures: package reports makes the body of a page, this package
// wraps it. Formats depend on no time zone and no locale, so that the same
// figures give the same bytes everywhere.
package page
