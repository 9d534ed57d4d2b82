package release

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"
)

// zipped is an archive of one part.
func zipped(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A reference is found however a file writes it, and not in what only looks like it.
func TestNames(t *testing.T) {
	refs := []string{"C-2024-0123", "EWD/00005/23", "A&B/17", "P-17", "20240017", "17", "1", "dozen"}
	for name, c := range map[string]struct {
		path, text string
		want       string // the reference found; empty: none
	}{
		"as it is":              {"a.csv", "x,C-2024-0123,1\n", "C-2024-0123"},
		"at the end":            {"a.csv", "C-2024-0123", "C-2024-0123"},
		"in small letters":      {"a.csv", "see c-2024-0123.", "C-2024-0123"},
		"in quotation marks":    {"a.html", "<p>“C-2024-0123”</p>", "C-2024-0123"},
		"behind an escape":      {"a.html", `<script>"two\nEWD/00005/23 late"</script>`, "EWD/00005/23"},
		"slashes escaped":       {"a.json", `{"case":"EWD\/00005\/23"}`, "EWD/00005/23"},
		"in an address":         {"a.html", `<a href="?case=EWD%2F00005%2F23">x</a>`, "EWD/00005/23"},
		"as HTML":               {"a.html", `<td>A&amp;B/17</td>`, "A&B/17"},
		"as JSON":               {"a.json", `"A\u0026B/17"`, "A&B/17"},
		"as an entity":          {"a.html", `<p>A&#38;B/17</p>`, "A&B/17"},
		"broken by marks":       {"a.html", `<p>C-2024<span class="nb">-0123</span></p>`, "C-2024-0123"},
		"name of a file":        {"debrief/ewd-00005-23-df8c4d91.html", "<html></html>", "EWD/00005/23"},
		"short":                 {"a.csv", "P-17;x", "P-17"},
		"figures as a cell":     {"a.csv", "x,20240017\n", "20240017"},
		"figures in a sentence": {"a.html", "<p>see 20240017 of May</p>", "20240017"},
		"figures in brackets":   {"a.html", "<p>Case (20240017).</p>", "20240017"},
		"figures at an end":     {"a.html", "<p>So it was in 20240017.</p>", "20240017"},
		"figures of a program":  {"a.html", "<script>let x = 20240017 + 1</script><p>1.20240017 and 20240017.5</p>", ""},
		"of another case":       {"a.csv", "C-2024-01234, P-171, XP-17", ""},
		"figures in a drawing":  {"a.svg", `<path d="M20240017 3"/><path fill="#20240017" d="M1.20240017"/>`, ""},
		"counts":                {"a.csv", "17,1,120240017\n", ""},
		"words":                 {"a.csv", "a dozen\n", ""},
		"a stem alone":          {"a.csv", "C-2024 and EWD/\n", ""},
		"an empty file":         {"a.csv", "", ""},
		"shorter than any stem": {"a", "1", ""},
	} {
		found, unsought, err := Names([]File{{"b.txt", []byte("nothing")}, {c.path, []byte(c.text)}}, refs)
		if err != nil || !slices.Equal(unsought, []string{"17", "1", "dozen"}) {
			t.Errorf("%s: %v, not sought: %v", name, err, unsought)
		}
		switch {
		case c.want == "" && len(found) > 0:
			t.Errorf("%s: found %v", name, found)
		case c.want != "" && (len(found) != 1 || found[0] != Naming{c.path, c.want}):
			t.Errorf("%s: found %v, want %s", name, found, c.want)
		}
	}
}

// Archives are looked into, and those inside them; one that cannot be is an error.
func TestNamesInArchives(t *testing.T) {
	inner := zipped(t, "xl/sharedStrings.xml", []byte("<sst><t>EWD/00005/23</t></sst>"))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a part":                {inner, "r.docx!xl/sharedStrings.xml"},
		"an archive in another": {zipped(t, "word/embeddings/x.xlsx", inner), "r.docx!word/embeddings/x.xlsx!xl/sharedStrings.xml"},
		"the name of a part":    {zipped(t, "EWD-00005-23.xml", []byte("<a/>")), "r.docx"},
	} {
		found, _, err := Names([]File{{"r.docx", c.data}}, []string{"EWD/00005/23"})
		if err != nil || len(found) != 1 || found[0].File != c.want {
			t.Errorf("%s: %v %v", name, found, err)
		}
	}
	if _, _, err := Names([]File{{"r.docx", inner[:len(inner)-30]}}, []string{"EWD/00005/23"}); err == nil {
		t.Error("an archive that cannot be read is taken for clean")
	}
}
