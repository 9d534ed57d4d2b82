package ingest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"proceedings/ingest/checks"
	"proceedings/ingest/profile"
)

// told are the cells of one column of a sheet, below its heading.
func (d *desk) told(book, sheet string, column int) (out []string) {
	d.Helper()
	f, err := excelize.OpenFile(book)
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil || len(rows) == 0 {
		d.Fatalf("sheet %s of %s: %v", sheet, book, err)
	}
	for _, r := range rows[1:] {
		out = append(out, at(r, column))
	}
	return out
}

// TestDisagreeingRowsStandTogether looks at rows that contradict each other as
// their sender does.
func TestDisagreeingRowsStandTogether(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.load(d.file("c_2026-03-31.csv", "ref,no,closed,rank,warrant\nC1,1,01/02/2026,,\nC2,1,,corporal,\nC1,2,02/02/2026,,\nC3,1,soon,,\n"))
	book := d.faults("f.xlsx")
	if got := strings.Join(d.told(book, sheet, 3), " "); got != "2 4 3 5" {
		t.Errorf("the rows stand in the order %s", got)
	}
	const told = "It is of the same case as row 4 and says something else under “closed”. Make the rows say the same, or give those that are of another case or person their own reference."
	if got := d.told(book, sheet, 5); got[0] != told || !strings.Contains(got[1], "as row 2 and") {
		t.Errorf("told %q", got)
	}
	// One that contradicts what is loaded cannot be put right by itself.
	d.load(d.file("c_2026-04-30.csv", "ref,no,closed,rank,warrant\nC1,1,01/02/2026,,\nC1,2,soon,,\n"))
	d.load(d.edit(d.faults("g.xlsx"), "c_2026-04-30!I2", "02/02/2026"))
	const loaded = "It is of the same case as row 2, which is loaded and says something else under “closed”. If that row is right, make this one say the same. If this row is right, leave it: " +
		"that row cannot be put right here, so correct it in your system and send the whole export again."
	if got := d.told(d.faults("h.xlsx"), "c_2026-04-30", 5); len(got) != 1 || got[0] != loaded {
		t.Errorf("told %q\nwant %q", got, loaded)
	}
}

// TestEveryRuleThatHoldsBackIsToldInWorkbooks wants a sentence for whoever has the
// row before him, which does not send him back to the export he need not send.
func TestEveryRuleThatHoldsBackIsToldInWorkbooks(t *testing.T) {
	t.Parallel()
	rules, err := checks.Rules()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if (r.Workbook == "") != (r.Severity == Warn) {
			t.Errorf("rule %q of severity %s is told as %q", r.Rule, r.Severity, r.Workbook)
		}
		if strings.Contains(r.Workbook, "again") && strings.Contains(r.Workbook, "send") && !strings.Contains(r.Workbook, "cannot be put right here") {
			t.Errorf("rule %q sends its reader to the export: %s", r.Rule, r.Workbook)
		}
	}
}

func TestAdvice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := &profile.Profile{Tables: []profile.Table{{Columns: []profile.Column{
		{Name: "day", From: "Day", Type: "date", Formats: []string{"%d/%m/%Y", "%d %b %y"}, Earliest: "1990-01-01"},
		{Name: "end", From: "End", Type: "date", Formats: []string{"%A %d %B %Y %H:%M"}, Required: true},
		{Name: "rank", From: "Rank", Type: "code", List: "rank_band", Codes: map[string]string{"PC/DC": "constable", "PC ": "constable", "none": ""}},
		{Name: "many", From: "Many", Type: "integer", Split: ";"},
		{Name: "word", From: "Word", Type: "text"},
		{Name: "scheme", From: "Scheme", Type: "code", Schemes: &profile.Schemes{By: "day", In: []profile.Scheme{
			{Until: "2020-01-31", Codes: map[string]string{"A": "a"}}, {From: "2020-02-01", Codes: map[string]string{"B": "b"}}}}},
	}}}}
	long := map[string]string{}
	for _, r := range "abcdefghij" {
		long[strings.Repeat(string(r), 50)] = "x"
	}
	p.Tables[0].Columns = append(p.Tables[0].Columns, profile.Column{Name: "long", From: "Long", Type: "code", Codes: long})
	a := adviser{profile: p, words: d.words, extract: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)}
	for _, c := range []struct{ field, rule, want string }{
		{"Day", "not a date in the declared format", "Type a day such as 31/12/2025 or 31 Dec 25, or empty the cell if it is not known."},
		{"day", "date after the extract date", "Type a day such as 31/12/2025 or 31 Dec 25, not after 31/03/2026; if it is a plan, empty the cell."},
		{"Day", "date out of range", "such as 31/12/2025 or 31 Dec 25, from 01/01/1990 to 31/12/2100, or empty the cell"},
		{"End", "not a date in the declared format", "Type a day such as Wednesday 31 December 2025 00:00."},
		{"Rank", "unknown code", "Type one of: PC; PC/DC; Sergeant; Inspector or chief inspector; "},
		{"Long", "unknown code", strings.Repeat("d", 50) + " … and 6 more."},
		{"Scheme", "code not in the scheme for its date", "Type one of those for the date of the row — until 31/01/2020: A; from 01/02/2020: B."},
		{"Many", "not a number", `Type a whole number such as 12 (several values with ";" between them), or empty`},
		{"Word", "missing value", "The cell must be filled in. Type the right value."},
		{"Gone", "unknown code", "Type the right value."},
		{"", "row has too many or too few cells", "move each under its own"},
		{"", "no such rule", "send the export again"},
	} {
		if got := a.on(Waiting{}, Problem{Field: c.field, Rule: c.rule}); !strings.Contains(got, c.want) {
			t.Errorf("%s, %s: %q, want %q in it", c.field, c.rule, got, c.want)
		}
	}
}

