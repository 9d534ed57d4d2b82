package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"proceedings/queries"
	"proceedings/reports/release"
)

// What a shareable release shows is what the restricted one of the same position shows: each figure of its data, but
// for what is withheld and for tables whose rows were put together, and each number in its sentences.
func TestEditionsAgree(t *testing.T) {
	t.Parallel()
	team, board := released(t, filepath.Join(demoDir(t), "release")), released(t, filepath.Join(demoDir(t), "release-shareable"))
	s, err := release.Open(board)
	if err != nil {
		t.Fatal(err)
	}
	merged := strings.Join(s.Manifest.Suppression, "\n")
	same, withheld := 0, 0
	for _, f := range s.Manifest.Figures {
		if strings.Contains(merged, f.Query+": quarters put together") {
			continue
		}
		restricted := readLines(t, filepath.Join(team, f.Data))
		for _, line := range readLines(t, filepath.Join(board, f.Data)) {
			at := slices.IndexFunc(restricted, func(r []string) bool { return agree(line, r) })
			if at < 0 {
				t.Errorf("%s: %q is no row of the restricted release", f.Query, line)
				continue
			}
			for _, v := range line {
				if v == queries.WithheldMark {
					withheld++
				} else {
					same++
				}
			}
		}
	}
	if same < 5000 || withheld < 1000 {
		t.Errorf("%d figures are alike and %d withheld", same, withheld)
	}
	said := sentences(t, team)
	for text := range sentences(t, board) {
		if !said[text] && strings.ContainsAny(text, "0123456789") && !ownWords.MatchString(text) {
			t.Errorf("only the shareable release says: %s", text)
		}
	}
}

// ownWords are sentences of a shareable release alone: in place of a finding that rests on what is withheld, on the
// thresholds, and on processes of which fewer can be judged.
var ownWords = regexp.MustCompile(`(?i), .*: .*, \d+% \(\d|: [\d,]+ [a-z]+$|may be shown|can be compared|not printed here|are withheld|extracts are dated|process(es)? shows?|between the dashed|in \S+( Q\d)?, the last (quarter|year|month) |Its table has \d+ columns|^Due in the next 90 days$`)

func agree(shown, full []string) bool {
	if len(shown) != len(full) {
		return false
	}
	for i, v := range shown {
		if v != full[i] && v != queries.WithheldMark && !(v == "" && i > 0 && shown[i-1] == queries.WithheldMark) {
			return false
		}
	}
	return true
}

func readLines(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// sentences are the findings and what goes with them on every page of a release.
func sentences(t *testing.T, folder string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, page := range pagesOf(t, folder) {
		if base := filepath.Base(page); base == "revisions.html" || base == "explore.html" {
			continue
		}
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode || !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
				return a.Key == "class" && slices.Contains([]string{"finding", "say"}, a.Val)
			}) {
				continue
			}
			out[strings.ReplaceAll(textIn(n), "\u00a0", " ")] = true
		}
	}
	return out
}

func textIn(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
