package ingest

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"proceedings/ingest/profile"
	"proceedings/ingest/warehouse"
)

// Each sender gets the rows of his own exports and of no others. Who sent an
// export follows from its source and from what it speaks for: where a profile has
// a scope, such as the force, exports that speak for different ones go apart.

// senderRows are the rows that go to one sender.
type senderRows struct {
	source, name string
	held         *Held
}

// bySender sorts the files that wait by who sent them.
func bySender(held *Held, profiles []*profile.Profile) []senderRows {
	var out []senderRows
	at := map[string]int{}
	names := map[string]bool{}
	for _, f := range held.Files {
		p := profileOf(profiles, f.Source)
		key := f.Source + "\n" + strings.Join(f.scopes, "\n")
		switch {
		case p != nil && len(p.Extract.Scope) == 0:
			key = f.Source
		case len(f.scopes) == 0:
			key = f.Source + "\n\n" + f.Name // no row of it was loaded, so that nobody knows
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, senderRows{source: f.Source, name: ownName(f), held: &Held{}})
		}
		out[i].held.Files = append(out[i].held.Files, f)
	}
	for i := range out {
		if !slices.ContainsFunc(out, func(o senderRows) bool { return o.source == out[i].source && o.held != out[i].held }) {
			out[i].name = fileWord(out[i].source)
		}
		for base, n := out[i].name, 2; names[out[i].name]; n++ {
			out[i].name = fmt.Sprintf("%s-%d", base, n)
		}
		names[out[i].name] = true
	}
	return out
}

// ownName tells a sender from others of the same source.
func ownName(f WaitingFile) string {
	if len(f.scopes) == 1 && f.scopes[0] != "" {
		return fileWord(f.Source + "-" + f.scopes[0])
	}
	return fileWord(f.Source + "-" + strings.TrimSuffix(f.Name, filepath.Ext(f.Name)))
}

// fileWord is text as part of a file's name.
func fileWord(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, s), "-.")
}

func profileOf(profiles []*profile.Profile, id string) *profile.Profile {
	i := slices.IndexFunc(profiles, func(p *profile.Profile) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return profiles[i]
}

// workbooks names the file of each sender: the one asked for where there is one
// sender, or else one beside it, or in a folder, for each.
func workbooks(out string, senders []senderRows) ([]string, error) {
	folder, err := isFolder(out)
	if err != nil {
		return nil, err
	}
	paths := make([]string, len(senders))
	for i, s := range senders {
		switch {
		case folder:
			paths[i] = filepath.Join(out, "faults-"+s.name+".xlsx")
		case len(senders) == 1:
			paths[i] = out
		default:
			ext := filepath.Ext(out)
			paths[i] = strings.TrimSuffix(out, ext) + "-" + s.name + ext
		}
	}
	return paths, nil
}

// isFolder says whether the workbooks are to go into a folder, and makes it.
func isFolder(out string) (bool, error) {
	if strings.EqualFold(filepath.Ext(out), ".xlsx") {
		return false, nil
	}
	info, err := os.Stat(out)
	switch {
	case err == nil && info.IsDir():
		return true, nil
	case errors.Is(err, fs.ErrNotExist) && (filepath.Ext(out) == "" || os.IsPathSeparator(out[len(out)-1])):
		if err := os.Mkdir(out, 0o700); err != nil {
			return false, fmt.Errorf("%s: the folder cannot be made: %w", out, plainPath(err))
		}
		return true, nil
	}
	return false, fmt.Errorf("%s: the workbook's name must end in .xlsx", out)
}

// readScopes notes what each file speaks for.
func (h *Held) readScopes(ctx context.Context, db *warehouse.DB) error {
	scopes := map[int][]string{}
	if err := eachRow(ctx, db, "SELECT DISTINCT file_no, scope FROM load.scope ORDER BY ALL", func(rows *sql.Rows) error {
		var no int
		var scope string
		err := rows.Scan(&no, &scope)
		scopes[no] = append(scopes[no], scope)
		return err
	}); err != nil {
		return err
	}
	for i := range h.Files {
		h.Files[i].scopes = scopes[h.Files[i].no]
	}
	return nil
}

// together orders the rows of one table so that those which contradict each
// other stand one below the other, at the place of the first of them.
func together(rows []Waiting) []Waiting {
	first := map[place]int{} // the row at whose place one stands
	for _, w := range rows {
		at := place{w.Sheet, int(w.Row)}
		first[at] = at.row
		for _, p := range w.Problems {
			r, ok := p.first()
			if other, waits := first[place{r.Sheet, int(r.Row)}]; ok && waits && r.Sheet == w.Sheet {
				first[at] = min(first[at], other)
			}
		}
	}
	out := slices.Clone(rows)
	slices.SortStableFunc(out, func(a, b Waiting) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(first[place{a.Sheet, int(a.Row)}], first[place{b.Sheet, int(b.Row)}]), cmp.Compare(a.Row, b.Row))
	})
	return out
}
