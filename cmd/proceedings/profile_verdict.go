package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"proceedings/ingest"
	"proceedings/ingest/draft"
	"proceedings/ingest/vocab"
	"proceedings/queries"
)

// How many codes of a list, and queries of a field, are named where there are many.
const (
	codesShown   = 12
	queriesShown = 4
)

func fieldUses(ctx context.Context, words *vocab.Set) (queries.Uses, error) {
	catalogue, err := queries.Load()
	if err != nil {
		return nil, err
	}
	return queries.FieldUses(ctx, catalogue, words)
}

// writeUnmapped lists the labels that stand for no code, and the codes that there are.
func (o *checkOptions) writeUnmapped(words *vocab.Set, c *draft.Checked) {
	last := ""
	for _, u := range merged(c.Unmapped) {
		if head := u.Field + ofSheet(u.Sheet); head != last {
			fmt.Fprintf(o.stdout, "\nLabels of %s that stand for no code; map them under codes.\n", head)
			for _, list := range u.Lists {
				o.writeCodes(words, c.Records, list)
			}
			last = head
		}
		fmt.Fprintf(o.stdout, "  %q: %s\n", u.Label, count(u.Rows, "row"))
	}
}

// merged are the labels of all files: one is mapped once, whatever files hold it.
func merged(labels []draft.Unmapped) (out []draft.Unmapped) {
	same := func(a, b draft.Unmapped) bool { return a.Sheet == b.Sheet && a.Field == b.Field }
	for _, u := range labels {
		i := slices.IndexFunc(out, func(o draft.Unmapped) bool { return same(o, u) && o.Label == u.Label })
		if i >= 0 {
			out[i].Rows += u.Rows
			continue
		}
		at := len(out)
		for j, o := range out {
			if same(o, u) {
				at = j + 1
			}
		}
		out = slices.Insert(out, at, u)
	}
	return out
}

// writeCodes names the codes of a list: of a long one the first, and the call that
// shows them all.
func (o *checkOptions) writeCodes(words *vocab.Set, made []draft.Filled, list string) {
	codes := []string{}
	for _, c := range words.Codes(list) {
		codes = append(codes, c.Code)
	}
	if len(codes) == 0 {
		return // the profile names its own codes
	}
	more := ""
	if n := len(codes) - codesShown; n > 1 {
		codes, more = codes[:codesShown], fmt.Sprintf(" and %d more", n)
		if record := recordWith(words, made, list); record != "" {
			more += "; all with: " + o.next("profile", "fields", record)
		}
	}
	fmt.Fprintf(o.stdout, "  codes of %s: %s%s\n", list, strings.Join(codes, ", "), more)
}

// recordWith is a kind of record with a field of the list, of those made where there is one.
func recordWith(words *vocab.Set, made []draft.Filled, list string) string {
	found := ""
	for _, r := range words.Records() {
		if !slices.ContainsFunc(r.Fields, func(f vocab.Field) bool { return f.List == list }) {
			continue
		}
		if slices.ContainsFunc(made, func(m draft.Filled) bool { return m.Record == r.Name }) {
			return r.Name
		}
		found = r.Name
	}
	return found
}

// writeFilled says how full the fields of each kind of record are, and of those that
// are empty which figures read them.
func (o *checkOptions) writeFilled(words *vocab.Set, uses queries.Uses, records []draft.Filled) {
	explained := false
	for _, r := range records {
		fmt.Fprintf(o.stdout, "\n%s: %s\n", r.Record, count(r.Records, "record"))
		if r.Records == 0 {
			continue // that its fields are empty says nothing of the profile
		}
		w := tabwriter.NewWriter(o.stdout, 0, 4, 2, ' ', 0)
		empty := []string{}
		for _, f := range r.Fields {
			if f.Records == 0 {
				empty = append(empty, f.Name)
				continue
			}
			dates := ""
			if f.From != "" {
				dates = "\t" + f.From + " to " + f.To
			}
			fmt.Fprintf(w, "  %s\t%d\t%d%%%s\n", f.Name, f.Records, f.Records*100/max(r.Records, 1), dates)
		}
		w.Flush()
		explained = o.writeEmpty(words, uses, r.Record, empty) || explained
	}
	if explained {
		fmt.Fprintln(o.stdout, "\nA figure leaves out, or counts as not recorded, what it reads and finds empty. What each is: proceedings query show NAME")
	}
}

