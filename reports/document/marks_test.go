package document

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// A mark that the foot explains is not listed again.
func TestMarksOnce(t *testing.T) {
	d := Document{Name: "d", Title: "Title", Foot: []string{"[x] means not available."}, Marks: []Mark{{"[x]", "not available"}, {"[c]", "withheld"}},
		Parts: []Part{{Title: "Part", Items: []Item{{Headline: "Seven of ten did", Say: []string{"More is said."}}}}}}
	data, err := d.Word()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	body := string(all)
	if strings.Count(body, "not available") != 1 || !strings.Contains(body, "[c] means withheld.") {
		t.Error("a mark is explained twice, or not at all")
	}
}
