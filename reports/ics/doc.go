// Package ics writes calendars to import, after RFC 5545: whole days with a line
// each. It reads no clock; the same events give the same bytes.
package ics