// writeEmpty lists the empty fields of a record: those that figures read, with the
// figures, and the others. It reports whether there are any of the first.
func (o *checkOptions) writeEmpty(words *vocab.Set, uses queries.Uses, record string, empty []string) bool {
	kind, _ := words.Record(record)
	w := tabwriter.NewWriter(o.stdout, 0, 4, 2, ' ', 0)
	costly, idle, keys := false, []string{}, []string{}
	for _, name := range empty {
		i := slices.IndexFunc(kind.Fields, func(f vocab.Field) bool { return f.Name == name })
		readers := readersOf(uses, record, name)
		switch {
		case kind.Fields[i].Key > 0:
			keys = append(keys, name)
			continue
		case len(readers) == 0:
			idle = append(idle, name)
			continue
		}
		if !costly {
			fmt.Fprintln(o.stdout, "  empty, and read by figures:")
		}
		costly = true
		fmt.Fprintf(w, "    %s\t%s\n", name, shortened(readers))
	}
	w.Flush()
	if len(keys) > 0 {
		fmt.Fprintf(o.stdout, "  empty, which in a key means none or all: %s\n", strings.Join(keys, ", "))
	}
	if len(idle) > 0 {
		fmt.Fprintf(o.stdout, "  empty, and read by none: %s\n", strings.Join(idle, ", "))
	}
	return costly
}

// readersOf are the names of the queries that read a field.
func readersOf(uses queries.Uses, record, field string) []string {
	out := []string{}
	for _, q := range uses.Of(record, field) {
		out = append(out, q.Name)
	}
	return out
}

func shortened(names []string) string {
	if n := len(names) - queriesShown; n > 1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:queriesShown], ", "), n)
	}
	return strings.Join(names, ", ")
}

// verdict says in one line what a load would come to, and how to go on.
func (o *checkOptions) verdict(profile string, files []string, r *ingest.Report) error {
	var sum ingest.FileReport
	for _, f := range r.Files {
		sum.Read, sum.Quarantined, sum.Skipped = sum.Read+f.Read, sum.Quarantined+f.Quarantined, sum.Skipped+f.Skipped
	}
	gives := sum.Read - sum.Quarantined - sum.Skipped
	parts := []string{fmt.Sprintf("%d of %s give records", gives, count(sum.Read, "row"))}
	if sum.Skipped > 0 {
		parts = append(parts, fmt.Sprintf("%d left out by named rules", sum.Skipped))
	}
	if sum.Quarantined > 0 {
		parts = append(parts, fmt.Sprintf("%d held back until they are put right", sum.Quarantined))
	}
	fmt.Fprintf(o.stdout, "\nVerdict: the load would go through: %s.\n", strings.Join(parts, ", "))
	if sum.Quarantined > 0 {
		return fmt.Errorf("%s would be held back; see above why (nothing was kept of this trial)", count(sum.Quarantined, "row"))
	}
	o.writeLoad(profile, files)
	return nil
}

// writeLoad prints the call that loads what was tried.
func (o *checkOptions) writeLoad(profile string, files []string) {
	call := append([]string{"ingest"}, files...)
	for _, flag := range [][2]string{{"--extract-date", o.extractDate}, {"--max-unpacked", o.maxUnpacked}} {
		if flag[1] != "" {
			call = append(call, flag[0], flag[1])
		}
	}
	if o.supplied[keyWarehouse] == "" {
		call = append(call, "--warehouse", "w.duckdb")
	}
	folder, first := filepath.Dir(profile), ""
	switch {
	case o.profiles != "" && !sameFolder(o.profiles, folder):
		first = fmt.Sprintf("Put %s into %s and load with", profile, o.profiles)
	case o.profiles != "":
		first = "Load with"
	case folder == ".":
		first = "Put the profile into a folder of its own, such as profiles, and load with"
		call = append(call, "--profiles", "profiles")
	default:
		first = "Load with"
		call = append(call, "--profiles", folder)
	}
	fmt.Fprintf(o.stdout, "%s:\n  %s\n", first, o.next(call...))
}

func sameFolder(a, b string) bool {
	one, err := filepath.Abs(a)
	if err != nil {
		return false
	}
	other, err := filepath.Abs(b)
	return err == nil && one == other
}
