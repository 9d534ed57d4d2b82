package sqlfile

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// File is one .sql file.
type File struct {
	Path       string   // slash-separated, as found
	Folder     string   // the folder it lies in; empty at the root
	Name       string   // the file's name without .sql
	Header     string   // YAML; empty where the file has none
	SQL        string   // the statement with its comments
	Parameters []string // the names of its $parameters, sorted
	Names      []string // every name in the statement in lower case, sorted
	Reads      []string // what the statement names after FROM or JOIN and every word before a bracket, so its tables, views and macros; in lower case, sorted

	sqlLine int // line of the file on which SQL begins
}

const (
	mark   = "-- "
	fence  = "-- ---"
	suffix = ".sql"
)

// Load reads every .sql file below the root of fsys, in the order of their paths.
func Load(fsys fs.FS) ([]File, error) {
	var files []File
	var problems []error
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, suffix) {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		file, err := Parse(name, string(text))
		if err != nil {
			problems = append(problems, err)
			return nil
		}
		files = append(files, *file)
		return nil
	})
	return files, errors.Join(append(problems, err)...)
}

// Parse splits the text of one file.
func Parse(name, text string) (*File, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	f := &File{Path: name, Name: strings.TrimSuffix(path.Base(name), suffix), SQL: text, sqlLine: 1}
	if dir := path.Dir(name); dir != "." {
		f.Folder = dir
	}
	if err := f.splitHeader(text); err != nil {
		return nil, err
	}
	found, err := scan(f.SQL, f.sqlLine)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, found.line, err)
	}
	f.Parameters, f.Names, f.Reads = sortedKeys(found.params), sortedKeys(found.names), sortedKeys(found.reads)
	return f, nil
}

func (f *File) splitHeader(text string) error {
	lines := strings.SplitAfter(text, "\n")
	end := slices.IndexFunc(lines, func(l string) bool { return strings.TrimRight(l, " \n") == fence })
	if end < 0 {
		return nil
	}
	var header strings.Builder
	for i, l := range lines[:end] {
		switch {
		case strings.HasPrefix(l, mark):
			header.WriteString(l[len(mark):])
		case strings.TrimRight(l, " \n") == "--":
			header.WriteString("\n")
		default:
			return fmt.Errorf("%s:%d: a header line begins with %q", f.Path, i+1, mark)
		}
	}
	f.Header = header.String()
	f.SQL = strings.Join(lines[end+1:], "")
	f.sqlLine = end + 2
	return nil
}

// Decode reads the header into v. An unknown or repeated key is an error.
func (f *File) Decode(v any) error {
	if f.Header == "" {
		return fmt.Errorf("%s:1: no header", f.Path)
	}
	err := yaml.UnmarshalWithOptions([]byte(f.Header), v, yaml.Strict())
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		return fmt.Errorf("%s:%d: %s", f.Path, at.GetToken().Position.Line, at.GetMessage())
	}
	if err != nil {
		return fmt.Errorf("%s:1: %w", f.Path, err)
	}
	return nil
}

// Bind returns the statement and its arguments. The names given must be
// exactly the names used.
func (f *File) Bind(values map[string]any) (string, []any, error) {
	var missing, surplus []string
	args := make([]any, 0, len(f.Parameters))
	for _, name := range f.Parameters {
		v, ok := values[name]
		if !ok {
			missing = append(missing, "$"+name)
			continue
		}
		args = append(args, sql.Named(name, v))
	}
	for name := range values {
		if !slices.Contains(f.Parameters, name) {
			surplus = append(surplus, "$"+name)
		}
	}
	slices.Sort(surplus)
	switch {
	case len(missing) > 0:
		return "", nil, fmt.Errorf("%s:%d: no value for %s", f.Path, f.sqlLine, strings.Join(missing, ", "))
	case len(surplus) > 0:
		return "", nil, fmt.Errorf("%s:%d: no such parameter: %s", f.Path, f.sqlLine, strings.Join(surplus, ", "))
	}
	return f.SQL, args, nil
}

var lineOf = regexp.MustCompile(`LINE (\d+):`)

// At puts the place in the file before an error of the database, which counts
// lines from the start of the statement.
func (f *File) At(err error) error {
	if err == nil {
		return nil
	}
	line := f.sqlLine
	if m := lineOf.FindStringSubmatch(err.Error()); m != nil {
		if n, convErr := strconv.Atoi(m[1]); convErr == nil {
			line += n - 1
		}
	}
	return fmt.Errorf("%s:%d: %w", f.Path, line, err)
}
