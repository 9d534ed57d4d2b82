package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"proceedings/ingest/vocab"
)

func newProfileFields(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "fields [RECORD]",
		Short: "The kinds of record that a profile can make, their fields and their codes",
		Long: `Without a name, list the kinds of record. With one, list its fields: type, place in
the key (a record is known by its key) and, for a code, the list that it is of with its codes.`,
		Example: `  proceedings profile fields
  proceedings profile fields proc_subject`,
		RunE: func(_ *cobra.Command, args []string) error {
			words, err := g.words()
			if err != nil {
				return err
			}
			switch len(args) {
			case 0:
				return listRecords(g, words)
			case 1:
				return listFields(g, words, args[0])
			}
			return usage("name one kind of record, or none for the list")
		},
	}
}

func listRecords(g *global, words *vocab.Set) error {
	w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "record\tfields")
	for _, r := range words.Records() {
		names := make([]string, len(r.Fields))
		for i, f := range r.Fields {
			names[i] = f.Name
		}
		fmt.Fprintf(w, "%s\t%s\n", r.Name, strings.Join(names, " "))
	}
	return w.Flush()
}

func listFields(g *global, words *vocab.Set, name string) error {
	r, ok := words.Record(name)
	if !ok {
		return fmt.Errorf("there is no kind of record %q; see: proceedings profile fields", name)
	}
	w := tabwriter.NewWriter(g.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "field\ttype\tkey\tlist\twhat it is")
	for _, f := range r.Fields {
		kind, key := f.Type, ""
		if f.PersonKind != "" {
			kind = "person:" + f.PersonKind
		}
		if f.Key > 0 {
			key = fmt.Sprint(f.Key)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", f.Name, kind, key, f.List, f.Description)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, f := range r.Fields {
		if f.List == "" {
			continue
		}
		codes := []string{}
		for _, c := range words.Codes(f.List) {
			codes = append(codes, c.Code)
		}
		fmt.Fprintf(g.stdout, "\n%s: %s\n", f.List, strings.Join(codes, ", "))
	}
	return nil
}
