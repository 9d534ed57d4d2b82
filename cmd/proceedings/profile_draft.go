package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"

	"github.com/spf13/cobra"

	"proceedings/ingest/draft"
	"proceedings/ingest/read"
)

type draftOptions struct {
	*global
	id, sheet, out string
	maxUnpacked    string
}

func newProfileDraft(g *global) *cobra.Command {
	o := &draftOptions{global: g}
	c := &cobra.Command{
		Use:   "draft FILE",
		Short: "Draw up a first profile of an export that no profile fits",
		Long: `Look at an export and write a first profile for it: its format, header, rows that are
no data, the type of each column, and the records that its headings suggest. What was
found stands in comments; "# ?" marks what someone who knows the source must say.

Names of people and free text are left out. The draft holds headings, labels of codes
and the shapes of other values, and can be passed on.`,
		Example: `  proceedings profile draft cases_20260331.csv --out profiles/cases.yaml
  proceedings profile draft tracker.xlsx --sheet Listings --id tracker`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("name one export file")
			}
			return o.run(c.Context(), args[0])
		},
	}
	c.Flags().StringVar(&o.id, "id", "", "id of the profile (default: made of the file's name)")
	c.Flags().StringVar(&o.sheet, "sheet", "", "the only sheet of a workbook to draft")
	c.Flags().StringVar(&o.out, "out", "", "file to write, which must not exist yet (default: standard output)")
	c.Flags().StringVar(&o.maxUnpacked, "max-unpacked", "", maxUnpackedUsage)
	return c
}

// bound repeats the bound of what is unpacked, where one was given.
func (o *draftOptions) bound() []string {
	if o.maxUnpacked == "" {
		return nil
	}
	return []string{"--max-unpacked", o.maxUnpacked}
}

var profileID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

func (o *draftOptions) run(ctx context.Context, file string) error {
	unpacked, err := size("--max-unpacked", o.maxUnpacked)
	if err != nil {
		return err
	}
	if o.id != "" && !profileID.MatchString(o.id) {
		return usage("--id %q: an id is of small letters, digits and hyphens", o.id)
	}
	if _, err := os.Stat(o.out); o.out != "" && err == nil {
		return fmt.Errorf("%s exists already, and a draft never takes the place of a file: name another with --out", o.out)
	}
	source, err := oneSource(file)
	if err != nil {
		return err
	}
	words, err := o.words()
	if err != nil {
		return err
	}
	result, err := draft.Draft(ctx, draft.Options{Source: source, ID: o.id, Sheet: o.sheet, Words: words, Settings: o.settings(), MaxUnpacked: unpacked,
		Progress: func(what string) { o.progress("%s", what) }})
	if err != nil {
		return err
	}
	name := o.out
	if o.out == "" {
		name = result.ID + ".yaml"
		_, err = o.stdout.Write(result.YAML)
	} else {
		err = writeNew(o.out, result.YAML)
	}
	for _, l := range result.Report {
		fmt.Fprintln(o.stderr, l)
	}
	next := append([]string{"profile", "check", name, file}, o.bound()...)
	if result.Undated {
		next = append(next, "--extract-date", "DATE")
	}
	fmt.Fprintf(o.stderr, "\nAnswer what is marked \"# ?\", then: %s\n", o.next(next...))
	return err
}

// oneSource is the file, or the only one of an archive.
func oneSource(file string) (read.Source, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return read.Source{}, fmt.Errorf("%s: there is no such file", file)
	case err == nil && info.IsDir():
		return read.Source{}, fmt.Errorf("%s is a folder: name one export file", file)
	}
	members, archive, err := read.Members(file)
	if err != nil {
		return read.Source{}, fmt.Errorf("%s: %w", file, err)
	}
	if !archive {
		return read.Source{Path: file}, nil
	}
	var found []read.Source
	for _, m := range members {
		if m.Ignored == "" {
			found = append(found, read.Source{Path: file, Member: m.Name})
		}
	}
	if len(found) != 1 {
		return read.Source{}, fmt.Errorf("%s: the archive holds %d files: unpack it and name one", file, len(found))
	}
	return found[0], nil
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("%s cannot be written: is its folder there, and may you write to it?", path)
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
