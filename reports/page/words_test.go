package page

import "testing"

func TestLower(t *testing.T) {
	for in, want := range map[string]string{
		"Officer ill": "officer ill", "CPS review": "CPS review", "Crown Court": "Crown Court", "Crown Court trial": "Crown Court trial", "A&E": "A&E",
		"Reply to CPS": "reply to CPS", "A body": "a body", "Section 28B": "section 28B", "Trial at the Crown Court": "Trial at the Crown Court", "": "", "É": "é", "X": "x", "not recorded": "not recorded",
	} {
		if got := Lower(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestUpper(t *testing.T) {
	for in, want := range map[string]string{"one": "One", "É": "É", "élan": "Élan", "": "", "1 case": "1 case"} {
		if got := Upper(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestPlural(t *testing.T) {
	for n, want := range map[int64]string{0: "0 cases", 1: "1 case", 2: "2 cases", 1234: "1,234 cases"} {
		if got := Plural(n, "case", "cases"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
