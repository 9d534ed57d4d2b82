package disclosure

import (
	"testing"

	"proceedings/queries"
)

// measure adds a column to a result, with a value for each row.
func measure(r *queries.Result, c queries.Column, values ...queries.Value) {
	c.Role = "measure"
	r.Columns = append(r.Columns, c)
	r.Query.Columns = r.Columns
	for i := range r.Rows {
		r.Rows[i] = append(r.Rows[i], values[i])
	}
}

// Shares by two times tell how many came between them.
func TestCurves(t *testing.T) {
	shown := func(later float64) int {
		r := by("waits", "year", []string{"referred", "heard"}, []queries.Value{"2024-25", int64(100), int64(90)})
		measure(r, queries.Column{Name: "heard_by_100", Kind: queries.Rate, Of: "referred"}, 0.60)
		measure(r, queries.Column{Name: "heard_by_200", Kind: queries.Rate, Of: "referred"}, later)
		same(t, r, "heard_by_100[year] <= heard_by_200[year]")
		same(t, r, "heard_by_200[year] <= heard[year]")
		f, err := frozen(t, Options{}, r)
		if err != nil {
			t.Fatal(err)
		}
		return 4 - withheldIn(f, "waits")
	}
	if n := shown(0.75); n != 4 {
		t.Errorf("%d figures shown of waits that tell nothing small", n)
	}
	if n := shown(0.63); n != 3 {
		t.Errorf("%d figures shown where three were heard between two times", n)
	}
	if n := shown(0.88); n != 3 {
		t.Errorf("%d figures shown where two were heard after the last", n)
	}
}

// costs are sums of money by kind, of so many proceedings without a day.
func costs(without ...int64) *queries.Result {
	r := by("costs", "kind", []string{"proceedings", "without"})
	names := []string{"counsel", "venue", "transcript", "All kinds"}
	for i, n := range without {
		r.Rows = append(r.Rows, []queries.Value{names[i], int64(60 + 10*i), n})
	}
	totals, parts := []queries.Value{500.0, 300.0, 200.0, 1000.0}, []queries.Value{400.0, 250.0, 150.0, 800.0}
	measure(r, queries.Column{Name: "total", Kind: queries.Number, Unit: pounds, Of: "proceedings"}, totals...)
	measure(r, queries.Column{Name: "with", Kind: queries.Number, Unit: pounds, Of: "proceedings", Less: "without"}, parts...)
	return r
}

// What a sum of money leaves of another is that of those it leaves out; and one kind withheld alone is that of all kinds less the others.
func TestMoney(t *testing.T) {
	f, err := frozen(t, Options{}, costs(20, 12, 15, 30))
	if err != nil || withheldIn(f, "costs") > 0 {
		t.Fatalf("%d withheld where nothing is small: %v", withheldIn(f, "costs"), err)
	}
	f, err = frozen(t, Options{}, costs(20, 7, 15, 30))
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range []bool{false, true, false, true} {
		if hiddenAt(f, "costs", row, 3) || hiddenAt(f, "costs", row, 4) != want {
			t.Errorf("rows %v: row %d", f.Results()["costs"].Rows, row)
		}
	}
}

// A mean of all kinds tells their sum, also where that of a second kind is withheld too, for another reason.
func TestMeansOfMoney(t *testing.T) {
	r := costs(20, 7, 15, 30)
	measure(r, queries.Column{Name: "days", Kind: queries.Count}, int64(40), int64(40), int64(7), int64(60))
	measure(r, queries.Column{Name: "per_day", Kind: queries.Number, Unit: pounds, Of: "days"}, 10.0, 6.25, 21.43, 13.33)
	f, err := frozen(t, Options{}, r)
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range []bool{false, true, true, true} {
		if hiddenAt(f, "costs", row, 6) != want {
			t.Errorf("row %d of %v", row, f.Results()["costs"].Rows)
		}
	}
}

// Rows stand in the order of nothing that is withheld, also where the order is by what is worked out of columns.
func TestOrder(t *testing.T) {
	for sql, want := range map[string]string{
		"SELECT 1 ORDER BY n DESC": " n DESC", "SELECT f(x ORDER BY y) FROM (SELECT 1 ORDER BY z) ORDER BY a / nullif(b, 0) DESC, c": " a / nullif(b, 0) DESC, c",
		"SELECT sum(x) OVER (ORDER BY y) FROM t": "",
	} {
		if got := orderedBy(sql); got != want {
			t.Errorf("%s is ordered by %q", sql, got)
		}
	}
	r := by("themes", "theme", []string{"after", "held"},
		[]queries.Value{"zeal", int64(4), int64(40)}, []queries.Value{"call", int64(3), int64(40)}, []queries.Value{"bail", int64(30), int64(400)}, []queries.Value{"aids", int64(2), int64(40)})
	r.Query.SQL = "SELECT 1 ORDER BY after / nullif(held, 0) DESC, theme"
	f, err := frozen(t, Options{}, r)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"bail", "aids", "call", "zeal"} {
		if got := f.Results()["themes"].Rows[i][0]; got != want {
			t.Errorf("row %d is %v, want %s", i, got, want)
		}
	}
}

// That a group is compared with none would say that it is small.
func TestNotCompared(t *testing.T) {
	r := by("ratio", "group", []string{"known", "compared", "proven"},
		[]queries.Value{"a", int64(3), int64(0), int64(0)}, []queries.Value{"b", int64(50), int64(50), int64(30)})
	measure(r, queries.Column{Name: "ratio", Kind: queries.Number}, nil, 1.1)
	r.Query.Then = []queries.Step{{Func: "rate_ratio", Args: map[string]string{"k1": "proven", "n1": "compared", "k2": "proven", "n2": "compared", "ratio": "ratio"}}}
	f, err := frozen(t, Options{}, r)
	if err != nil {
		t.Fatal(err)
	}
	for col, want := range []bool{false, true, true, true, true} {
		if hiddenAt(f, "ratio", 0, col) != want {
			t.Errorf("column %d of %v", col, f.Results()["ratio"].Rows[0])
		}
	}
}

// A share goes with the counts that it is made of, where its header names them, and not with others of its row.
func TestShareGoesWithItsParts(t *testing.T) {
	for _, c := range []struct {
		k    string
		want bool // withheld
	}{{"", true}, {"met", false}, {"met + extended", true}} {
		r := by("limits", "quarter", []string{"due", "met", "extended"}, []queries.Value{"2025-26Q4", int64(30), int64(15), int64(3), 0.5})
		r.Columns = append(r.Columns, queries.Column{Name: "rate", Kind: queries.Rate, Role: "measure", Of: "due", K: c.k})
		r.Query.Columns = r.Columns
		f, err := frozen(t, Options{}, r)
		if err != nil {
			t.Fatal(err)
		}
		if got := hiddenAt(f, "limits", 0, 4); got != c.want || !hiddenAt(f, "limits", 0, 3) {
			t.Errorf("made of %q: withheld %v: %v", c.k, got, f.Results()["limits"].Rows)
		}
	}
}
