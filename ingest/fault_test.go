package ingest

import (
	"errors"
	"strings"
	"testing"
)

// TestEngineErrors wants nothing of an export in the text of an error.
func TestEngineErrors(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`Conversion Error: Could not convert string 'Mary O'Brien of 12 High St' to INT64`,
		"Conversion Error: Could not convert string 'Mary O'Brien\nof 12 High St' to INT64",
		`Invalid Input Error: Could not parse "O'Brien"`,
		"Conversion Error: line\nO'Brien",
	} {
		if got := engineError(errors.New(text)).Error(); strings.Contains(got, "Brien") || strings.Contains(got, "Mary") || strings.Contains(got, "High St") {
			t.Errorf("%q gives %q", text, got)
		}
	}
}
