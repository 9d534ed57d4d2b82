package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/ingest/warehouse"
	"proceedings/reports/page"
)

type copyOptions struct {
	*global
	from, to string
	plain    bool
}

func newCopy(g *global) *cobra.Command {
	o := &copyOptions{global: g}
	c := &cobra.Command{
		Use:   "copy",
		Short: "Move a warehouse between a file and a lake, with its history; encrypt one",
		Long: `Copies a warehouse with all its batches into a new one, either way between a file and a lake, in one transaction. Each table is
held against the one it came from. The old one stays: remove it when you have looked at the new one.

With an encryption key the new file is encrypted, whether the old one is or not; --plain leaves the new one as it
is. The keys of people, the rows held back and the comments are copied too where the new warehouse has none.`,
		Example: `  proceedings copy --from w.duckdb --to "ducklake:postgres:dbname=psd host=db" --data /srv/psd
  proceedings copy --from "ducklake:postgres:dbname=psd host=db" --to w.duckdb
  proceedings copy --from w.duckdb --to encrypted.duckdb --encryption-key-file key
  proceedings copy --from encrypted.duckdb --to plain.duckdb --encryption-key-file key --plain`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return o.run(c) },
	}
	c.Flags().StringVar(&o.from, "from", "", "the warehouse to copy (required)")
	c.Flags().StringVar(&o.to, "to", "", "the new warehouse (required)")
	c.Flags().BoolVar(&o.plain, "plain", false, "do not encrypt the new file, though a key is given")
	return c
}

func (o *copyOptions) run(c *cobra.Command) error {
	if o.from == "" || o.to == "" {
		return usage("name both warehouses: --from and --to (see: proceedings copy --help)")
	}
	of, s := o.settings(), o.settings()
	if warehouse.IsLake(o.to) {
		of.Lake = &warehouse.Lake{} // --data is the new one's
	}
	if warehouse.IsLake(o.to) || o.plain {
		s.Secret = ""
	}
	if warehouse.IsLake(o.from) {
		of.Secret = ""
	}
	p := &privateCopies{}
	last := func() error { return o.copyPrivate(p) }
	copied, err := warehouse.Copy(c.Context(), o.from, of, o.to, s, o.counted, last)
	if errors.Is(err, warehouse.ErrNotEncrypted) {
		of.Secret = "" // the key is for the new one
		copied, err = warehouse.Copy(c.Context(), o.from, of, o.to, s, o.counted, last)
	}
	if err != nil {
		if !errors.Is(err, warehouse.ErrAway) { // else the warehouse may be there
			err = errors.Join(err, p.remove())
		}
		return ingest.EngineError(err)
	}
	var rows int64
	for _, t := range copied {
		rows += t.Rows
	}
	fmt.Fprintf(o.stdout, "Copied %s in %s to %s; each was held against the one it came from.\n", count(rows, "row"), count(int64(len(copied)), "table"), o.to)
	for _, said := range p.said {
		fmt.Fprintln(o.stdout, said)
	}
	return nil
}

// privateCopies are what was copied of the files beside a warehouse. They come before the warehouse: one without the
// rows that it holds back would look whole.
type privateCopies struct {
	done bool
	said []string
	made []string
}

func (p *privateCopies) say(format string, args ...any) {
	p.said = append(p.said, fmt.Sprintf(format, args...))
}

func (p *privateCopies) remove() (err error) {
	for _, path := range p.made {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return err
}

// copyPrivate copies the files beside a warehouse that the new one needs.
func (o *copyOptions) copyPrivate(p *privateCopies) error {
	if p.done { // a lake asked for all again
		return nil
	}
	for _, one := range []struct{ from, to, what string }{
		{o.keyFile(o.from), o.keyFile(o.to), "The keys of people"},
		{ingest.QuarantineFolder(o.from), ingest.QuarantineFolder(o.to), "Rows held back"},
		{commentFile(o.from), commentFile(o.to), "Comments"},
	} {
		if one.from == one.to {
			continue
		}
		switch _, err := os.Stat(one.to); {
		case err == nil:
			p.say("%s: %s is there already and is left as it is.", one.what, one.to)
			continue
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
		p.made = append(p.made, one.to)
		n, err := copyPrivately(one.from, one.to)
		if err != nil {
			return fmt.Errorf("%s cannot be copied to %s: nothing was saved: %w", one.from, one.to, err)
		}
		switch {
		case n == 0 && one.from == o.keyFile(o.from):
			p.say("%s are not in %s, and none were copied: where people are in %s, loads into it need their file, named with --keys.", one.what, one.from, o.to)
		case n > 0:
			p.say("%s: %s copied to %s.", one.what, page.Agree(n, "one file", page.Count(int64(n))+" files"), one.to)
		}
	}
	p.done = true
	return nil
}

// copyPrivately copies a file, or the files of a folder, for its owner only, and counts them.
func copyPrivately(from, to string) (int, error) {
	entries, err := os.ReadDir(from)
	if err == nil {
		if err := os.MkdirAll(to, 0o700); err != nil {
			return 0, err
		}
		n := 0
		for _, e := range entries {
			if !e.Type().IsRegular() {
				continue
			}
			if err := copyFilePrivately(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
				return n, err
			}
			n++
		}
		return n, nil
	}
	err = copyFilePrivately(from, to)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	return 1, err
}

// copyFilePrivately copies a file whole or not at all.
func copyFilePrivately(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to+".copying", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return errors.Join(err, os.Remove(out.Name()))
	}
	return os.Rename(out.Name(), to)
}