// TestOneWorkbookASender wants nobody to be sent the rows of another.
func TestOneWorkbookASender(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.profile(strings.Replace(strings.Replace(deskProfile, "kind: full", "kind: full, scope: [force]", 1), "      - {name: subject,", "      - {name: force, from: force}\n      - {name: subject,", 1))
	d.file("profiles/u.yaml", strings.NewReplacer("id: t", "id: u", "c_*", "u_*").Replace(deskProfile))
	d.readProfiles()
	head := "ref,force,no,warrant,rank,closed\n"
	for name, text := range map[string]string{
		"in/c_avon_2026-03-31.csv":  head + "A1,Avon,1,,,\nA2,Avon,1,,corporal,\n",
		"in/c_avon_2026-06-30.csv":  head + "A3,Avon,1,,,\nA4,Avon,1,,corporal,\n",
		"in/c_kent_2026-03-31.csv":  head + "K1,Kent/East,1,,,\nK2,Kent/East,1,,corporal,\n",
		"in/c_both_2026-03-31.csv":  head + "B1,Avon,1,,,\nB2,Kent/East,1,,,\nB3,Kent/East,1,,corporal,\n",
		"in/c_blank_2026-03-31.csv": head + "X1,,1,,corporal,\n",
		"in/u_2026-03-31.csv":       "ref,no,warrant,rank,closed\nU1,1,,,\nU2,1,,corporal,\n",
	} {
		d.file(name, text)
	}
	d.load(filepath.Join(d.dir, "in"))
	export := func(o FaultsOptions) (books []string) {
		t.Helper()
		o.Warehouse, o.Profiles, o.Words = d.w, d.profiles, d.words
		r, err := ExportFaults(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range r.Books {
			name, _ := filepath.Rel(d.dir, b.Path)
			books = append(books, name)
			if info, err := os.Stat(b.Path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", b.Path, info, err)
			}
		}
		slices.Sort(books)
		return books
	}
	books := export(FaultsOptions{Out: filepath.Join(d.dir, "send")})
	want := []string{"send/faults-t-avon.xlsx", "send/faults-t-c_blank_2026-03-31.xlsx", "send/faults-t-c_both_2026-03-31.xlsx", "send/faults-t-kent-east.xlsx", "send/faults-u.xlsx"}
	if !slices.Equal(books, want) {
		t.Fatalf("got %q\nwant %q", books, want)
	}
	for i, sheets := range [][]string{{"c_avon_2026-06-30"}, {"c_blank_2026-03-31"}, {"c_both_2026-03-31"}, {"c_kent_2026-03-31"}, {"u_2026-03-31"}} {
		f, err := excelize.OpenFile(filepath.Join(d.dir, books[i]))
		if err != nil {
			t.Fatal(err)
		}
		if got := f.GetSheetList(); !slices.Equal(got, slices.Concat([]string{readMeSheet}, sheets, []string{faultsSheet})) {
			t.Errorf("%s has the sheets %q", books[i], got)
		}
		f.Close()
	}
	if got := export(FaultsOptions{Out: filepath.Join(d.dir, "f.xlsx"), Source: "u"}); !slices.Equal(got, []string{"f.xlsx"}) {
		t.Errorf("one source: %q", got)
	}
	if got := export(FaultsOptions{Out: filepath.Join(d.dir, "f.xlsx"), Replace: true}); len(got) != 5 || got[0] != "f-t-avon.xlsx" || got[4] != "f-u.xlsx" {
		t.Errorf("all sources: %q", got)
	}
	if _, err := ExportFaults(t.Context(), FaultsOptions{Warehouse: d.w, Profiles: d.profiles, Words: d.words, Out: filepath.Join(d.dir, "f.xlsx")}); err == nil || !strings.Contains(err.Error(), "f-t-") {
		t.Errorf("written over: %v", err)
	}
	d.profiles = nil
	if r, err := ExportFaults(t.Context(), FaultsOptions{Warehouse: d.w, Words: d.words, Out: filepath.Join(d.dir, "n.xlsx")}); err != nil || !slices.Equal(r.Unknown, []string{"t", "u"}) {
		t.Errorf("without profiles: %v, %v", r, err)
	}
}
