//go:build duckdb_arrow

package warehouse

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Passing says why work on a lake failed that may succeed when it is tried again; "" where it will not, or not for that.
func Passing(err error) string {
	if errors.As(err, new(final)) {
		return ""
	}
	if errors.Is(err, ErrAway) {
		return ErrAway.Error()
	}
	msg := allWords(err)
	stored := storeFaultIn(err)
	if errors.As(err, &stored); stored != nil {
		if !stored.passing {
			return ""
		}
		return stored.said
	}
	for _, f := range []struct{ part, why string }{
		{"ransaction conflict", "another program changed the lake meanwhile"},
		{"could not serialize access", "another program changed the lake meanwhile"},
		{"the database system is", "the lake's catalogue is being started or stopped"},
		{"terminating connection", ErrAway.Error()},
		{"server closed the connection", ErrAway.Error()},
		{"onnection refused", "the lake's catalogue does not answer"},
		{"no connection to the server", ErrAway.Error()},
		{"onnection reset", ErrAway.Error()},
		{"could not receive data from server", ErrAway.Error()},
		{"could not send data to server", ErrAway.Error()},
		{"SSL connection has been closed", ErrAway.Error()},
		{" from DuckLake: ", "the lake's catalogue could not be asked"}, // why is often the fault that followed on the first
	} {
		if strings.Contains(msg, f.part) {
			return f.why
		}
	}
	return ""
}

// allWords is what an error and all that it stands for say.
func allWords(err error) string {
	if err == nil {
		return ""
	}
	words := err.Error()
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		words += "\n" + allWords(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			words += "\n" + allWords(one)
		}
	}
	return words
}

// explain turns the engine's words for what stands in the way of a lake into a sentence that says what to do.
func (k lake) explain(err error) error {
	msg := engineWords(k.path, err)
	if stored := storeFaultIn(err); stored != nil {
		return stored
	}
	switch {
	case !IsFault(err):
		return err
	case strings.Contains(msg, "creating a new DuckLake is explicitly disabled"), strings.Contains(msg, "does not exist - and creating"), strings.Contains(msg, "database does not exist"):
		return fmt.Errorf("%w: there is no lake at %s yet; load exports into it first, and say where its files go with --data", ErrMissing, k.path)
	case strings.Contains(msg, "data_path"), strings.Contains(msg, "DATA_PATH"):
		return fmt.Errorf("%s is a new lake: say with --data in which folder, or at which address, its files go", k.path)
	case strings.Contains(msg, "FATAL:  database"):
		return fmt.Errorf("%s: the catalogue's server has no such database: make one with createdb, or name another", k.path)
	case strings.Contains(msg, "password") || strings.Contains(msg, "authentication"):
		return fmt.Errorf("%s: the catalogue's server does not let this user in: give the password in PGPASSWORD, or in the file that PGPASSFILE names: %s", k.path, lastLine(msg))
	case strings.Contains(msg, "Unable to connect to Postgres"):
		why := err.Error()[strings.LastIndex(err.Error(), "Unable to connect to Postgres"):]
		if _, after, ok := strings.Cut(why, `": `); ok { // after the name of the database
			why = after
		}
		return fmt.Errorf("%s: its catalogue cannot be opened: %s", k.path, strings.Join(strings.Fields(why), " "))
	}
	if m := noSuchFile.FindStringSubmatch(err.Error()); m != nil {
		return fmt.Errorf("%s: a file of the lake's data is not there: %s: see that the folder is mounted, and that --data, where it is given, is the lake's own", k.path, m[1])
	}
	return fmt.Errorf("the lake %s cannot be opened: %w", k.path, err)
}

// noSuchFile is what the engine says of a file of the lake that it does not find.
var noSuchFile = regexp.MustCompile(`Cannot open file "([^"]+\.parquet)": No such file`)

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndex(s, "\n")+1:]
}
