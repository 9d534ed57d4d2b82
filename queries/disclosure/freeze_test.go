package disclosure

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"proceedings/queries"
)

// told is a result of a force and counts; its totals hold equations.
func told(name, totals string, columns []string, rows ...[]queries.Value) *queries.Result {
	q := &queries.Query{Name: name, Title: name, Topic: "timeliness", Sensitivity: queries.Aggregate, SQL: "SELECT 1 ORDER BY force"}
	q.Columns = []queries.Column{{Name: "force", Kind: queries.Label, Role: "dimension", Typed: true}}
	for _, c := range columns {
		q.Columns = append(q.Columns, queries.Column{Name: c, Kind: queries.Count, Unit: "cases", Role: "measure"})
	}
	for _, one := range strings.FieldsFunc(totals, func(r rune) bool { return r == ';' }) {
		left, total, _ := strings.Cut(one, " = ")
		q.Sums = append(q.Sums, queries.Sum{Total: total, Parts: strings.Split(left, " + ")})
	}
	day := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)
	return &queries.Result{Query: q, Columns: q.Columns, Rows: rows, Notes: []string{"3 people were left out"}, Period: queries.Period{AsOf: day, To: day}}
}

func frozen(t *testing.T, o Options, results ...*queries.Result) (*Frozen, error) {
	t.Helper()
	all := map[string]*queries.Result{}
	for _, r := range results {
		all[r.Query.Name] = r
	}
	return Freeze(t.Context(), all, o)
}

