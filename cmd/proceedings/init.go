package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"proceedings/ingest"
)

// configText is the configuration of a new working folder.
const configText = `# What proceedings does in this folder. Paths are relative to this file. A flag of
# a call counts before this file, and so does the environment (PROCEEDINGS_WAREHOUSE …).

# The warehouse: all that was ever loaded, in one file.
warehouse: warehouse.duckdb

# The keys that people's identifiers are hashed with. Keep a copy in a safe place apart
# from the warehouse: without them no further export can be loaded into it.
keys: warehouse.duckdb.keys

# Where exports are put for "proceedings run" to load, and where releases are published.
inbox: inbox
out: release

# Source profiles of your own, beside those that are built in.
profiles: profiles

# A folder of vocabulary files (limits, codes, bank holidays) in place of the built-in ones.
# standards: standards

# For how many days the values of rows held back are kept.
quarantine_days: 90

# How many releases of each edition are kept (default: all); those signed off always are.
# keep: 8

# How much of the machine may be used (default: all threads, most of the memory).
# threads: 2
# memory: 2GiB
`

const readMeText = `A folder to work in with proceedings.

1. Put exports (.csv, .xlsx) into inbox.
2. In this folder, call:  proceedings ingest --dry-run inbox
   It says what would become of every row, and saves nothing.
3. proceedings run        loads the inbox and publishes a release.
4. Open release/index.html.

proceedings status                     what is held, how old it is, what waits
proceedings quarantine list            rows that could not be loaded, and why
proceedings quarantine export --out faults.xlsx
                                       the same as a workbook for whoever sent them;
                                       load it when it comes back: proceedings ingest faults.xlsx

An export that no profile fits needs one in the folder profiles; see: proceedings profile --help

This folder holds personal data. Only you should be able to open it. Keep a copy of
warehouse.duckdb.keys in a safe place apart from it.
`

func newInit(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Make a folder to work in: configuration, keys, inbox",
		Long: `Make a folder to work in: a configuration that every verb called in it reads, the keys
that people's identifiers are hashed with, an inbox, a folder for profiles, and a page that says
what to do next. What is there already is left as it is.`,
		Example: `  proceedings init proceedings-work
  cd proceedings-work && proceedings status`,
		Annotations: map[string]string{ownConfig: "true"},
		RunE: func(_ *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				return g.initFolder(".")
			case 1:
				return g.initFolder(args[0])
			}
			return usage("name one folder")
		},
	}
}

func (g *global) initFolder(dir string) error {
	for _, d := range []string{dir, filepath.Join(dir, "inbox"), filepath.Join(dir, "profiles")} {
		if err := g.initMake(d, func() error { return os.MkdirAll(d, 0o700) }); err != nil {
			return err
		}
	}
	config := filepath.Join(dir, configName)
	_, err := os.Stat(config)
	if err == nil {
		fmt.Fprintf(g.stdout, "%s is there already: left as it is, and no keys are made\n", config)
	} else if err := errors.Join(g.initKeys(dir), g.initWrite(config, configText)); err != nil {
		return err
	}
	if err := g.initWrite(filepath.Join(dir, "README.txt"), readMeText); err != nil {
		return err
	}
	if info, err := os.Stat(dir); rightsByFolder {
		fmt.Fprintf(g.stdout, "Files have the rights of their folder here: %s will hold personal data, so let only yourself into it.\n", dir)
	} else if err == nil && info.Mode().Perm()&0o077 != 0 {
		fmt.Fprintf(g.stdout, "Others can open %s: it will hold personal data, so let only yourself into it.\n", dir)
	}
	then := "then: proceedings run"
	if dir != "." {
		then = "then: cd " + word(dir) + " && proceedings run"
	}
	fmt.Fprintf(g.stdout, "Next: put exports into %s, %s\n", filepath.Join(dir, "inbox"), then)
	return nil
}

// initKeys makes the keys of a warehouse to come. One that is there was hashed
// with its own.
func (g *global) initKeys(dir string) error {
	warehousePath := filepath.Join(dir, "warehouse.duckdb")
	if _, err := os.Stat(warehousePath); err == nil {
		fmt.Fprintf(g.stdout, "%s is there already: it has its own keys, and none are made\n", warehousePath)
		return nil
	}
	keys := warehousePath + ".keys"
	return g.initMake(keys, func() error { return ingest.MakeKeys(keys) })
}

func (g *global) initWrite(path, text string) error {
	return g.initMake(path, func() error {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = f.WriteString(text)
		return errors.Join(err, f.Close())
	})
}

// initMake makes what is not there yet and says which of the two it was.
func (g *global) initMake(path string, make func() error) error {
	if _, err := os.Stat(path); err == nil {
		fmt.Fprintf(g.stdout, "%s is there already: left as it is\n", path)
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s cannot be looked at: %w", path, err)
	}
	if err := make(); err != nil {
		return fmt.Errorf("%s cannot be made: %w", path, err)
	}
	fmt.Fprintf(g.stdout, "made %s\n", path)
	return nil
}
