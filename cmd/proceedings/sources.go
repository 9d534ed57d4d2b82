package main

import (
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
)

// shownSource is an export as pages show it.
func shownSource(s queries.Source) reports.Source {
	return reports.Source{Name: s.Title, File: s.File, ExtractDate: s.ExtractDate, Current: s.Current, Read: s.Read, Loaded: s.Loaded, Quarantined: s.Quarantined, Skipped: s.Skipped, ByHand: s.ByHand}
}

// toldSources are the sources that the manifest of an edition names. Of entries by hand one that leaves the team tells a hash of all alone.
func toldSources(edition queries.Edition, sources []queries.Source) (told []queries.Source, byHand string) {
	if edition.Shows(queries.CaseLevel) {
		return sources, ""
	}
	for _, s := range sources {
		if !s.ByHand {
			told = append(told, s)
		}
	}
	return told, queries.EnteredHash(sources)
}

// byHandAsOne puts what was entered by hand together, which is a small file for each entry: one line says how many there are, under the day of the last.
func byHandAsOne(sources []queries.Source) []queries.Source {
	var out []queries.Source
	var all queries.Source
	entries := int64(0)
	for _, s := range sources {
		if !s.ByHand {
			out = append(out, s)
			continue
		}
		entries++
		s.Read, s.Loaded, s.Current = s.Read+all.Read, s.Loaded+all.Loaded, s.Current || all.Current
		if s.ExtractDate.Before(all.ExtractDate) {
			s.ExtractDate = all.ExtractDate
		}
		all = s
	}
	if entries == 0 {
		return out
	}
	all.File = page.Plural(entries, "entry", "entries")
	return append(out, all)
}
