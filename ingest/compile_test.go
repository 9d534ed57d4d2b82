package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// profileTexts are the built-in profiles and those of the cases.
func profileTexts(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	built, _ := filepath.Glob("profile/builtin/*.yaml")
	for _, file := range built {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[file] = string(text)
	}
	cases, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range cases {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if strings.HasPrefix(f.Name, "profiles/") {
				out[file+"/"+f.Name] = string(f.Data)
			}
		}
	}
	return out
}

func TestBuiltinProfilesCompile(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	profiles, err := profile.Load("", words)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profiles {
		if err := Compile(t.Context(), p, words); err != nil {
			t.Error(err)
		}
	}
}

// FuzzProfile reads any bytes as a profile. One that is read comes to
// statements that the engine accepts; only expressions, which people write
// themselves, may be refused.
func FuzzProfile(f *testing.F) {
	words, err := vocab.Load("")
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range profileTexts(f) {
		f.Add([]byte(text))
	}
	db, err := warehouse.OpenSession(f.Context(), "", warehouse.Settings{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { db.Close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := profile.Parse("p.yaml", data, words)
		if err != nil {
			return
		}
		dropExpressions(p)
		if err := compile(t.Context(), db, p, words); err != nil {
			t.Errorf("the engine refuses a profile that was read: %v\n%s", err, data)
		}
	})
}

func dropExpressions(p *profile.Profile) {
	for _, t := range p.Tables {
		for i := range t.Records {
			r := &t.Records[i]
			r.When = ""
			groups := []map[string]profile.Field{r.Fields}
			if r.Unpivot != nil {
				for _, g := range r.Unpivot.Groups {
					groups = append(groups, g)
				}
			}
			for _, fields := range groups {
				for name, f := range fields {
					if f.SQL != "" {
						delete(fields, name)
					}
				}
			}
		}
	}
}
