package disclosure

import (
	"slices"
	"strings"
	"testing"

	"proceedings/queries"
)

// by makes a result of one dimension of that name, quarters or codes, and counts.
func by(name, dimension string, columns []string, rows ...[]queries.Value) *queries.Result {
	r := told(name, "", columns, rows...)
	r.Query.SQL = "SELECT 1 ORDER BY " + dimension
	r.Columns[0] = queries.Column{Name: dimension, Kind: queries.Label, Role: "dimension"}
	return r
}

// same declares a relation in a result's header.
func same(t *testing.T, r *queries.Result, text string) {
	t.Helper()
	one, err := queries.ParseSame(text)
	if err != nil {
		t.Fatal(err)
	}
	r.Query.Same = append(r.Query.Same, one)
}

func hiddenAt(f *Frozen, query string, row, col int) bool {
	_, is := f.Results()[query].Rows[row][col].(queries.Withheld)
	return is
}

// quartered is a table of quarters up to the one that the results of these tests end with, 2026-27Q1.
func quartered(counts ...int64) *queries.Result {
	r := by("quarters", "quarter", []string{"held"})
	for i, q := range []string{"2025-26Q1", "2025-26Q2", "2025-26Q3", "2025-26Q4", "2026-27Q1"}[5-len(counts):] {
		r.Rows = append(r.Rows, []queries.Value{q, counts[i]})
	}
	return r
}

// A small quarter is withheld, and that of the year another table tells: one more of the quarters goes with it, or the year.
func TestDeclaredOverQuarters(t *testing.T) {
	quarters := quartered(30, 40, 3, 50, 60)
	year := by("limits", "standard_id", []string{"due"}, []queries.Value{"DEBRIEF", int64(153)}, []queries.Value{"OTHER", int64(80)})
	alone, err := frozen(t, Options{}, quarters, year)
	if err != nil || withheldIn(alone, "quarters")+withheldIn(alone, "limits") != 1 {
		t.Fatalf("without the relation %d and %d are withheld: %v", withheldIn(alone, "quarters"), withheldIn(alone, "limits"), err)
	}
	same(t, quarters, "held[last 4] = limits.due[standard_id=DEBRIEF]")
	f, err := frozen(t, Options{}, quarters, year)
	if err != nil {
		t.Fatal(err)
	}
	if n := withheldIn(f, "quarters") + withheldIn(f, "limits"); n != 2 {
		t.Errorf("%d cells are withheld", n)
	}
	if hiddenAt(f, "quarters", 0, 1) || hiddenAt(f, "limits", 1, 1) {
		t.Error("a quarter before the last four, or another limit, was taken for a part")
	}
}

// Groups are held against each other by the values of the dimensions that both sides name, quarters as the years that they fill.
func TestDeclaredByGroup(t *testing.T) {
	quarters := quartered(30, 40, 3, 50, 60)
	years := by("years", "year", []string{"due"}, []queries.Value{"2025-26", int64(123)}, []queries.Value{"2026-27", int64(60)})
	same(t, years, "due[year] = quarters.held[quarter as year]")
	f, err := frozen(t, Options{}, quarters, years)
	if err != nil {
		t.Fatal(err)
	}
	if n := withheldIn(f, "quarters") + withheldIn(f, "years"); n != 2 {
		t.Errorf("%d cells are withheld", n)
	}
	if hiddenAt(f, "quarters", 4, 1) || hiddenAt(f, "years", 1, 1) {
		t.Error("a quarter of another year was taken for a part")
	}
}

// What a part leaves of a count is protected where it is small; where it leaves nothing the two are one cell; and a relation that the
// figures do not bear out is left out.
func TestDeclaredParts(t *testing.T) {
	withheld := func(part, whole int64) int {
		a := by("a", "kind", []string{"part"}, []queries.Value{"x", part})
		b := by("b", "kind", []string{"whole"}, []queries.Value{"x", whole})
		same(t, a, "part <= b.whole")
		f, err := frozen(t, Options{}, a, b)
		if err != nil {
			t.Fatal(err)
		}
		return withheldIn(f, "a") + withheldIn(f, "b")
	}
	for _, c := range []struct {
		part, whole int64
		want        int
	}{{30, 33, 1}, {30, 60, 0}, {3, 3, 2}, {3, 60, 1}, {33, 30, 0}} {
		if got := withheld(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: %d cells withheld, want %d", c.part, c.whole, got, c.want)
		}
	}
}