// earlier is what a release of these published.
func earlier(t *testing.T, f *Frozen, same bool) Earlier {
	t.Helper()
	e := Earlier{Release: "before", Near: same}
	for _, r := range f.Results() {
		var b strings.Builder
		if err := r.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		if err := e.Add(r.Query, strings.NewReader(b.String())); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

func withheldIn(f *Frozen, query string) int {
	n := 0
	for _, row := range f.Results()[query].Rows {
		for _, v := range row {
			if _, is := v.(queries.Withheld); is {
				n++
			}
		}
	}
	return n
}

func met(small int64) *queries.Result {
	return told("limits", "met + late = due", []string{"due", "met", "late"},
		[]queries.Value{"North", 30 + small, int64(30), small}, []queries.Value{"South", int64(60), int64(40), int64(20)})
}

// A small count is withheld with another, and so it is in a table that gives the same count under another name.
func TestFreeze(t *testing.T) {
	forces := []queries.Value{"North", "South", "East", "West"}
	a, b := told("a", "", []string{"due"}), told("b", "", []string{"owed"})
	for i, n := range []int64{12, 3, 45, 67} {
		a.Rows = append(a.Rows, []queries.Value{forces[i], n})
		b.Rows = append(b.Rows, []queries.Value{forces[i], n})
	}
	a.Rows = append(a.Rows, []queries.Value{"All forces", int64(127)}) // b has no total: by itself it withholds one cell
	f, err := frozen(t, Options{}, met(2), a, b)
	if err != nil {
		t.Fatal(err)
	}
	if n := withheldIn(f, "limits"); n < 2 {
		t.Errorf("%d cells of limits are withheld: the small count follows from the rest", n)
	}
	for i := range b.Rows {
		_, inA := f.Results()["a"].Rows[i][1].(queries.Withheld)
		_, inB := f.Results()["b"].Rows[i][1].(queries.Withheld)
		if inA != inB {
			t.Errorf("row %d is withheld in one of two tables of one count", i)
		}
	}
	if notes := f.Results()["limits"].Notes; len(notes) > 0 {
		t.Errorf("notes that count records: %q", notes)
	}
	if v := met(2); v.Rows[0][3] != int64(2) {
		t.Error("the result itself was changed")
	}
}

// What a header declares and the figures do not hold is not published.
func TestEquationsHold(t *testing.T) {
	r := met(2)
	r.Rows[1][1] = int64(61)
	if _, err := frozen(t, Options{}, r); err == nil || !strings.Contains(err.Error(), "limits, row 2, met + late = due does not hold") {
		t.Errorf("error %v", err)
	}
}

// Two releases that are safe alone and not together are refused.
func TestEarlierReleases(t *testing.T) {
	first, err := frozen(t, Options{}, met(20))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := frozen(t, Options{Earlier: []Earlier{earlier(t, first, true)}}, met(21)); err == nil || !strings.Contains(err.Error(), "differ from it by so little") {
		t.Errorf("one more case at the same position: %v", err)
	}
	if _, err := frozen(t, Options{Earlier: []Earlier{earlier(t, first, true)}}, met(20)); err != nil {
		t.Errorf("the same again: %v", err)
	}
	if _, err := frozen(t, Options{Threshold: 25, Earlier: []Earlier{earlier(t, first, false)}}, met(20)); err == nil || !strings.Contains(err.Error(), "to be withheld now") {
		t.Errorf("a higher threshold: %v", err)
	}
}

// What an earlier release withholds stays withheld while it is unchanged.
func TestWithheldStaysSo(t *testing.T) {
	before := map[string]*queries.Result{"limits": met(7)}
	first, err := Freeze(t.Context(), before, Options{Threshold: 10})
	if err != nil {
		t.Fatal(err)
	}
	alone, err := frozen(t, Options{}, met(7))
	if err != nil || withheldIn(alone, "limits") > 0 {
		t.Fatalf("withheld without an earlier release: %v", err)
	}
	e := earlier(t, first, false)
	if err := e.Recall(before, Options{Threshold: 10}); err != nil {
		t.Fatal(err)
	}
	now, err := frozen(t, Options{Earlier: []Earlier{e}}, met(7))
	if err != nil {
		t.Fatal(err)
	}
	if _, is := now.Results()["limits"].Rows[0][3].(queries.Withheld); !is {
		t.Errorf("shown now: %v", now.Results()["limits"].Rows)
	}
}

// What an earlier release withholds of a row without its name is withheld, and what it shows there is shown.
func TestRowsWithoutNames(t *testing.T) {
	r := told("kinds", "", []string{"due", "met"}, []queries.Value{"Somewhere else", int64(40), int64(2)}, []queries.Value{"North", int64(60), int64(20)})
	first, err := frozen(t, Options{}, r)
	if err != nil {
		t.Fatal(err)
	}
	first.Results()["kinds"].Rows[0][0] = queries.Withheld{}
	e := earlier(t, first, false)
	if err := e.Recall(map[string]*queries.Result{"kinds": r}, Options{}); err != nil {
		t.Fatal(err)
	}
	due, met := place{"kinds", 0, 1}, place{"kinds", 0, 2}
	if e.withholds(due.name(r), 40) || !e.withholds(met.name(r), 2) {
		t.Errorf("withheld: %v", e.before.withheld)
	}
}

// A rounded release is held against rounded ones: what is rounded to the same is not the same, and what one leaves out stays so.
func TestRoundedReleases(t *testing.T) {
	o := Options{Round: 5}
	before := map[string]*queries.Result{"limits": met(7)}
	first, err := Freeze(t.Context(), before, o)
	if err != nil {
		t.Fatal(err)
	}
	e := earlier(t, first, false)
	if err := e.Recall(before, o); err != nil {
		t.Fatal(err)
	}
	late := place{"limits", 0, 3}.name(before["limits"])
	if !e.tells(late, 7, 5) || e.tells(late, 6, 5) || e.withholds(late, 7) {
		t.Errorf("of 7 it tells %v, of 6 %v", e.tells(late, 7, 5), e.tells(late, 6, 5))
	}
	o.Earlier = []Earlier{e}
	if now, err := frozen(t, o, met(8)); err != nil || withheldIn(now, "limits") != withheldIn(first, "limits") {
		t.Errorf("one case more: %v", err)
	}
	for at := range e.before.fates {
		e.before.fates[at] = Secondary
	}
	e.before.withheld[late] = true
	if now, err := frozen(t, o, met(7)); err != nil || withheldIn(now, "limits") <= withheldIn(first, "limits") {
		t.Errorf("what was left out is told: %v", err)
	}
}

// A quarter that was over says the same in every later release; what speaks of the position does not.
func TestSettled(t *testing.T) {
	r := by("held", "quarter", []string{"held"}, []queries.Value{"2026-27Q1", int64(5)}, []queries.Value{"2026-27Q2", int64(5)}, []queries.Value{"not recorded", int64(5)})
	for row, want := range []bool{true, false, false} {
		if got := (place{"held", row, 1}).settled(r, time.Time{}); got != want {
			t.Errorf("%v: %v", r.Rows[row][0], got)
		}
	}
	if (place{"held", 0, 1}).settled(r, time.Date(2026, 5, 31, 0, 0, 0, 0, time.UTC)) {
		t.Error("a quarter is settled that was not over when the other release was made")
	}
	if (place{"limits", 0, 1}).settled(met(3), time.Time{}) {
		t.Error("a table without quarters is settled")
	}
}

// An exception is shown as it is, and says who answers for it.
func TestException(t *testing.T) {
	f, err := frozen(t, Options{Exceptions: []Exception{{Query: "limits", By: "A. Head", Reason: "published elsewhere", On: time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC)}}}, met(2))
	if err != nil {
		t.Fatal(err)
	}
	if withheldIn(f, "limits") > 0 || !slices.ContainsFunc(f.Rules(), func(s string) bool { return strings.Contains(s, "A. Head decided so on 5 May 2026") }) {
		t.Errorf("withheld or unsaid: %q", f.Rules())
	}
}

// Words that somebody typed are shown only where enough records bear them.
func TestTypedWords(t *testing.T) {
	r := told("typed", "", []string{"cases"}, []queries.Value{"North", int64(40)}, []queries.Value{"Zebedee Quillfeather", int64(3)}, []queries.Value{"Zebedee Quillfeather Jr", int64(0)})
	f, err := frozen(t, Options{}, r)
	if err != nil {
		t.Fatal(err)
	}
	if rows := f.Results()["typed"].Rows; rows[0][0] != "North" || rows[1][0] == "Zebedee Quillfeather" || rows[2][0] == "Zebedee Quillfeather Jr" {
		t.Errorf("rows %v", rows)
	}
}

// Columns that the header does not relate and the figures do.
func TestFound(t *testing.T) {
	r := told("nested", "", []string{"due", "done", "left"},
		[]queries.Value{"North", int64(30), int64(20), int64(10)}, []queries.Value{"South", int64(40), int64(38), int64(2)}, []queries.Value{"East", int64(50), int64(44), int64(6)})
	all := found(r)
	if !slices.ContainsFunc(all, func(s queries.Sum) bool {
		return s.Total == "due" && slices.Equal(s.Parts, []string{"done", "left"}) && !s.Rest
	}) ||
		!slices.ContainsFunc(all, func(s queries.Sum) bool { return s.Total == "due" && slices.Equal(s.Parts, []string{"done"}) && s.Rest }) {
		t.Errorf("found %+v", all)
	}
}

// Quarters that are small are put together, with the shares worked out again.
func TestMerge(t *testing.T) {
	r := told("quarters", "", []string{"due", "done"})
	r.Columns[0] = queries.Column{Name: "quarter", Kind: queries.Label, Role: "dimension"}
	r.Columns = append(r.Columns, queries.Column{Name: "rate", Kind: queries.Rate, Role: "measure", Of: "due"},
		queries.Column{Name: "rate_low", Kind: queries.Rate, Role: "measure"}, queries.Column{Name: "rate_high", Kind: queries.Rate, Role: "measure"})
	r.Query.Columns, r.Query.Merge = r.Columns, "quarter"
	r.Query.Then = []queries.Step{{Func: "wilson", Args: map[string]string{"k": "done", "n": "due", "rate": "rate"}}}
	for _, q := range []string{"2025-26Q1", "2025-26Q2", "2025-26Q3", "2025-26Q4"} {
		r.Rows = append(r.Rows, []queries.Value{q, int64(6), int64(3), 0.5, 0.1, 0.9})
	}
	out, err := Options{}.merge(r)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Rows) != 1 || !out.Merged || out.Rows[0][0] != "2025-26" || out.Rows[0][1] != int64(24) || out.Rows[0][2] != int64(12) || out.Rows[0][3] != 0.5 {
		t.Fatalf("rows %v", out.Rows)
	}
	if low, ok := out.Rows[0][4].(float64); !ok || low < 0.3 || low > 0.32 { // Wilson for 12 of 24
		t.Errorf("lower limit %v", out.Rows[0][4])
	}
	if whole, err := (Options{Threshold: 3}).merge(r); err != nil || whole.Merged {
		t.Errorf("merged though nothing is small: %v", err)
	}
}

