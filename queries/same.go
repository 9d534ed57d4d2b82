package queries

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Same is a relation between counts that stand in different rows or tables: the sums Left and Right are the same count, with Rest
// Left is a part of Right, or with Nearly they are the same but for people whom one of them counts more than once. It says how two questions count, which no figure shows by itself: disclosure control is planned from it.
type Same struct {
	Text        string
	Left, Right []Term
	Rest        bool
	Nearly      bool
}

// Term is the sum of a column over rows.
type Term struct {
	Query  string // empty: the query whose header it stands in
	Column string
	By     []By // dimensions for each of whose values there is a relation
	Only   []Only
	Last   int  // of the last so many quarters of the period, or of the years that they fill; 0: all
	First  bool // of the first row alone of each group, where all have one value
	Latest bool // of the last row alone of each group: what stands at the end of the last month is what stands now
	Before bool // of the row before: what stood at the end of a month is what the next begins with
}

// By groups a sum by the values of a dimension, As is the dimension of the other side that they are held against: its own name, or
// for quarters that of years that they add up to.
type By struct{ Dimension, As string }

// Only narrows a sum to rows of which a dimension has one of these values.
type Only struct {
	Dimension string
	Values    []string
}

// relation is the sign between the two sums; that of a value in brackets has no space beside it.
var relation = regexp.MustCompile(` (<=|=|~) `)

var term = regexp.MustCompile(`^(?:(\w+)\.)?(\w+)(?:\[(.*)\])?$`)

// ParseSame reads a line of a header's same, such as
//
//	due[last 4] = limits_met.due_passed[standard_id=LRN-DEBRIEF-30]
//	met[year] = limits_by_quarter.met[quarter as year, standard_id=MIS-HRG-100]
//	gross_misconduct + misconduct ~ proven_rate.proven[last 4]
//	limits_met.due_passed[standard_id] + limits_met.not_applicable[standard_id] <= subjects[standard_id]
func ParseSame(text string) (Same, error) {
	s := Same{Text: text}
	sides := relation.Split(text, 2)
	if len(sides) != 2 {
		return s, fmt.Errorf("same: %q has none of =, <= and ~", text)
	}
	left, right := sides[0], sides[1]
	sign := relation.FindString(text)
	s.Rest, s.Nearly = sign == " <= ", sign == " ~ "
	var err error
	if s.Left, err = parseSum(left); err != nil {
		return s, err
	}
	if s.Right, err = parseSum(right); err != nil {
		return s, err
	}
	if reflect.DeepEqual(s.Left, s.Right) {
		return s, fmt.Errorf("same: %q says of a sum that it is itself", text)
	}
	return s, nil
}

func parseSum(text string) ([]Term, error) {
	var sum []Term
	for _, one := range strings.Split(text, " + ") {
		t, err := parseTerm(strings.TrimSpace(one))
		if err != nil {
			return nil, err
		}
		sum = append(sum, t)
	}
	return sum, nil
}

func parseTerm(text string) (Term, error) {
	m := term.FindStringSubmatch(text)
	if m == nil {
		return Term{}, fmt.Errorf("same: %q is no column with rows in brackets", text)
	}
	t := Term{Query: m[1], Column: m[2]}
	for _, one := range strings.FieldsFunc(m[3], func(r rune) bool { return r == ',' }) {
		one = strings.TrimSpace(one)
		dimension, values, only := strings.Cut(one, "=")
		quarters, last := strings.CutPrefix(one, "last ")
		switch {
		case only:
			t.Only = append(t.Only, Only{dimension, strings.Split(values, "|")})
		case last:
			n, err := strconv.Atoi(quarters)
			if err != nil || n < 1 {
				return t, fmt.Errorf("same: %q: how many quarters is %q", text, quarters)
			}
			t.Last = n
		case one == "first":
			t.First = true
		case one == "latest":
			t.Latest = true
		case one == "before":
			t.Before = true
		default:
			dimension, as, renamed := strings.Cut(one, " as ")
			if !renamed {
				as = dimension
			}
			t.By = append(t.By, By{dimension, as})
		}
	}
	return t, nil
}

// dimensions are all columns by which a term narrows or groups.
func (t Term) dimensions() []string {
	var all []string
	for _, by := range t.By {
		all = append(all, by.Dimension)
	}
	for _, o := range t.Only {
		all = append(all, o.Dimension)
	}
	return all
}

// checkSame wants every term of a header to be of a count of a query, or of a share, and of its dimensions.
func (c *Catalogue) checkSame(q *Query) []error {
	var problems []error
	for _, s := range q.Same {
		for _, t := range slices.Concat(s.Left, s.Right) {
			of := q
			if t.Query != "" {
				other, err := c.Get(t.Query)
				if err != nil {
					problems = append(problems, fmt.Errorf("%s:1: same: %q: %w", q.Path, s.Text, err))
					continue
				}
				of = other
			}
			if !of.has(t.Column, "measure") {
				problems = append(problems, fmt.Errorf("%s:1: same: %q: %s is no measure of %s", q.Path, s.Text, t.Column, of.Name))
			}
			for _, d := range t.dimensions() {
				if !of.has(d, "dimension") {
					problems = append(problems, fmt.Errorf("%s:1: same: %q: %s is no dimension of %s", q.Path, s.Text, d, of.Name))
				}
			}
		}
	}
	return problems
}

func (q *Query) has(column, role string) bool {
	return slices.ContainsFunc(q.Columns, func(c Column) bool { return c.Name == column && c.Role == role })
}
