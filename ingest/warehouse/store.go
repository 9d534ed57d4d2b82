//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// A lake's files may lie in a store of objects instead of a folder: Amazon's S3, or one that speaks as it does, which the
// extension httpfs reads and writes. The engine takes the rights from the environment: AWS_ACCESS_KEY_ID,
// AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION; and DUCKDB_S3_ENDPOINT and DUCKDB_S3_USE_SSL for a store of one's own.

const storePrefix = "s3://"

func isStore(data string) bool { return strings.Contains(data, "://") }

// checkStore refuses addresses that nothing can be written to, and those in which httpfs would take a part for settings
// or for a pattern. It does not repeat them: who writes one of those may have put a secret in.
func checkStore(data string) error {
	if !isStore(data) || strings.HasPrefix(data, storePrefix) && !strings.ContainsAny(data, "?#@*[") {
		return nil
	}
	return errors.New("--data: a lake's files go into a folder, or into a store of objects as s3://bucket/path, without any of ?#@*[ in it; the rights to it belong in the environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)")
}

// bucketsInPath has the bucket named in the path of an address where the environment names a store of one's
// own: few of those have a host name for each bucket, as Amazon has.
func (d *DB) bucketsInPath(ctx context.Context) error {
	var own bool
	err := d.QueryRowContext(ctx, "SELECT count(*) > 0 FROM duckdb_settings() WHERE name = 's3_endpoint' AND value NOT IN ('', 's3.amazonaws.com')").Scan(&own)
	if err == nil && own {
		_, err = d.ExecContext(ctx, "SET GLOBAL s3_url_style = 'path'") // the extension for lakes has connections of its own
	}
	return err
}

// storeFault is a sentence that says why the store of a lake's files did not do what was asked. Its Error hides the
// cause, which is in the engine's words.
type storeFault struct {
	said    string
	passing bool // it may do it when it is asked again
	why     error
}

func (e *storeFault) Error() string { return e.said }

func (e *storeFault) Unwrap() error { return e.why }

// What the extension says of a request: that none could be made, or the status that it came back with.
var (
	storeSilent = regexp.MustCompile(`(.*) error for HTTP [A-Z]+ to `)
	storeStatus = regexp.MustCompile(`\bHTTP (?:code )?(\d{3})\b`)
)

// storeFaultIn finds in an error what the store of a lake's files stood in the way of; nil where it did not, or where
// that was said.
func storeFaultIn(err error) *storeFault {
	if errors.As(err, new(final)) || errors.As(err, new(*storeFault)) {
		return nil
	}
	words := faultsIn(err)
	if m := storeSilent.FindStringSubmatch(words); m != nil {
		if strings.Contains(m[1], "SSL") || strings.Contains(m[1], "certificate") {
			return &storeFault{said: "the store of the lake's files cannot be reached in secret: its certificate is not one that this computer trusts, or it has none; for a store of your own without one set DUCKDB_S3_USE_SSL=false", why: err}
		}
		return &storeFault{"the store of the lake's files does not answer: check the network, and DUCKDB_S3_ENDPOINT and DUCKDB_S3_USE_SSL where it is a store of your own", true, err}
	}
	m := storeStatus.FindStringSubmatch(words)
	if m == nil {
		return nil
	}
	status, f := m[1], &storeFault{why: err}
	advice := "check the address, and AWS_REGION"
	switch status {
	case "408", "409", "429", "500", "502", "503", "504":
		f.said, f.passing = "the store of the lake's files is busy or out of order (HTTP "+status+")", true
		return f
	case "401", "403":
		advice = "give the rights to read, write and delete in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, where they are for a time)"
	case "404":
		advice = "there is no such bucket, or a file of the lake is gone: make the bucket; or begin again, where another program tidied the lake meanwhile"
	case "301", "307", "400":
		advice = "give the region of the bucket in AWS_REGION, and rights that have not run out"
	}
	f.said = fmt.Sprintf("the store of the lake's files refused (HTTP %s): %s", status, advice)
	return f
}

var quotedWords = regexp.MustCompile(`"[^"]*"|'[^']*'`)

// faultsIn is what the engine said in all of an error, but for what it quotes: values and names could read as a fault.
func faultsIn(err error) string {
	if fault, ok := err.(*duckdb.Error); ok {
		return quotedWords.ReplaceAllString(fault.Msg, "") + "\n"
	}
	var words strings.Builder
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		words.WriteString(faultsIn(e.Unwrap()))
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			words.WriteString(faultsIn(one))
		}
	}
	return words.String()
}

// Explain says in a sentence what the store of a lake's files stood in the way of, or its catalogue; any other error
// is left as it is.
func Explain(err error) error {
	if stored := storeFaultIn(err); stored != nil {
		return stored
	}
	said := errors.As(err, new(*storeFault))
	switch why := Passing(err); {
	case why == "" || said:
		return err
	case errors.Is(err, ErrAway):
		return fmt.Errorf("%w: what was under way was saved whole or not at all; try again", ErrAway)
	case errors.As(err, new(*duckdb.Error)):
		return fmt.Errorf("%s: nothing was changed; try again", why)
	}
	return err
}