// A denominator that a table repeats is one count, and its rows' counts add up to it: a small one is withheld with another.
func TestRepeatedTotals(t *testing.T) {
	r := told("shares", "", []string{"findings", "of"},
		[]queries.Value{"North", "a", int64(19), int64(28)}, []queries.Value{"North", "b", int64(6), int64(28)}, []queries.Value{"North", "c", int64(3), int64(28)},
		[]queries.Value{"South", "a", int64(30), int64(50)}, []queries.Value{"South", "b", int64(20), int64(50)})
	r.Columns = slices.Insert(r.Columns, 1, queries.Column{Name: "finding", Kind: queries.Label, Role: "dimension"})
	r.Query.Columns = r.Columns
	f, err := frozen(t, Options{}, r)
	if err != nil {
		t.Fatal(err)
	}
	rows, hidden := f.Results()["shares"].Rows, 0
	for _, row := range rows[:3] {
		if _, is := row[2].(queries.Withheld); is {
			hidden++
		}
		if row[3] != rows[0][3] {
			t.Errorf("one total is shown and withheld: %v", rows[:3])
		}
	}
	if _, is := rows[0][3].(queries.Withheld); hidden != 2 && !is {
		t.Errorf("the small count follows from the rest: %v", rows[:3])
	}
	if withheldIn(f, "shares") > 3 {
		t.Errorf("too much is withheld: %v", rows)
	}

	// A column that is not the sum of the others in every group is not taken for their total.
	r.Rows[4][2] = int64(21)
	if f, err = frozen(t, Options{}, r); err != nil || withheldIn(f, "shares") != 1 {
		t.Errorf("%d cells are withheld, %v", withheldIn(f, "shares"), err)
	}
}

