package reports

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"proceedings/queries"
	"proceedings/reports/chart"
	"proceedings/reports/chart/dots"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

// A document says what its page says: every cell of a figure has the text of the page, and the value that a
// spreadsheet types is that of the text.
func TestItemsAreTheFigures(t *testing.T) {
	in := input()
	for name := range in.All() {
		f := figure(t, in, name)
		it, err := f.Item(nil)
		if err != nil {
			t.Fatal(err)
		}
		if it.Headline != f.Headline || it.ID != name || f.Empty && len(it.Tables) > 0 {
			t.Errorf("%s: %+v", name, it)
		}
		if f.Empty {
			continue
		}
		last := it.Tables[len(it.Tables)-1]
		for r, row := range f.Table.Rows {
			for c, cell := range row {
				got := last.Rows[r][c]
				if got.Text != cell.Text || len(got.Sub) != len(cell.Subs) || len(got.Sub) > len(last.Heads[c].Sub) {
					t.Errorf("%s row %d: %+v is not %+v", name, r, got, cell)
				}
				typed(t, name, got)
				for _, s := range got.Sub {
					typed(t, name, s)
				}
			}
		}
	}
}

// typed wants the value of a cell to be what its words say, as far as they are exact.
func typed(t *testing.T, name string, c document.Cell) {
	t.Helper()
	switch v := c.Value.(type) {
	case nil:
	case int64:
		if c.Text != page.Count(v) {
			t.Errorf("%s: %q has the value %d", name, c.Text, v)
		}
	case float64:
		if c.Percent && !strings.HasSuffix(c.Text, "%") || strings.Contains(c.Text, " of ") || strings.HasPrefix(c.Text, "[") {
			t.Errorf("%s: %q has the value %v", name, c.Text, v)
		}
	case time.Time:
		if c.Text != page.ShortDay(v) {
			t.Errorf("%s: %q has the value %v", name, c.Text, v)
		}
	default:
		t.Errorf("%s: %q has a value of type %T", name, c.Text, v)
	}
}

// What is withheld, a small share and an unreliable estimate have no value in a spreadsheet.
func TestHiddenCellsHaveNoValue(t *testing.T) {
	in := input()
	for name, r := range in.Answers.results {
		other := *r
		other.Rows = nil
		for _, row := range r.Rows {
			var out []queries.Value
			for i, v := range row {
				if r.Columns[i].Kind == queries.Count {
					v = queries.Withheld{}
				}
				out = append(out, v)
			}
			other.Rows = append(other.Rows, out)
		}
		table := in.table(name, in.read(&other)).document()
		for _, row := range table.Rows {
			for i, c := range row {
				if other.Columns[min(i, len(other.Columns)-1)].Kind == queries.Count && c.Text == queries.WithheldMark && c.Value != nil {
					t.Errorf("%s: a withheld cell has the value %v", name, c.Value)
				}
			}
		}
	}
}

// Each report says in its document what its page says, chapter by chapter, and every format of it is the same bytes each time.
func TestReports(t *testing.T) {
	in := input()
	pen := &chart.Pen{}
	defer pen.Close()
	in.Draw = pen.Draw
	in.Facts.Comments = map[string][]Comment{"net_flow": {{Text: "Two units were joined in May.", By: "the manager", On: in.Period.AsOf}}}
	maker := dots.Maker{Wide: 720}
	for _, r := range Reports() {
		c, err := Compose(in, r)
		if err != nil {
			t.Fatal(err)
		}
		d, err := c.Document(maker.PNG)
		if err != nil {
			t.Fatal(err)
		}
		p, err := c.Page(nil)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer(`<span class="nb">`, "", "</span>", "", "&amp;", "&", "&#39;", "'", "&#34;", `"`).Replace(string(p.HTML))
		pictures := 0
		for _, part := range d.Parts {
			if !strings.Contains(text, ">"+part.Title+"</h2>") {
				t.Errorf("%s: the page has no part %q", r.Name, part.Title)
			}
			for _, it := range part.Items {
				for _, s := range slices.Concat([]string{it.Headline}, it.Say, it.Bullets, it.Notes) {
					if !strings.Contains(text, s) && !strings.HasPrefix(s, "Comment by") {
						t.Errorf("%s, %s: the page does not say %q", r.Name, it.ID, s)
					}
				}
				if it.ID == "net_flow" && !slices.Contains(it.Say, "Comment by the manager, "+page.Day(in.Period.AsOf)+": Two units were joined in May.") {
					t.Errorf("%s: the document lacks a comment: %q", r.Name, it.Say)
				}
				if it.Picture != nil {
					pictures++
					if len(it.Picture.PNG) == 0 || !strings.Contains(it.Picture.Alt, "in the sheet "+it.ID) {
						t.Errorf("%s, %s: picture of %d bytes, %q", r.Name, it.ID, len(it.Picture.PNG), it.Picture.Alt)
					}
				}
			}
		}
		if r.Name == "board-report" && !strings.Contains(text, "Two units were joined in May.") {
			t.Error("the board report lacks a comment")
		}
		if want := strings.Count(string(p.HTML), `class="chart"`); pictures != want {
			t.Errorf("%s: %d pictures, the page has %d charts", r.Name, pictures, want)
		}
		for _, f := range document.Formats() {
			one, err := f.Write(d)
			two, err2 := f.Write(d)
			if err != nil || err2 != nil || !bytes.Equal(one, two) {
				t.Errorf("%s%s: %v, %v", r.Name, f.Extension, err, err2)
			}
		}
	}
}

// A reference under restriction is marked where a document names it, and named in the notes to its table.
func TestRestrictedInDocuments(t *testing.T) {
	in := input()
	f := figure(t, in, "oldest_open")
	ref := f.Table.Rows[0][0].Text
	in.Facts.Restricted = []string{ref}
	it, err := figure(t, in, "oldest_open").Item(nil)
	if err != nil {
		t.Fatal(err)
	}
	table := it.Tables[len(it.Tables)-1]
	if c := table.Rows[0][0]; c.Text != ref || c.Under != "under restriction" {
		t.Errorf("cell %+v", c)
	}
	if !slices.ContainsFunc(table.Notes, func(n string) bool { return strings.Contains(n, "Under restriction") && strings.Contains(n, ref+".") }) {
		t.Errorf("notes %q", table.Notes)
	}
}
