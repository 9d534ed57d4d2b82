package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"proceedings/ingest"
	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
)

// env is what the program is given from outside. The clock is read here and
// nowhere below: every figure has its dates as parameters.
type env struct {
	stdout, stderr io.Writer
	now            func() time.Time
	getenv         func(string) string
	// forReaders carries out work whose files others read; nil: as any other work.
	forReaders func(work func() error) error
}

// global holds the flags that several verbs share.
type global struct {
	env
	config    string
	profiles  string
	standards string
	keys      string
	threads   int
	memory    string
	quiet     bool

	lake       warehouse.Lake
	extensions string
	secretFile string // --encryption-key-file
	secret     string // what it holds

	given    map[string]string // flags of this call that the next one needs too; see next
	supplied map[string]string // what the environment and the configuration file say
}

// Exit codes: 0 done; 1 refused, failed or stopped; 2 the call was wrong; of run alone, 3 done and there are alerts where
// --alerts asks for them, 4 another run is under way.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitAlerts = 3
	exitBusy   = 4
)

// codedError has an exit code of its own.
type codedError struct {
	code int
	said string // nothing is printed where empty
}

func (e *codedError) Error() string { return e.said }

// errUsage marks an error of the call rather than of the work.
var errUsage = errors.New("usage")

// run carries out one call and returns its exit code.
func run(ctx context.Context, args []string, e env) int {
	g := &global{env: e}
	root := newRoot(g)
	root.SetArgs(args)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(g.stderr, "proceedings: stopped")
		return exitFailed
	}
	coded := (*codedError)(nil)
	if errors.As(err, &coded) && coded.said == "" {
		return coded.code
	}
	err = warehouse.Explain(err)
	said := strings.TrimPrefix(err.Error(), errUsage.Error()+": ")
	if errors.Is(err, warehouse.ErrMissing) {
		said += ": " + g.next("ingest", "EXPORTS")
	}
	fmt.Fprintln(g.stderr, "proceedings: "+said)
	if coded != nil {
		return coded.code
	}
	if errors.Is(err, errUsage) {
		return exitUsage
	}
	return exitFailed
}

func newRoot(g *global) *cobra.Command {
	root := &cobra.Command{
		Use:           "proceedings",
		Short:         "Case and outcome exports to dashboards and reports that can be traced",
		Long:          "proceedings loads case and outcome exports into a warehouse, works out measures of timeliness, outcomes and learning, and publishes them as a release of static pages.",
		SilenceUsage:  true,
		SilenceErrors: true,
		Example: `  proceedings demo
  proceedings ingest --warehouse w.duckdb exports/
  proceedings publish --warehouse w.duckdb --out release --as-of 2026-03-31`,
	}
	root.SuggestionsMinimumDistance = 2
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return errors.Join(g.configure(c), g.readSecret()) }
	root.Args = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		hint := "see: proceedings --help"
		if near := root.SuggestionsFor(args[0]); len(near) > 0 {
			hint = "did you mean " + near[0] + "?"
		}
		return usage("there is no verb %q; %s", args[0], hint)
	}
	root.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage("%v (see: %s --help)", err, c.CommandPath())
	})
	f := root.PersistentFlags()
	f.StringVar(&g.config, "config", "", "configuration file (default: proceedings.yaml of the folder that you are in)")
	f.StringVar(&g.profiles, "profiles", "", "folder of source profiles that add to the built-in ones, or replace those of the same id")
	f.StringVar(&g.standards, "standards", "", "folder of vocabulary files (limits, codes, bank holidays) that replace the built-in ones")
	f.StringVar(&g.keys, "keys", "", "file of the keys that people's identifiers are hashed with (default: the warehouse's name with .keys)")
	f.IntVar(&g.threads, "threads", 0, "threads that the engine may use (default: one for what is small, else all)")
	f.StringVar(&g.memory, "memory", "", "memory that the engine may use, such as 2GiB: give it half of what the program may take (default: "+ingest.LoadMemory+" for loads, "+queries.SessionMemory+" for queries)")
	f.BoolVar(&g.quiet, "quiet", false, "no progress on standard error")
	f.StringVar(&g.lake.Data, "data", "", "folder or address of a lake's files: needed where a lake is made, else where the catalogue says")
	f.StringVar(&g.extensions, "extensions", "", "folder of the engine's extensions, which lakes and encrypted warehouses need (default: where DuckDB's INSTALL puts them)")
	f.StringVar(&g.secretFile, "encryption-key-file", "", "file with the key that the warehouse file is encrypted with (or the key itself in PROCEEDINGS_ENCRYPTION_KEY)")
	for _, key := range []string{keyProfiles, keyStandards, keyKeys, keyThreads, keyMemory, keyData, keyExtensions, keySecretFile} {
		fromConfig(root, strings.ReplaceAll(key, "_", "-"), key)
	}
	root.AddCommand(newDemo(g), newInit(g), newIngest(g), newQuarantine(g), newStatus(g), newHistory(g), newUndo(g), newForget(g), newProfile(g), newQuery(g), newClock(g), newBriefing(g), newDebrief(g), newStandards(g), newChecks(g), newExport(g), newPublish(g), newVerify(g), newCompare(g), newComment(g), newRestriction(g), newSignoff(g), newRun(g), newCopy(g), newLake(g))
	return root
}

func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errUsage, fmt.Sprintf(format, args...))
}

func (g *global) words() (*vocab.Set, error) { return vocab.Load(g.standards) }

// wordsKnown are the limits, codes and calendars as they were known on a day;
// a zero day means as they are known now.
func (g *global) wordsKnown(day time.Time) (*vocab.Set, error) {
	return vocab.LoadKnown(g.standards, day)
}

func (g *global) sources(words *vocab.Set) ([]*profile.Profile, error) {
	return profile.Load(g.profiles, words)
}

func (g *global) settings() warehouse.Settings {
	return warehouse.Settings{Threads: g.threads, MemoryLimit: g.memory, Extensions: g.extensions, Lake: &g.lake, Secret: g.secret,
		Say: func(what string) { g.progress("%s", what) }}
}

func (g *global) keyFile(warehousePath string) string {
	if g.keys != "" {
		return g.keys
	}
	return warehouse.Beside(warehousePath) + ".keys"
}

// progress writes what is being done, one line a step, unless told not to.
func (g *global) progress(format string, args ...any) {
	if !g.quiet {
		fmt.Fprintf(g.stderr, format+"\n", args...)
	}
}

// counted is the progress of many quick steps: how many are done, ten times.
func (g *global) counted(done, of int, what string) {
	if done*10/of != (done-1)*10/of || done == 0 {
		g.progress("[%d/%d] %s", done, of, what)
	}
}

// noArgs refuses arguments with a sentence.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s takes no argument such as %q (see: %s --help)", c.CommandPath(), args[0], c.CommandPath())
	}
	return nil
}

// needWarehouse adds the flag that says which warehouse.
func needWarehouse(c *cobra.Command, path *string) {
	c.Flags().StringVar(path, "warehouse", "", "the warehouse: a file, or a lake such as \"ducklake:postgres:dbname=psd host=db\" (required, here or in the configuration)")
	fromConfig(c, "warehouse", keyWarehouse)
	c.PreRunE = func(*cobra.Command, []string) error {
		if *path == "" {
			return noWarehouse()
		}
		return nil
	}
}

// day reads a date flag.
func day(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, usage("%s %q is not a date: write it as 2026-03-31", flag, text)
	}
	return t, nil
}