// Rows that are the same by chance are no reason to forget that they add up.
func TestRowsAlikeAddUp(t *testing.T) {
	for _, n := range [][3]int64{{8, 6, 2}, {6, 1, 5}} {
		row := func(force string, times int64) []queries.Value {
			return []queries.Value{force, times * n[0], times * n[1], times * n[2]}
		}
		r := told("limits", "met + late = due", []string{"due", "met", "late"}, row("North", 1), row("South", 1), row("All forces", 2))
		f, err := frozen(t, Options{}, r)
		if err != nil {
			t.Fatal(err)
		}
		rows := f.Results()["limits"].Rows
		for col := 1; col < 4; col++ {
			var of int64
			hidden := 0
			for i, times := range []int64{1, 1, 2} {
				if v, ok := rows[i][col].(int64); ok {
					of = v / times
				} else {
					hidden++
				}
			}
			if hidden > 0 && hidden < 3 && of > 0 && n[col-1] < 5 {
				t.Errorf("column %d of %v follows: %v", col, n, rows)
			}
		}
		shown := func(row, col int) bool { _, ok := rows[row][col].(int64); return ok }
		if n[0] == 8 && shown(0, 2) && shown(1, 2) && shown(2, 1) {
			t.Errorf("late of all forces is their due less what North and South met: %v", rows)
		}
	}
}

// A share by a time tells a count, which is held against the share that a release of a day before shows.
func TestSharesOfNearReleases(t *testing.T) {
	curve := func(share float64) *queries.Result {
		r := told("curve", "", []string{"n"}, []queries.Value{"North", int64(40), share})
		r.Columns = append(r.Columns, queries.Column{Name: "by_182", Kind: queries.Rate, Role: "measure", Of: "n"})
		r.Query.Columns = r.Columns
		return r
	}
	first, err := frozen(t, Options{}, curve(0.5))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := frozen(t, Options{Earlier: []Earlier{earlier(t, first, true)}}, curve(0.525)); err == nil || !strings.Contains(err.Error(), "differ from it by so little") {
		t.Errorf("21 of 40 after 20 of 40: %v", err)
	}
	if _, err := frozen(t, Options{Earlier: []Earlier{earlier(t, first, true)}}, curve(0.5)); err != nil {
		t.Errorf("the same again: %v", err)
	}
}

