package profile

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
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
// records and lists of words. An error names the place in the file and its line.
func Parse(name string, data []byte, words *vocab.Set) (*Profile, error) {
	if err := validate(data); err != nil {
		return nil, place(name, data, err)
	}
	var p Profile
	if err := yaml.UnmarshalWithOptions(data, &p, yaml.Strict()); err != nil {
		return nil, place(name, data, errors.New(plainYAML(err)))
	}
	sum := sha256.Sum256(data)
	p.Fingerprint, p.Path, p.text = hex.EncodeToString(sum[:]), name, data
	if err := p.check(words); err != nil {
		return nil, place(name, data, err)
	}
	return &p, nil
}

// compiled is the schema of the profile format, made ready once.
var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	// A name without a scheme would be one in the folder that the program is called in,
	// which is not found again where that folder's name holds a space.
	const name = "mem:///profile.schema.json"
	if err := c.AddResource(name, doc); err != nil {
		return nil, err
	}
	return c.Compile(name)
})
