package main

import (
	"proceedings/ingest/vocab"
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
)

// terms are the limits in force on the position date and the lists, for the glossary.
func terms(words *vocab.Set, period queries.Period) reports.Terms {
	var out reports.Terms
	for _, s := range words.Standards() {
		if s.ValidFrom.After(period.AsOf) || !s.ValidTo.IsZero() && s.ValidTo.Before(period.AsOf) {
			continue
		}
		out.Limits = append(out.Limits, reports.LimitTerm{ID: s.ID, Title: s.Title, Says: words.RuleWords(s), Kind: words.Label("statutory", s.Statutory),
			Law: s.LegalBasis, Except: s.Exceptions, Sure: words.Label("confidence", s.Confidence), From: s.ValidFrom, To: s.ValidTo})
	}
	for _, name := range words.Lists() {
		l := reports.CodeList{Name: name}
		for _, c := range words.Codes(name) {
			one := reports.CodeTerm{Code: c.Code, Label: c.Label}
			if !c.ValidTo.IsZero() {
				one.Note = "Until " + page.Day(c.ValidTo)
			}
			l.Codes = append(l.Codes, one)
		}
		out.Lists = append(out.Lists, l)
	}
	return out
}
