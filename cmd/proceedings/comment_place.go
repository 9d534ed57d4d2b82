package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"proceedings/queries"
	"proceedings/reports/comment"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

// shownOn names the pages and reports of a release that show a figure, and so its comments. One that only quotes the figure in a sentence shows none.
func shownOn(s release.Standing, figure string) []string {
	var out []string
	for _, f := range s.Manifest.Files {
		if !strings.HasSuffix(f.Path, ".html") || strings.Contains(f.Path, "/") {
			continue
		}
		data, err := s.Data(f.Path)
		if err == nil && (bytes.Contains(data, []byte(`data-figure="`+figure+`"`)) || bytes.Contains(data, []byte(`data-line="`+figure+`"`))) {
			out = append(out, f.Path)
		}
	}
	return out
}

// places says where a comment on a figure is shown.
func places(on []string) string {
	if len(on) == 0 {
		return "No page of the last release shows this figure, so none shows the comment."
	}
	return "It stands where the figure itself does: " + page.List(on) + ". A page that only quotes the figure does not show it."
}

// beforeSharing is what to mind in a comment that leaves the team.
const beforeSharing = "Releases withhold small numbers, and words can give away what a figure withholds: let it name nobody and tell no small count, also not of a sum or difference."

// smallCount is a number that stands for a count: not a year, a quarter, a share, a paragraph or a reference. Numbers in words count too.
var smallCount = regexp.MustCompile(`(?i)(?:^|[\s(“"‘'])(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|single)(?:[\s,;:.!?)”"’']|$)`)

var numberWords = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

// tellsSmall is the first count in a text that is below the limit; empty where there is none.
func tellsSmall(text string, below int64) string {
	for len(text) > 0 {
		at := smallCount.FindStringSubmatchIndex(text)
		if at == nil {
			return ""
		}
		word := strings.ToLower(text[at[2]:at[3]])
		n, err := strconv.Atoi(word)
		if err != nil {
			n = max(slices.Index(numberWords, word), 1)
		}
		if n > 0 && int64(n) < below {
			return word
		}
		text = text[at[3]:]
	}
	return ""
}

// refuseTelling lets no comment tell a small count beside a figure of which cells are withheld.
func (o *publishOptions) refuseTelling(m *material, c comment.Comment) error {
	r := m.input.Result(c.Figure)
	if !slices.ContainsFunc(r.Rows, func(row []queries.Value) bool {
		return slices.ContainsFunc(row, func(v queries.Value) bool { _, is := v.(queries.Withheld); return is })
	}) {
		return nil
	}
	word := tellsSmall(c.Text, o.disclose.threshold)
	if word == "" {
		return nil
	}
	return fmt.Errorf("the release is refused: comment %s tells a small number (%s) beside %s, of which cells are withheld: say it without, with: %s", c.ID, word, c.Figure,
		o.nextComment("reword", c.ID, "--text", "…", "--by", "NAME"))
}