// Counts of the same people that differ by few of them, whichever way, tell how few these are.
func TestDeclaredNearly(t *testing.T) {
	for _, c := range []struct {
		types, quarters int64
		want            int
	}{{30, 33, 1}, {33, 30, 1}, {30, 60, 0}, {30, 30, 0}, {3, 3, 2}} {
		a := by("types", "kind", []string{"found"}, []queries.Value{"x", c.types})
		b := by("quarters", "kind", []string{"found"}, []queries.Value{"x", c.quarters})
		same(t, a, "found ~ quarters.found")
		f, err := frozen(t, Options{}, a, b)
		if err != nil {
			t.Fatal(err)
		}
		if got := withheldIn(f, "types") + withheldIn(f, "quarters"); got != c.want {
			t.Errorf("%d and %d: %d cells withheld, want %d", c.types, c.quarters, got, c.want)
		}
	}
}

// What a change of law cuts out of a financial year counts towards it, by name and as one of the last quarters.
func TestDeclaredOfPartsOfYears(t *testing.T) {
	parts := func() *queries.Result {
		return by("parts", "period", []string{"dismissed"}, []queries.Value{"2024-25", int64(70)}, []queries.Value{"2025-26, to 27 May 2025", int64(3)},
			[]queries.Value{"2025-26, from 28 May 2025", int64(60)})
	}
	years := by("years", "year", []string{"published"}, []queries.Value{"2024-25", int64(70)}, []queries.Value{"2025-26", int64(63)})
	named := parts()
	same(t, named, "dismissed[period as year] = years.published[year]")
	f, err := frozen(t, Options{}, named, years)
	if err != nil {
		t.Fatal(err)
	}
	if n := withheldIn(f, "parts") + withheldIn(f, "years"); n != 2 || hiddenAt(f, "parts", 0, 1) || hiddenAt(f, "years", 0, 1) {
		t.Errorf("%d cells are withheld: %v %v", n, f.Results()["parts"].Rows, f.Results()["years"].Rows)
	}
	r := parts()
	r.Period.To = r.Period.To.AddDate(0, -3, 0) // to 30 March
	within, ok := lastQuarters(r, 4)
	if !ok || within(0) || !within(1) || !within(2) {
		t.Error("the last four quarters are the two parts of the year to March")
	}
}

// A number that stands in every row is one cell, and what a month begins with is what the one before ended with.
func TestDeclaredInOneTable(t *testing.T) {
	r := by("flow", "month", []string{"opened", "closed", "left"},
		[]queries.Value{"January", int64(20), int64(15), int64(50)}, []queries.Value{"February", int64(30), int64(3), int64(77)}, []queries.Value{"March", int64(12), int64(20), int64(69)})
	same(t, r, "left[month] + closed[month] = left[month, before] + opened[month]")
	f, err := frozen(t, Options{}, r)
	if err != nil {
		t.Fatal(err)
	}
	if !hiddenAt(f, "flow", 1, 2) || withheldIn(f, "flow") < 2 {
		t.Errorf("rows %v: what was closed in February follows from the rest", f.Results()["flow"].Rows)
	}
	all := by("rows", "theme", []string{"held"}, []queries.Value{"a", int64(3)}, []queries.Value{"b", int64(3)})
	same(t, all, "held[theme] = held[first]")
	l, err := link(map[string]*queries.Result{"rows": all}, Options{})
	if err != nil || l.at[place{"rows", 0, 1}] != l.at[place{"rows", 1, 1}] {
		t.Errorf("the number of every row is %v (%v)", l.at, err)
	}
}

// Tables whose quarters were put together to years are held against years, and against the last quarters only where these fill one.
func TestDeclaredOfMerged(t *testing.T) {
	years := by("years", "quarter", []string{"held"}, []queries.Value{"2025-26", int64(100)})
	years.Merged = true
	if _, ok := lastQuarters(years, 4); ok {
		t.Error("the last four quarters to June were taken for a year")
	}
	years.Period.To = years.Period.To.AddDate(0, -3, 0) // to 30 March
	within, ok := lastQuarters(years, 4)
	if !ok || !within(0) {
		t.Error("the year to March is not the last four quarters")
	}
}

