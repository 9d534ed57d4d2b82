package ingest

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// People write the expressions of a profile themselves. What the engine will not
// plan is found before any row is worked out, one expression at a time, so that the
// one can be named; no value of the export is in what the engine says then.

// wrongExpression is an expression of a profile that the engine refuses.
type wrongExpression struct{ said string }

func (e *wrongExpression) Error() string { return e.said }

// tryExpressions has the engine plan each expression of a table's records.
func (f *fileLoad) tryExpressions(ctx context.Context, i int) error {
	p := f.export.profile
	for _, e := range p.Expressions(i) {
		kind, _ := f.Words.Record(e.Record.Record)
		_, err := f.db.ExecContext(ctx, "EXPLAIN "+trialSQL(e, kind, f.mappings[i].eachSQL(e.Record, typedName(i))))
		switch {
		case err == nil:
		case errors.Is(err, context.Canceled) || !warehouse.IsFault(err):
			return err
		default:
			return &wrongExpression{fmt.Sprintf("%s: %s", p.Place(e), refusal(err.Error()))}
		}
	}
	return nil
}

// trialSQL uses an expression as the records do.
func trialSQL(e profile.Expression, kind vocab.Record, from string) string {
	at := slices.IndexFunc(kind.Fields, func(f vocab.Field) bool { return f.Name == e.Field })
	if at < 0 {
		return fmt.Sprintf("SELECT 1 FROM %s WHERE (%s\n)", from, e.SQL)
	}
	return fmt.Sprintf("SELECT TRY_CAST((%s\n) AS %s), CAST((%[1]s\n) AS VARCHAR) FROM %[3]s", e.SQL, warehouse.SQLType(kind.Fields[at]), from)
}

// literal is a text in single quotation marks as the engine shows it.
var literal = regexp.MustCompile(`'[^'()]*'`)

// refusal says in the engine's first sentence why it does not plan an expression, and
// what to do.
func refusal(text string) string {
	kind, says, _ := strings.Cut(text, ": ")
	says, _, _ = strings.Cut(says, "\n")
	says, _, _ = strings.Cut(says, ". ")
	says = strings.TrimSuffix(literal.ReplaceAllString(says, "'…'"), ".")
	if says != "" {
		says = ": " + strings.ToLower(says[:1]) + says[1:]
	}
	if strings.HasPrefix(kind, "Parser") {
		return "the expression is not well formed" + says + "; look at its brackets, its commas and CASE … END, and write texts in single quotation marks"
	}
	return "the engine refuses the expression" + says + "; look at what each function takes: make one type of another with try_cast(… AS date) or try_strptime, and name a column with __raw for its text as read"
}

// fragile are the functions that stop a whole load at a value that they cannot take.
var fragile = regexp.MustCompile(`(?i)\b(cast|strptime|make_date)\s*\(`)

// inRecord says which expressions may be why the engine could not work out the
// records of a kind: those that stop at a value.
func (f *fileLoad) inRecord(err error, i int, record string) error {
	p, places := f.export.profile, []string{}
	for _, e := range p.Expressions(i) {
		if e.Record.Record == record && fragile.MatchString(e.SQL) {
			places = append(places, p.Place(e))
		}
	}
	failure := (*engineFailure)(nil)
	if len(places) == 0 || !errors.As(err, &failure) || errors.Is(err, ErrDiskFull) || errors.Is(err, ErrMemory) {
		return fmt.Errorf("record %s: %w", record, err)
	}
	return &wrongExpression{fmt.Sprintf("%s: some row has a value that the expression stops at; write try_cast, try_strptime or a CASE WHEN, which give an empty field instead", strings.Join(places, ", or "))}
}
