package profile

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"proceedings/ingest/vocab"
)

//go:embed builtin/*.yaml
var builtin embed.FS

//go:embed profile.schema.json
var schemaJSON []byte

// Load reads the built-in profiles and those of dir, which may be empty. A
// profile of dir replaces a built-in one of the same id. The result is sorted by id.
func Load(dir string, words *vocab.Set) ([]*Profile, error) {
	byID := map[string]*Profile{}
	sub, err := fs.Sub(builtin, "builtin")
	if err != nil {
		return nil, err
	}
	folders := []fs.FS{sub}
	if dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("--profiles %s: not a folder that can be read", dir)
		}
		folders = append(folders, os.DirFS(dir))
	}
	for i, folder := range folders {
		where := ""
		if i > 0 {
			where = dir
		}
		if err := loadFolder(folder, where, words, byID); err != nil {
			return nil, err
		}
	}
	out := make([]*Profile, 0, len(byID))
	for _, p := range byID {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *Profile) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

func loadFolder(folder fs.FS, where string, words *vocab.Set, byID map[string]*Profile) error {
	seen := map[string]string{}
	return fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if ext := strings.ToLower(path.Ext(name)); ext != ".yaml" && ext != ".yml" {
			return nil
		}
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		p, err := Parse(filepath.Join(where, name), data, words)
		if err != nil {
			return err
		}
		if other, twice := seen[p.ID]; twice {
			return fmt.Errorf("%s: id %q is taken by %s; give each profile an id of its own", p.Path, p.ID, other)
		}
		seen[p.ID] = p.Path
		byID[p.ID] = p
		return nil
	})
}

// Parse reads one profile and checks it against the schema and against the
// records and lists of words. An error names the place in the file.
func Parse(name string, data []byte, words *vocab.Set) (*Profile, error) {
	if err := validate(data); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var p Profile
	if err := yaml.UnmarshalWithOptions(data, &p, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	p.Fingerprint, p.Path = hex.EncodeToString(sum[:]), name
	if err := p.check(words); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &p, nil
}

func validate(data []byte) error {
	var doc any
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return fmt.Errorf("not YAML: %s", strings.TrimSpace(err.Error()))
	}
	asJSON, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		return err
	}
	schema, err := compiled()
	if err != nil {
		return err
	}
	err = schema.Validate(instance)
	var invalid *jsonschema.ValidationError
	if errors.As(err, &invalid) {
		return errors.New("does not fit the profile format: " + deepest(invalid))
	}
	return err
}

// compiled is the schema of the profile format, made ready once.
var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("profile.schema.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("profile.schema.json")
})

// deepest finds the most particular complaint: the others only wrap it.
func deepest(e *jsonschema.ValidationError) string {
	for len(e.Causes) > 0 {
		e = e.Causes[0]
	}
	lines := strings.Split(strings.TrimSpace(e.Error()), "\n")
	last := strings.TrimLeft(lines[len(lines)-1], "- ")
	return strings.TrimSpace(last)
}

func (p *Profile) check(words *vocab.Set) error {
	if err := p.Extract.check(); err != nil {
		return err
	}
	for i := range p.Tables {
		t := &p.Tables[i]
		where := "table " + t.Sheet
		if t.Sheet == "" {
			where = fmt.Sprintf("table %d", i+1)
		}
		if p.Format == "xlsx" && t.Sheet == "" {
			return fmt.Errorf("%s: say which sheet", where)
		}
		if err := t.check(p, words); err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
	}
	return nil
}

func (e *Extract) check() error {
	if e.Date.Name != "" {
		re, err := regexp.Compile(e.Date.Name)
		if err != nil || re.NumSubexp() != 1 {
			return fmt.Errorf("extract date: name must be a regular expression with one group, such as (\\d{4}-\\d{2}-\\d{2})")
		}
	}
	return nil
}

func (t *Table) check(p *Profile, words *vocab.Set) error {
	names := map[string]bool{}
	for i := range t.Columns {
		c := &t.Columns[i]
		if names[c.Name] {
			return fmt.Errorf("column %s is named twice", c.Name)
		}
		names[c.Name] = true
		if err := c.fill(words); err != nil {
			return fmt.Errorf("column %s: %w", c.Name, err)
		}
	}
	for _, s := range p.Extract.Scope {
		if !names[s] {
			return fmt.Errorf("the scope names a column %s that the table does not have", s)
		}
	}
	for _, s := range t.Skip {
		if s.Column != "" && !names[s.Column] {
			return fmt.Errorf("skip rule %q names a column %s that the table does not have", s.Rule, s.Column)
		}
		if s.Counts != "" && !names[s.Counts] {
			return fmt.Errorf("skip rule %q counts by a column %s that the table does not have", s.Rule, s.Counts)
		}
		if c, ok := t.Column(s.Column); ok && strings.HasPrefix(c.Type, "person:") {
			return fmt.Errorf("skip rule %q looks at column %s, whose values are hashed as they are read", s.Rule, s.Column)
		}
		if s.Column == "" && len(s.Blank) == 0 {
			return fmt.Errorf("skip rule %q says neither a column nor which columns are blank", s.Rule)
		}
	}
	for i := range t.Records {
		if err := t.Records[i].check(t, words); err != nil {
			return fmt.Errorf("record %s: %w", t.Records[i].Record, err)
		}
	}
	return nil
}

func (c *Column) fill(words *vocab.Set) error {
	if c.Type == "" {
		c.Type = "text"
	}
	if c.Bad == "" {
		c.Bad = "quarantine"
	}
	if c.Type == "date" && len(c.Formats) == 0 {
		c.Formats = []string{"%Y-%m-%d"}
	}
	if c.Type == "code" && c.List == "" && len(c.Codes) == 0 {
		return errors.New("a code needs a list, or codes")
	}
	if c.List == "" {
		return nil
	}
	known := map[string]bool{}
	for _, code := range words.Codes(c.List) {
		known[code.Code] = true
	}
	if len(known) == 0 {
		return fmt.Errorf("there is no vocabulary list %q", c.List)
	}
	for label, code := range c.Codes {
		if code != "" && !known[code] {
			return fmt.Errorf("%q is mapped to %q, which is not in list %s", label, code, c.List)
		}
	}
	return nil
}
