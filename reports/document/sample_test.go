package document

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"
)

func dots(t *testing.T) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, 72, 30), color.Palette{color.White, color.Black})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func count(n int64) Cell { return Cell{Text: fmt.Sprint(n), Value: n} }

func share(text string, v float64, low, high float64) Cell {
	return Cell{Text: text, Value: v, Percent: true, Under: fmt.Sprintf("%.0f%% to %.0f%%", low*100, high*100),
		Sub: []Cell{{Text: fmt.Sprintf("%.0f%%", low*100), Value: low, Percent: true}, {Text: fmt.Sprintf("%.0f%%", high*100), Value: high, Percent: true}}}
}

// sample has everything that a document can hold, and words that do harm where they are not escaped.
func sample(t *testing.T) Document {
	t.Helper()
	picture := &Picture{Alt: "Bar. Two of three were met. <\"hostile\" & 'quoted'>", Caption: "Limits met, by quarter.", PNG: dots(t), Wide: 720, High: 300,
		SVG: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="720" height="300" viewBox="0 0 720 300"><rect width="720" height="300" fill="#12436D"/></svg>`)}
	limits := Table{Name: "limits_met", Caption: "Legal limits met. Position on 30 June 2026.",
		Heads: []Head{{Title: "Limit", Sub: []string{"Code"}}, {Title: "Due", Unit: "limits", Figure: true}, {Title: "Met", Unit: "95% interval", Figure: true, Sub: []string{"Met, lower", "Met, upper"}}, {Title: "Last due", Figure: true}},
		Rows: [][]Cell{
			{{Text: "Misconduct hearing begins", Under: "MIS-HRG-100", Row: true, Sub: []Cell{{Text: "MIS-HRG-100", Value: "MIS-HRG-100"}}}, count(87), share("80%", 0.8046, 0.709, 0.874), {Text: "5 May 2026", Value: day(2026, 5, 5)}},
			{{Text: "Meeting <is> \"held\" & ended\x01", Under: "MIS-MTG-20", Row: true, Sub: []Cell{{Text: "MIS-MTG-20"}}}, {Text: "[c]"}, {Text: "5 of 7", Sub: []Cell{{}, {}}}, {Text: "[x]"}},
		}}
	wide := Table{Name: "by_month", Caption: "Cases by month."}
	for i := range 13 {
		wide.Heads = append(wide.Heads, Head{Title: []string{"Force", "Answered"}[min(i, 1)], Figure: i > 0})
	}
	for r := range 40 {
		row := []Cell{{Text: fmt.Sprintf("Force %d", r), Row: true}}
		for i := 1; i < 13; i++ {
			row = append(row, count(int64(r*i)))
		}
		wide.Rows = append(wide.Rows, row)
	}
	return Document{
		Name: "sample", Title: "Quarterly report to the board", Subject: "Timeliness, outcomes and learning", Period: "1 April to 30 June 2026",
		Head: []string{"Restricted. Not for circulation outside the team.", "Invented data.", "Position on 30 June 2026."}, Revised: day(2026, 6, 30),
		Foot:  []string{"Events after 30 June 2026 count nowhere."},
		Marks: []Mark{{"[c]", "hidden, so that nobody is known by it"}, {"[x]", "not available"}},
		Parts: []Part{
			{Title: "1. Is the work in control?", Items: []Item{
				{Say: []string{"Plain words under the part."}, Bullets: []string{"First point.", "Second <point>."}},
				{ID: "limits_met", Headline: "Two of three limits were met", Measure: "Limits that fell due in the quarter", Say: []string{"The rest were late."}, Picture: picture, Tables: []Table{limits}, Notes: []string{"Open limits are left out.", "A second note."}},
			}},
			{Title: "2. Where is it slow?", Items: []Item{{ID: "by_month", Headline: "Nowhere stands out", Tables: []Table{wide}, Notes: []string{"A second note."}}}},
			{Title: "3. What next?", Items: []Item{{ID: "quiet", Headline: "Nothing is due in July", Bullets: []string{strings.Repeat("A long point that goes on. ", 12)}}}},
		},
	}
}
