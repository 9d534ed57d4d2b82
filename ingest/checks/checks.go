package checks

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"proceedings/ingest/sqlfile"
)

//go:embed *.sql
var files embed.FS

// Places in which a check runs.
const (
	Reading = "reading"
	Load    = "load"
	Gate    = "gate"
	State   = "state"
)

// Exclude is the severity of what is loaded and left out of the measures that
// need it. In the accounting of a load it is called blank where the field is emptied.
const Exclude = "exclude"

// NotYet is the status of a check that nothing can be asked of so far.
const NotYet = "not applicable yet"

// Last is the number of checks that the rules of the field name: DQ01 to DQ40.
const Last = 40

// Check is one check: its header and its statement. Its id is the number of the field's rule, with a letter where several checks stand for one rule, so that one id
// means one thing.
type Check struct {
	ID        string `yaml:"id"`
	Title     string `yaml:"title"`
	Rule      string `yaml:"rule"`
	Severity  string `yaml:"severity"`
	Owner     string `yaml:"owner"`
	Place     string `yaml:"place"`
	Record    string `yaml:"record"`
	Needs     string `yaml:"needs"`
	Sentence  string `yaml:"sentence"`
	Why       string `yaml:"why"`
	Source    string `yaml:"source"`
	Threshold string `yaml:"threshold"`
	Status    string `yaml:"status"`
	Reason    string `yaml:"reason"`

	File sqlfile.File `yaml:"-"`
}

// Number is the number of the field's rule that the check stands for, such as DQ05 of DQ05b.
func (c Check) Number() string { return c.ID[:4] }

// Applies reports whether the check can be run.
func (c Check) Applies() bool { return c.Status == "" }

// Built are the checks that run while files are loaded, in the order of their ids.
func Built() ([]Check, error) { return Read(files) }

// Read reads the checks of a folder and says all that is wrong with their headers.
func Read(fsys fs.FS) ([]Check, error) {
	found, err := sqlfile.Load(fsys)
	if err != nil {
		return nil, err
	}
	var out []Check
	var problems []error
	rules, ids := map[string]string{}, map[string]string{}
	for _, f := range found {
		c := Check{File: f}
		if err := f.Decode(&c); err != nil {
			problems = append(problems, err)
			continue
		}
		for _, p := range c.problems() {
			problems = append(problems, fmt.Errorf("%s:1: %s", f.Path, p))
		}
		if other := rules[c.Rule]; other != "" {
			problems = append(problems, fmt.Errorf("%s:1: the rule %q is that of %s; name one of them otherwise", f.Path, c.Rule, other))
		}
		if other := ids[c.ID]; other != "" {
			problems = append(problems, fmt.Errorf("%s:1: the id %s is that of %s; give each a letter", f.Path, c.ID, other))
		}
		rules[c.Rule], ids[c.ID] = f.Path, f.Path
		out = append(out, c)
	}
	return out, errors.Join(problems...)
}

var (
	idForm     = regexp.MustCompile(`^DQ\d\d[a-z]?$`)
	severities = []string{"quarantine", Exclude, "warn"}
	owners     = []string{"sender", "PSU", "QA lead", "analyst"}
	places     = []string{Reading, Load, Gate, State}
)

// problems lists what is wrong with a header.
func (c Check) problems() []string {
	var out []string
	for _, f := range [][2]string{{"id", c.ID}, {"title", c.Title}, {"rule", c.Rule}, {"sentence", c.Sentence}, {"why", c.Why}, {"source", c.Source}} {
		if strings.TrimSpace(f[1]) == "" {
			out = append(out, f[0]+" is empty; fill it in")
		}
	}
	oneOf := func(name, value string, allowed []string) {
		if !slices.Contains(allowed, value) {
			out = append(out, fmt.Sprintf("%s %q is not one of %s", name, value, strings.Join(allowed, ", ")))
		}
	}
	oneOf("severity", c.Severity, severities)
	oneOf("owner", c.Owner, owners)
	oneOf("place", c.Place, places)
	oneOf("status", c.Status, []string{"", NotYet})
	switch {
	case !idForm.MatchString(c.ID):
		out = append(out, fmt.Sprintf("id %q is not written as DQ05 or DQ05b", c.ID))
	case !strings.HasPrefix(c.File.Name, strings.ToLower(c.ID)+"_"):
		out = append(out, "the file's name does not begin with "+strings.ToLower(c.ID)+"_")
	case c.Status != "" && c.Reason == "":
		out = append(out, "a check that is not applicable yet needs a reason")
	case c.Place == Load && c.Record == "":
		out = append(out, "record is empty; a check on load looks at one kind of record")
	}
	return out
}
