package pack

import (
	"proceedings/queries"
	"proceedings/reports/page"
)

// mostFiles is how many files of a source are named: of more, those of each day are one line, for a record is of one of them and which is not known.
const mostFiles = 3

// manyFiles are the lines of a source with many files, one for each day that extracts are dated.
func manyFiles(sign string, files []queries.Source) [][]cell {
	var out [][]cell
	for len(files) > 0 {
		f, n := files[0], 1
		for n < len(files) && files[n].ExtractDate.Equal(f.ExtractDate) {
			n++
		}
		named := f.File
		if n > 1 {
			named = page.Plural(n, "file", "files")
		}
		out = append(out, []cell{text(sign), text(f.Title), text(named), day(f.ExtractDate, page.NotRecorded)})
		files = files[n:]
	}
	return out
}

// rests is what the page rests on: the files of each source that it names by a letter.
func (c *one) rests() part {
	p := part{ID: "rests", Title: "What this rests on"}
	t := c.of("case_outcomes", c.ref)
	c.from(t.Str(0, "case_source"))
	if len(c.letters) == 0 {
		p.Say = []string{"No record of this case is held."}
		return p
	}
	tab := table{Label: "sources", Say: "The exports behind each letter that are in use; a record stands in one of the files of its source.", Head: []string{"Source", "System", "File", "Extract dated"}}
	for i, profile := range c.letters {
		files := c.sourceOf(profile)
		if len(files) == 0 {
			tab.Rows = append(tab.Rows, []cell{text(letter(i)), text(profile), text(page.NotRecorded), onDay(page.NotRecorded)})
		}
		if len(files) > mostFiles {
			tab.Rows = append(tab.Rows, manyFiles(letter(i), files)...)
			continue
		}
		for _, f := range files {
			tab.Rows = append(tab.Rows, []cell{text(letter(i)), text(f.Title), text(f.File), day(f.ExtractDate, page.NotRecorded)})
		}
	}
	p.Say = []string{"Each table names the source of its rows by a letter. Limits and comparisons are worked out from the same rows."}
	p.Tables = []table{tab}
	return p
}

// missed is what is not recorded, once more in one place.
func (c *one) missed() part {
	p := part{ID: "missed", Title: "What is not recorded"}
	c.missing = append(c.missing, c.contradictions()...)
	if len(c.missing) == 0 {
		p.Say = []string{"Every part has something on record; what a row leaves empty says so in its place."}
		return p
	}
	p.Notes = c.missing
	return p
}
