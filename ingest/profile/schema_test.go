package profile

import (
	"encoding/json"
	"testing"
)

// TestSchemaSaysWhatKeysDo wants a description of every key of a profile: the
// schema is what people look a key up in.
func TestSchemaSaysWhatKeysDo(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(schemaJSON, &doc); err != nil {
		t.Fatal(err)
	}
	defs := doc["$defs"].(map[string]any)
	described(t, "", doc, defs)
	for name, def := range defs {
		described(t, name, def.(map[string]any), defs)
	}
}

func described(t *testing.T, where string, schema, defs map[string]any) {
	properties, _ := schema["properties"].(map[string]any)
	for key, value := range properties {
		p := value.(map[string]any)
		ref, _ := p["$ref"].(string)
		named, _ := defs[trimRef(ref)].(map[string]any)
		if p["description"] == nil && named["description"] == nil {
			t.Errorf("%s.%s has no description", where, key)
		}
		described(t, where+"."+key, p, defs)
		if items, ok := p["items"].(map[string]any); ok {
			described(t, where+"."+key, items, defs)
		}
	}
}

func trimRef(ref string) string {
	const prefix = "#/$defs/"
	if len(ref) < len(prefix) {
		return ""
	}
	return ref[len(prefix):]
}