// A row whose name is withheld is the same row in the next release.
func TestNamelessRowsOfNearReleases(t *testing.T) {
	of := func(n int64) map[string]*queries.Result {
		r := told("kinds", "", []string{"cases"}, []queries.Value{"Somewhere else", n})
		r.Columns[0].Typed, r.Columns[0].List = false, "kind"
		r.Query.Columns = r.Columns
		return map[string]*queries.Result{"kinds": r}
	}
	first, err := Freeze(t.Context(), of(40), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, is := first.Results()["kinds"].Rows[0][0].(queries.Withheld); !is {
		t.Fatalf("the name is shown: %v", first.Results()["kinds"].Rows)
	}
	e := earlier(t, first, true)
	if err := e.Recall(of(40), Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := Freeze(t.Context(), of(41), Options{Earlier: []Earlier{e}}); err == nil || !strings.Contains(err.Error(), "differ from it by so little") {
		t.Errorf("one case more: %v", err)
	}
}

// What follows from a release of before and what is only hidden for it do not undo each other without end.
func TestFollowsEnds(t *testing.T) {
	r := told("k", "x + d + e = v;x + a = t", []string{"x", "d", "e", "v", "a", "t"}, []queries.Value{"North", int64(30), int64(2), int64(1), int64(33), int64(40), int64(70)})
	e := Earlier{Release: "before", Near: true, values: map[string]string{}}
	for column, v := range map[string]string{"v": "33", "a": "40", "t": "70", "x": queries.WithheldMark, "d": queries.WithheldMark, "e": queries.WithheldMark} {
		e.values[published("k", []string{"North"}, column)] = v
	}
	for _, e.Near = range []bool{true, false} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if _, err := Freeze(ctx, map[string]*queries.Result{"k": r}, Options{Earlier: []Earlier{e}}); err != nil {
			t.Errorf("near %v: %v", e.Near, err)
		}
	}
}

// Whatever relations are found by looking, a table whose rows add up withstands who knows that alone.
func TestTablesOfChance(t *testing.T) {
	for seed := range uint64(400) {
		chance := rand.New(rand.NewPCG(seed, 5))
		forces := []string{"North", "South", "East", "All forces"}[4-2-chance.IntN(3):]
		r := told("limits", "met + late = due", []string{"due", "met", "late"})
		b := &builder{least: 5}
		totals := [3]int64{}
		var at [][3]int
		for i, force := range forces {
			due := []int64{6, 8, 12, 30}[chance.IntN(4)]
			met := chance.Int64N(due + 1)
			row := [3]int64{due, met, due - met}
			for col := range row {
				if i == len(forces)-1 {
					row[col] = totals[col]
				}
				totals[col] += row[col]
			}
			r.Rows = append(r.Rows, []queries.Value{force, row[0], row[1], row[2]})
			at = append(at, [3]int{})
			for col, n := range row {
				at[i][col] = b.cell(Cell{Value: n, Least: 5})
			}
			b.Equations = append(b.Equations, Equation{at[i][0], at[i][1:]})
		}
		for col := range 3 {
			e := Equation{Total: at[len(forces)-1][col]}
			for i := range len(forces) - 1 {
				e.Parts = append(e.Parts, at[i][col])
			}
			b.Equations = append(b.Equations, e)
		}
		f, err := frozen(t, Options{}, r)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		fates := make([]Fate, len(b.Cells))
		shown := map[string][]queries.Value{}
		if got := f.Results()["limits"]; got != nil {
			for _, row := range got.Rows {
				shown[queries.Exact(row[0])] = row
			}
		}
		for i, force := range forces {
			for col := range 3 {
				row, ok := shown[force]
				if !ok || queries.Exact(row[col+1]) == queries.WithheldMark {
					fates[at[i][col]] = Secondary
				}
			}
		}
		left, err := b.Audit(t.Context(), fates)
		for _, e := range left {
			if b.Cells[e.Cell].small() {
				t.Fatalf("seed %d: %+v of %v, shown %v, %v", seed, e, r.Rows, shown, err)
			}
		}
	}
}
