//go:build duckdb_arrow

package warehouse

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A lake's files may lie in a store of objects instead of a folder: Amazon's S3, or one that speaks as it does, which the
// extension httpfs reads and writes. The engine takes the rights from the environment: AWS_ACCESS_KEY_ID,
// AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION; and DUCKDB_S3_ENDPOINT and DUCKDB_S3_USE_SSL for a store of one's own.

// storeSchemes begin the addresses of stores that the engine writes to.
var storeSchemes = []string{"s3://", "gs://", "gcs://", "r2://"}

func isStore(data string) bool { return strings.Contains(data, "://") }

func checkStore(data string) error {
	if !isStore(data) || slices.ContainsFunc(storeSchemes, func(s string) bool { return strings.HasPrefix(data, s) }) {
		return nil
	}
	return fmt.Errorf("--data %s: a lake's files go into a folder, or into a store whose address begins with %s", data, strings.Join(storeSchemes, ", "))
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

// storeFault is why the store did not do what was asked.
type storeFault struct {
	said string
	why  error
}

func (e *storeFault) Error() string { return e.said }

func (e *storeFault) Unwrap() error { return e.why }

var (
	storeSilent  = regexp.MustCompile(`error for HTTP|HTTP (?:code )?(5\d\d|429)\b`)
	storeRefusal = regexp.MustCompile(`HTTP (?:code )?([34]\d\d)\b`)
)

// explainStore says in a sentence why the store failed, and what to do; any other error is left as it is.
func (k lake) explainStore(err error) error {
	words := allWords(err)
	if storeSilent.MatchString(words) {
		return &storeFault{fmt.Sprintf("the store of the files of %s does not answer: check the network, and DUCKDB_S3_ENDPOINT where it is a store of your own", k.path), err}
	}
	m := storeRefusal.FindStringSubmatch(words)
	if m == nil {
		return err
	}
	advice := "check the address"
	switch m[1] {
	case "401", "403":
		advice = "give the rights to it in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, where they are for a time)"
	case "404":
		advice = "there is no such bucket or file; make the bucket, or check the address"
	case "301", "307", "400":
		advice = "give the region of the bucket in AWS_REGION"
	}
	return &storeFault{fmt.Sprintf("the store of the files of %s refused (HTTP %s): %s", k.path, m[1], advice), err}
}