// Groups that lie beside each other are never one count, though a third has the value of both.
func TestApart(t *testing.T) {
	for _, c := range []struct {
		a, b group
		want bool
	}{
		{group{"2025-26Q1", ""}, group{"2025-26", ""}, false},
		{group{"2025-26Q1", ""}, group{"2025-26Q2", ""}, true},
		{group{"", "x"}, group{"2025-26", ""}, false},
		{group{"", "x"}, group{"", "y"}, true},
		{group{"", "x" + separator + "y"}, group{"", "y"}, false},
	} {
		if got := c.a.apart(c.b); got != c.want || c.b.apart(c.a) != c.want {
			t.Errorf("%v and %v apart: %v", c.a, c.b, got)
		}
	}
}

// A nought of which readers have the total follows for every part, and the one cell of an equation that they do not have.
func TestFollows(t *testing.T) {
	l := &linkage{System: System{
		Cells:     []Cell{{Value: 0, Given: true}, {Value: 0}, {Value: 0}, {Value: 9, Given: true}, {Value: 4, Given: true}, {Value: 5}, {Value: 7}, {Value: 12}},
		Equations: []Equation{{0, []int{1, 2}}, {3, []int{4, 5}}, {7, []int{5, 6}}},
	}}
	l.follows()
	var given []bool
	for _, c := range l.Cells {
		given = append(given, c.Given)
	}
	if !slices.Equal(given, []bool{true, true, true, true, true, true, false, false}) {
		t.Errorf("given %v", given)
	}
}

// A cell that nothing protects is no reason to refuse the rest, and what is proved of the rest holds with it unknown. Who has none of
// the earlier releases does not work it out.
func TestLost(t *testing.T) {
	s := System{Cells: []Cell{{Value: 12, Given: true}, {Value: 3, Least: 5}, {Value: 9, Given: true}}, Equations: []Equation{{0, []int{1, 2}}}}
	if _, err := s.Plan(t.Context()); err == nil {
		t.Fatal("a count that follows from what is known was taken for safe")
	}
	fates, lost, err := Options{}.protect(t.Context(), s, register{known: []bool{true, false, true}, sure: []bool{true, true, true}, kept: make([]bool, 3)})
	if err != nil || lost != 1 || fates[1] == Shown || fates[0] == Shown && fates[2] == Shown {
		t.Errorf("fates %v, %d lost, %v", fates, lost, err)
	}
}

// A small count that follows from what two earlier releases show is not told once more.
func TestWhatFollowsIsNotTold(t *testing.T) {
	var before []Earlier
	for column, values := range map[string][2]int64{"due": {33, 60}, "met": {30, 40}} {
		one, err := frozen(t, Options{}, told("limits", "", []string{column}, []queries.Value{"North", values[0]}, []queries.Value{"South", values[1]}))
		if err != nil {
			t.Fatal(err)
		}
		before = append(before, earlier(t, one, false))
	}
	now, err := frozen(t, Options{Earlier: before}, met(3))
	if err != nil {
		t.Fatal(err)
	}
	if _, is := now.Results()["limits"].Rows[0][3].(queries.Withheld); !is {
		t.Errorf("shown: %v", now.Results()["limits"].Rows)
	}
	if said := strings.Join(now.Decisions(), "\n"); !strings.Contains(said, "whatever this one withholds: 1") {
		t.Errorf("decisions: %s", said)
	}
}

// What stands at the end of the last month is what stands now: all other months say nothing of it.
func TestDeclaredOfTheLastRow(t *testing.T) {
	open := by("open", "stage", []string{"total"}, []queries.Value{"waiting", int64(40)}, []queries.Value{"under_way", int64(3)})
	months := by("months", "month", []string{"left"}, []queries.Value{"a", int64(80)}, []queries.Value{"b", int64(43)})
	same(t, open, "total = months.left[latest]")
	f, err := frozen(t, Options{}, open, months)
	if err != nil {
		t.Fatal(err)
	}
	if !hiddenAt(f, "open", 0, 1) && !hiddenAt(f, "months", 1, 1) || hiddenAt(f, "months", 0, 1) {
		t.Errorf("the small count is 43 less the rest: %v %v", f.Results()["open"].Rows, f.Results()["months"].Rows)
	}
}
