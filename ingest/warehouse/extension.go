//go:build duckdb_arrow

package warehouse

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// Extensions of the engine, each signed by those who make it for one version and one kind of machine.
const (
	extensionLake     = "ducklake"         // tables of Parquet files with a catalogue
	extensionPostgres = "postgres_scanner" // catalogues in PostgreSQL
	extensionHTTP     = "httpfs"           // files at addresses, and the cryptography of encrypted files
)

// forFile are the extensions that a warehouse file needs.
func (s Settings) forFile() []string {
	if s.Secret != "" {
		return []string{extensionHTTP}
	}
	return nil
}

// loadExtensions loads extensions that were put on this machine. None is fetched.
func (d *DB) loadExtensions(ctx context.Context, s Settings, names []string) error {
	if len(names) == 0 {
		return nil
	}
	if s.Extensions != "" {
		if _, err := d.ExecContext(ctx, "SET extension_directory = "+Quote(s.Extensions)); err != nil {
			return err
		}
	}
	for _, name := range names {
		if _, err := d.ExecContext(ctx, "LOAD "+name); err != nil {
			return d.explainExtension(ctx, s, name, err)
		}
		if name == extensionHTTP {
			if err := d.bucketsInPath(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// builtFor finds in the engine's words the version that an extension was built for.
var builtFor = regexp.MustCompile(`built specifically for DuckDB version '([^']+)'|built for (?:the )?DuckDB version '([^']+)'`)

// explainExtension says in one sentence why an extension cannot be loaded, and what to do.
func (d *DB) explainExtension(ctx context.Context, s Settings, name string, err error) error {
	var version, platform string
	if e := d.QueryRowContext(ctx, "SELECT library_version, (SELECT platform FROM pragma_platform()) FROM pragma_version()").Scan(&version, &platform); e != nil {
		return e
	}
	where := s.Extensions
	if where == "" {
		where = "~/.duckdb/extensions"
	}
	msg := err.Error()
	if m := builtFor.FindStringSubmatch(msg); m != nil {
		return fmt.Errorf("the extension %s in %s was built for DuckDB %s and this program has DuckDB %s: put the one of that version in its place", name, where, m[1]+m[2], version)
	}
	if strings.Contains(msg, "not found") || strings.Contains(msg, "No such file") {
		return fmt.Errorf("%s needs DuckDB's extension %s of version %s, which is not at %s/%s/%s/%s.duckdb_extension: put it there, or name its folder with --extensions", neededFor(name), name, version, where, version, platform, name)
	}
	return fmt.Errorf("the extension %s in %s cannot be loaded: %s", name, where, firstLine(msg))
}

// neededFor says in words what an extension is for.
func neededFor(name string) string {
	if name == extensionHTTP {
		return "an encrypted warehouse, or a lake in a store of objects,"
	}
	return "a lake"
}
