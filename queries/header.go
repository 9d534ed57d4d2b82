package queries

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/sqlfile"
)

// header is the YAML of a file as written.
type header struct {
	Title       string                         `yaml:"title"`
	Question    string                         `yaml:"question"`
	Audience    []string                       `yaml:"audience"`
	Measures    []string                       `yaml:"measures"`
	Population  string                         `yaml:"population"`
	Numerator   string                         `yaml:"numerator"`
	Denominator string                         `yaml:"denominator"`
	Clock       string                         `yaml:"clock"`
	Censoring   string                         `yaml:"censoring"`
	Grain       string                         `yaml:"grain"`
	Source      string                         `yaml:"source"`
	Caveats     []string                       `yaml:"caveats"`
	Parameters  []string                       `yaml:"parameters"`
	Then        []map[string]map[string]string `yaml:"then"`
	Columns     []struct {
		Name  string `yaml:"name"`
		Title string `yaml:"title"`
		Kind  Kind   `yaml:"kind"`
		Unit  string `yaml:"unit"`
		Role  string `yaml:"role"`
		List  string `yaml:"list"`
		Of    string `yaml:"of"`
		Less  string `yaml:"less"`
		K     string `yaml:"k"`

		Extreme bool `yaml:"extreme"`
		Typed   bool `yaml:"typed"`
	} `yaml:"columns"`
	Merge       string   `yaml:"merge"`
	Protected   bool     `yaml:"protected"`
	Totals      string   `yaml:"totals"`
	Same        []string `yaml:"same"`
	Sensitivity string   `yaml:"sensitivity"`
}

var (
	audiences  = []string{"psu", "quality", "debrief", "board"}
	kinds      = []Kind{Label, Date, Count, Rate, Duration, Number}
	parameters = []string{"as_of", "from", "to", "cases"}
)

func (c *Catalogue) parse(f sqlfile.File) (*Query, error) {
	var h header
	if err := f.Decode(&h); err != nil {
		return nil, err
	}
	q := &Query{
		Name: f.Name, Topic: f.Folder, Title: h.Title, Question: h.Question, Audience: h.Audience, Measures: h.Measures,
		Population: h.Population, Numerator: h.Numerator, Denominator: h.Denominator, Clock: h.Clock, Censoring: h.Censoring,
		Grain: h.Grain, Source: h.Source, Caveats: h.Caveats, Parameters: h.Parameters, Totals: h.Totals, Merge: h.Merge, Protected: h.Protected, Sensitivity: h.Sensitivity,
		SQL: f.SQL, Path: f.Path, file: f,
	}
	q.Sums = sums(h.Totals)
	for _, text := range h.Same {
		same, err := ParseSame(text)
		if err != nil {
			return nil, fmt.Errorf("%s:1: %w", q.Path, err)
		}
		q.Same = append(q.Same, same)
	}
	for _, step := range h.Then {
		for name, args := range step {
			q.Then = append(q.Then, Step{Func: name, Args: args})
		}
	}
	for _, col := range h.Columns {
		q.Columns = append(q.Columns, Column(col))
	}
	if err := errors.Join(c.check(q, h)...); err != nil {
		return nil, err
	}
	return q, nil
}

// check lists what is wrong with a header.
func (c *Catalogue) check(q *Query, h header) []error {
	var problems []error
	add := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf(q.Path+":1: "+format, args...))
	}
	for name, text := range map[string]string{
		"title": q.Title, "question": q.Question, "population": q.Population, "numerator": q.Numerator, "denominator": q.Denominator,
		"clock": q.Clock, "censoring": q.Censoring, "grain": q.Grain, "source": q.Source, "totals": q.Totals,
	} {
		if strings.TrimSpace(text) == "" {
			add("%s is empty; write \"none\" where there is none", name)
		}
	}
	if !slices.Contains(topics, q.Topic) {
		add("folder %q is no topic", q.Topic)
	}
	if len(q.Audience) == 0 {
		add("audience is empty")
	}
	for _, a := range q.Audience {
		if !slices.Contains(audiences, a) {
			add("audience %q is not one of %s", a, strings.Join(audiences, ", "))
		}
	}
	if !slices.Contains([]string{Aggregate, CaseLevel, RowLevel}, q.Sensitivity) {
		add("sensitivity is %q, not aggregate, case or row", q.Sensitivity)
	}
	checkParameters(q, add)
	checkColumns(q, add)
	checkSums(q, add)
	if q.Merge != "" && !slices.ContainsFunc(q.Columns, func(c Column) bool { return c.Name == q.Merge && c.Role == "dimension" }) {
		add("merge: %q is no dimension", q.Merge)
	}
	for _, step := range h.Then {
		if len(step) != 1 {
			add("a step under then has one name")
		}
	}
	for _, step := range q.Then {
		known, ok := c.steps[step.Func]
		if !ok {
			add("no such step: %s", step.Func)
			continue
		}
		if err := known.CheckArgs(step.Args); err != nil {
			add("step %s: %w", step.Func, err)
		}
	}
	return problems
}

func checkParameters(q *Query, add func(string, ...any)) {
	declared := slices.Sorted(slices.Values(q.Parameters))
	if !slices.Equal(declared, q.file.Parameters) {
		add("parameters are %q, the statement uses %q", declared, q.file.Parameters)
	}
	for _, p := range q.Parameters {
		if !slices.Contains(parameters, p) {
			add("parameter %s is not one of %s", p, strings.Join(parameters, ", "))
		}
	}
}

func checkColumns(q *Query, add func(string, ...any)) {
	if len(q.Columns) == 0 {
		add("no columns")
	}
	seen := map[string]bool{}
	for _, col := range q.Columns {
		if seen[col.Name] || col.Name == "" {
			add("column %q is named twice or not at all", col.Name)
		}
		seen[col.Name] = true
	}
	for _, col := range q.Columns {
		if col.Title == "" {
			add("column %s has no title", col.Name)
		}
		if !slices.Contains(kinds, col.Kind) {
			add("column %s: kind %q is not one of %q", col.Name, col.Kind, kinds)
		}
		if col.Role != "dimension" && col.Role != "measure" {
			add("column %s: role %q is not dimension or measure", col.Name, col.Role)
		}
		if col.Of != "" && !seen[col.Of] {
			add("column %s is of %s, which is no column", col.Name, col.Of)
		}
		if col.Less != "" && !seen[col.Less] {
			add("column %s is less %s, which is no column", col.Name, col.Less)
		}
		for _, k := range col.Parts() {
			if !seen[k] {
				add("column %s has k %s, which is no column", col.Name, k)
			}
		}
		if (col.Kind == Count || col.Kind == Duration) && col.Unit == "" {
			add("column %s has no unit", col.Name)
		}
	}
}
