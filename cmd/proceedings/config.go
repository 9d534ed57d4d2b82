package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"proceedings/ingest/warehouse"
)

// configName is the configuration file of a working folder.
const configName = "proceedings.yaml"

// Keys of the configuration. In the environment each is PROCEEDINGS_ and the
// key in capitals. A flag counts before the environment, the environment before
// the file, the file before the default.
const (
	keyWarehouse      = "warehouse"
	keyProfiles       = "profiles"
	keyStandards      = "standards"
	keyKeys           = "keys"
	keyInbox          = "inbox"
	keyOut            = "out"
	keyQuarantineDays = "quarantine_days"
	keyKeep           = "keep"
	keyThreads        = "threads"
	keyMemory         = "memory"
	keyData           = "data"
	keyExtensions     = "extensions"
	keySecretFile     = "encryption_key_file"
)

// fileConfig is what a configuration file may say. Paths in it are relative to it.
type fileConfig struct {
	Warehouse      string `yaml:"warehouse"`
	Profiles       string `yaml:"profiles"`
	Standards      string `yaml:"standards"`
	Keys           string `yaml:"keys"`
	Inbox          string `yaml:"inbox"`
	Out            string `yaml:"out"`
	QuarantineDays *int   `yaml:"quarantine_days"`
	Keep           *int   `yaml:"keep"`
	Threads        *int   `yaml:"threads"`
	Memory         string `yaml:"memory"`
	Data           string `yaml:"data"`
	Extensions     string `yaml:"extensions"`
	SecretFile     string `yaml:"encryption_key_file"`
}

// values are the keys that the file sets.
func (f fileConfig) values(folder string) map[string]string {
	out := map[string]string{keyMemory: f.Memory}
	for key, path := range map[string]string{keyWarehouse: f.Warehouse, keyProfiles: f.Profiles, keyStandards: f.Standards, keyKeys: f.Keys, keyInbox: f.Inbox, keyOut: f.Out,
		keyData: f.Data, keyExtensions: f.Extensions, keySecretFile: f.SecretFile} {
		if path != "" && !filepath.IsAbs(path) && !warehouse.IsLake(path) && !strings.Contains(path, "://") {
			path = filepath.Join(folder, path)
		}
		out[key] = path
	}
	for key, n := range map[string]*int{keyQuarantineDays: f.QuarantineDays, keyKeep: f.Keep, keyThreads: f.Threads} {
		if n != nil {
			out[key] = strconv.Itoa(*n)
		}
	}
	return out
}

// configAnnotation marks a flag that takes its value from the configuration
// where the call does not give one; ownConfig marks verbs that have nothing to
// do with the folder that they are called in.
const (
	configAnnotation = "proceedings-config"
	ownConfig        = "proceedings-own-config"
)

// fromConfig lets a flag take its value from a key of the configuration.
func fromConfig(c *cobra.Command, flag, key string) {
	f := c.Flags().Lookup(flag)
	if f == nil {
		f = c.PersistentFlags().Lookup(flag)
	}
	if f.Annotations == nil {
		f.Annotations = map[string][]string{}
	}
	f.Annotations[configAnnotation] = []string{key}
}

// configure gives the flags that the call leaves out the values of the
// environment and of the configuration file. No other place reads the file.
func (g *global) configure(c *cobra.Command) error {
	if c.Annotations[ownConfig] != "" {
		return nil
	}
	file, values, err := g.readConfig(c.Flags().Changed("config"))
	if err != nil {
		return err
	}
	g.noteGiven(c.Flags(), values)
	var errs []error
	c.Flags().VisitAll(func(f *pflag.Flag) {
		keys := f.Annotations[configAnnotation]
		if len(keys) == 0 || f.Changed {
			return
		}
		name := "PROCEEDINGS_" + strings.ToUpper(keys[0])
		value, where := g.getenv(name), name
		if value == "" && (keys[0] != keySecretFile || g.getenv(secretVariable) == "") { // the key itself is in the environment
			value, where = values[keys[0]], file+": "+keys[0]
		}
		if value == "" {
			return
		}
		if err := f.Value.Set(value); err != nil {
			errs = append(errs, usage("%s: %q is not a value for --%s", where, value, f.Name))
		}
	})
	if len(errs) > 0 {
		return errs[0]
	}
	return nil
}

// readConfig reads the file that --config or PROCEEDINGS_CONFIG names, or that
// of the folder the program is called in, where there is one.
func (g *global) readConfig(asked bool) (string, map[string]string, error) {
	path := g.config
	if !asked {
		path = g.getenv("PROCEEDINGS_CONFIG")
	}
	named := path != ""
	if !named {
		path = configName
	}
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return "", nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, fmt.Errorf("there is no configuration file %s: make a folder to work in with: proceedings init FOLDER", path)
	case err != nil:
		return "", nil, fmt.Errorf("the configuration %s cannot be read: %w", path, err)
	}
	var f fileConfig
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		return "", nil, configError(path, err)
	}
	return path, f.values(filepath.Dir(path)), nil
}

var yamlPlace = regexp.MustCompile(`^\[(\d+):\d+\] (.*)`)

// configError says on which line of the file what is wrong.
func configError(path string, err error) error {
	text, _, _ := strings.Cut(err.Error(), "\n")
	m := yamlPlace.FindStringSubmatch(text)
	if m == nil {
		return fmt.Errorf("%s: not a configuration that can be read: %s", path, text)
	}
	what := m[2]
	if field, ok := strings.CutPrefix(what, "unknown field "); ok {
		what = "there is no setting named " + field + "; there are warehouse, profiles, standards, keys, inbox, out, quarantine_days, keep, threads, memory, data, extensions and encryption_key_file"
	}
	return fmt.Errorf("%s, line %s: %s", path, m[1], what)
}
