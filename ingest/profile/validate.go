package profile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// validate holds a profile against the schema.
func validate(data []byte) error {
	var doc any
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return fmt.Errorf("not YAML: %s", plainYAML(err))
	}
	asJSON, err := json.Marshal(doc)
	if err != nil {
		return errors.New("not YAML that a profile can be written in: its keys are words and its values words, numbers, yes or no")
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		return err
	}
	if bytes.Contains(asJSON, []byte(`\u0000`)) {
		return errors.New("not YAML that a profile can be written in: a text holds the character 0")
	}
	schema, err := compiled()
	if err != nil {
		return err
	}
	err = schema.Validate(instance)
	var invalid *jsonschema.ValidationError
	if errors.As(err, &invalid) {
		return complaint(instance, invalid)
	}
	return err
}

// plainYAML is the first line of what the YAML reader says, which shows the
// text around it below.
func plainYAML(err error) string {
	text, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
	if strings.Contains(text, "'\t'") || strings.Contains(text, `'\t'`) {
		text = strings.ReplaceAll(text, "'\t'", "tab")
		text += "; begin lines with spaces, not tabs"
	}
	return text
}

// complaint puts the most particular complaint of the schema into a sentence;
// the others only wrap it.
func complaint(doc any, e *jsonschema.ValidationError) error {
	for len(e.Causes) > 0 {
		if _, ok := e.ErrorKind.(*kind.OneOf); ok {
			break
		}
		e = e.Causes[0]
	}
	path := e.InstanceLocation
	says := lastOf(e.Error())
	if _, after, ok := strings.Cut(says, "': "); ok {
		says = after
	}
	switch k := e.ErrorKind.(type) {
	case *kind.OneOf:
		says = "give the name of a column, or one of {value: constant}, {sql: expression}, {scheme_of: column} and {number_of: column}"
	case *kind.AdditionalProperties:
		path = append(path[:len(path):len(path)], k.Properties[0])
		return at(fmt.Errorf("does not fit the profile format: %sthere is no key %s", spoken(doc, path[:len(path)-1]), k.Properties[0]), path...)
	}
	return at(fmt.Errorf("does not fit the profile format: %s%s", spoken(doc, path), says), path...)
}

func lastOf(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(strings.TrimLeft(lines[len(lines)-1], "- "))
}
