package draft

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// genericLabels are labels that name nobody, whatever their column is.
func genericLabels() []string {
	return append(notRecorded(), "yes", "no", "y", "n", "true", "false", "open", "closed", "live", "active", "inactive", "pending", "ongoing", "complete", "completed", "finalised",
		"high", "medium", "low", "none", "other", "unknown", "new", "male", "female", "total", "various", "multiple", "internal", "external", "urgent", "routine", "standard", "not applicable")
}

// show says which labels of a column may stand in a draft, which may be passed on: all
// where its heading is that of a field or a force and they are not all strange to it; of
// any other column, which may hold names, those of the list that most are of or like one of
// its codes, and generic words.
func (d *drafter) show(c *column) {
	list, agree := d.bestList(c.labels, d.Words.Lists())
	listed := agree*2 > len(c.labels)
	all := d.headed(c)
	for i := range c.labels {
		l := &c.labels[i]
		l.show = all || l.code != "" || l.near != "" || slices.Contains(genericLabels(), strings.ToLower(l.text)) || (listed && d.words.known[list][signs(l.text)])
	}
}

// headed reports whether the heading of a column says what its labels are. Of a column
// of codes some label must be one, or like one: a heading may mean another thing.
func (d *drafter) headed(c *column) bool {
	h := d.words.of(c.said)
	switch {
	case h.name != "" || h.person != "":
		return false
	case c.kind == "code":
		return len(h.fields) > 0 && slices.ContainsFunc(c.labels, func(l label) bool { return l.code != "" || l.near != "" })
	}
	return h.force || slices.ContainsFunc(h.fields, func(t target) bool { return t.field.Type == "text" && !strings.HasSuffix(t.field.Name, "_ref") })
}

// hidden says of the labels that are not shown how many there are, and their shapes.
func (c *column) hidden() string {
	n, shortest, longest := 0, longLabel, 0
	shapes := map[string]int64{}
	for _, l := range c.labels {
		if !l.show {
			n++
			size := utf8.RuneCountInString(l.text)
			shortest, longest = min(shortest, size), max(longest, size)
			shapes[shapeOf(l.text)] += l.rows
		}
	}
	if n == 0 {
		return ""
	}
	likely := slices.SortedFunc(maps.Keys(shapes), func(a, b string) int {
		if shapes[a] != shapes[b] {
			return int(shapes[b] - shapes[a])
		}
		return strings.Compare(a, b)
	})
	what := "1 value"
	if n > 1 {
		what = fmt.Sprintf("%d values", n)
	}
	size := fmt.Sprint(shortest)
	if longest > shortest {
		size += fmt.Sprintf(" to %d", longest)
	}
	if longest == 1 {
		size += " sign"
	} else {
		size += " signs"
	}
	return fmt.Sprintf("%s of %s not shown, like %s", what, size, strings.Join(quoteAll(likely[:min(len(likely), 3)]), ", "))
}

// shapeOf writes a text as its shape, as shapeSQL does.
func shapeOf(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '9'
		case unicode.IsUpper(r):
			return 'A'
		case unicode.IsLetter(r):
			return 'a'
		}
		return r
	}, text)
}
