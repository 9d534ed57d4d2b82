package queries

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"proceedings/ingest/sqlfile"
	"proceedings/ingest/warehouse"
	"proceedings/queries/state"
	"proceedings/queries/stats"
)

//go:embed timeliness/*.sql outcomes/*.sql learning/*.sql quality/*.sql
var embedded embed.FS

// ErrUnknown is returned for a name that is no query.
var ErrUnknown = errors.New("no such query")

// topics are the folders of the catalogue in the order in which it is listed.
var topics = []string{"timeliness", "outcomes", "learning", "quality"}

// Catalogue is every query there is, and the state that they stand on.
type Catalogue struct {
	queries     []*Query
	state       []sqlfile.File
	steps       map[string]stats.Step
	fingerprint string
}

// Load reads and checks the catalogue that is part of the program.
func Load() (*Catalogue, error) { return load(embedded) }

func load(fsys fs.FS) (*Catalogue, error) {
	files, err := sqlfile.Load(fsys)
	if err != nil {
		return nil, err
	}
	base, err := baseFingerprint()
	if err != nil {
		return nil, err
	}
	found, err := checksFingerprint()
	if err != nil {
		return nil, err
	}
	built, err := state.Files()
	if err != nil {
		return nil, err
	}
	c := &Catalogue{state: built, steps: stats.Steps()}
	var problems []error
	parsed, failed := c.parseAll(files)
	for i, f := range files {
		q, err := parsed[i], failed[i]
		if err != nil {
			problems = append(problems, err)
			continue
		}
		q.Fingerprint = hash(base, f.Path, f.Header, f.SQL)
		if slices.ContainsFunc(f.Reads, func(n string) bool { return slices.Contains(checkTables, n) }) {
			q.Fingerprint = hash(q.Fingerprint, found)
		}
		if other, err := c.Get(q.Name); err == nil {
			problems = append(problems, fmt.Errorf("%s:1: the name is taken by %s", q.Path, other.Path))
		}
		c.queries = append(c.queries, q)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	for _, q := range c.queries {
		problems = append(problems, c.checkSame(q)...)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	slices.SortStableFunc(c.queries, func(a, b *Query) int {
		return cmp.Or(slices.Index(topics, a.Topic)-slices.Index(topics, b.Topic), strings.Compare(a.Name, b.Name))
	})
	all := []string{base}
	for _, q := range c.queries {
		all = append(all, q.Fingerprint)
	}
	c.fingerprint = hash(all...)
	return c, nil
}

// parseAll parses files side by side: reading their headers is most of what a verb like query list takes.
func (c *Catalogue) parseAll(files []sqlfile.File) ([]*Query, []error) {
	parsed, failed := make([]*Query, len(files)), make([]error, len(files))
	var all sync.WaitGroup
	for i, f := range files {
		all.Go(func() { parsed[i], failed[i] = c.parse(f) })
	}
	all.Wait()
	return parsed, failed
}

// How cells are read is part of the program so that a change of it changes the
// fingerprint of every figure.
//
//go:embed values.go
var valuesSource string

// baseFingerprint is the hash of what every figure rests on in this package and
// below it: the state and its cut at as_of, how cells are read, the steps, the layout
// of the warehouse. Which of the records loaded are current is the rule of package
// warehouse and its text is not part of the hash.
func baseFingerprint() (string, error) {
	built, err := state.Fingerprint()
	if err != nil {
		return "", err
	}
	steps, err := stats.Fingerprint()
	if err != nil {
		return "", err
	}
	return hash(built, steps, valuesSource, strconv.Itoa(warehouse.Version)), nil
}

func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d\n%s\n", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Topics are the folders of the catalogue in the order in which it is listed.
func Topics() []string { return slices.Clone(topics) }

// Audiences are whom questions are for, in the order in which they are listed.
func Audiences() []string { return slices.Clone(audiences) }

// List returns the queries by topic and name.
func (c *Catalogue) List() []*Query { return slices.Clone(c.queries) }

// Get returns the query of that name.
func (c *Catalogue) Get(name string) (*Query, error) {
	for _, q := range c.queries {
		if q.Name == name {
			return q, nil
		}
	}
	return nil, fmt.Errorf("%w: %s", ErrUnknown, name)
}

// Fingerprint is the hash of all definitions: queries, state and steps.
func (c *Catalogue) Fingerprint() string { return c.fingerprint }
