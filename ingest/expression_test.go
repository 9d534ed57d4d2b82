package ingest

import (
	"fmt"
	"strings"
	"testing"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
)

const withExpression = `profile: 1
id: c
title: C
match: {names: ["c*.csv"]}
format: csv
extract: {date: {value: "2026-03-31"}, kind: changes}
tables:
  - columns:
      - {name: ref, from: Ref}
      - {name: closed, from: Closed}
    records:
      - record: case
        when: %s
        fields:
          case_ref: ref
          closed_date: {sql: "%s"}
`

// TestWrongExpression wants the line, the record and the field of an expression that
// the engine does not plan, its reason and what to do.
func TestWrongExpression(t *testing.T) {
	t.Parallel()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ when, sql, want string }{
		{"ref IS NOT NULL", "try_strptime(closed, '%d/%m/%Y')", ""},
		{"ref IS NOT NULL", "try_strptime(closed, '%d/%m/%Y'", "p.yaml:16: record case: field closed_date: the expression is not well formed: syntax error"},
		{"ref IS NOT NULL", "date_diff('day', closed, closed)", "p.yaml:16: record case: field closed_date: the engine refuses the expression: no function matches"},
		{"closed + 1", "closed", "p.yaml:13: record case: when: the engine refuses the expression: no function matches"},
		{"ref IS NOT NULL", "upper('secret', 1)", "p.yaml:16: record case: field closed_date: the engine refuses"},
	} {
		p, err := profile.Parse("p.yaml", fmt.Appendf(nil, withExpression, c.when, c.sql), words)
		if err != nil {
			t.Fatal(err)
		}
		err = Compile(t.Context(), p, words)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.sql, err)
		case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
			t.Errorf("%s, %s: %v; want %s", c.when, c.sql, err, c.want)
		case c.want != "" && (strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "; look at ")):
			t.Errorf("%s shows a value, or says nothing to do: %v", c.sql, err)
		}
	}
}
