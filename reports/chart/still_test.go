package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"proceedings/reports/reportstest"
)

func pen(t *testing.T, folder string) *Pen {
	t.Helper()
	p := &Pen{Folder: folder}
	t.Cleanup(func() { p.Close() })
	return p
}

// wellFormed parses a drawing as XML and wants nothing in it that could run or be styled.
func wellFormed(t *testing.T, name, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if !strings.Contains(" svg path circle text ", " "+e.Name.Local+" ") {
			t.Errorf("%s: element %s", name, e.Name.Local)
		}
		for _, a := range e.Attr {
			if n := a.Name.Local; n == "style" || n == "id" || n == "href" || strings.HasPrefix(n, "on") || strings.Contains(a.Value, "url(") {
				t.Errorf("%s: attribute %s=%q", name, n, a.Value)
			}
		}
	}
}

func TestStillsAreSafeAndTheSame(t *testing.T) {
	one, other := pen(t, ""), pen(t, "")
	for name := range specs {
		c := build(t, name, reportstest.Results()[name])
		svg, err := one.Draw(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := other.Draw(c)
		if err != nil || svg != again {
			t.Errorf("%s: two drawings differ, %v", name, err)
		}
		wellFormed(t, name, string(svg))
		if regexp.MustCompile(`#[0-9a-fA-F]{6}`).MatchString(string(svg)) {
			t.Errorf("%s: a colour does not follow the reader's screen", name)
		}
		if len(svg) > 12_000 {
			t.Errorf("%s: %d bytes", name, len(svg))
		}
	}
}

func TestHostileNamesInStills(t *testing.T) {
	p := pen(t, "")
	for _, payload := range []string{`</text></svg><script>alert(1)</script>`, `" onload="alert(1)`, `]]><x>`, "\x00\x1b", "a\u202eb", "{a|b}", "&lt;b&gt;"} {
		for _, name := range []string{"open_proceedings", "slippage", "time_to_hearing_curve", "hearing_100wd_by_force"} {
			r := reportstest.Results()[name]
			for i, c := range r.Columns {
				if c.Name == specs[name].Category || c.Name == specs[name].Series {
					for _, row := range r.Rows {
						row[i] = payload
					}
				}
			}
			svg, err := p.Draw(build(t, name, r))
			if err != nil {
				t.Errorf("%s with %q: %v", name, payload, err)
			}
			wellFormed(t, name, string(svg))
		}
	}
}

// A drawing is taken from the folder where it is whole, and made again where it is not.
func TestStillsAreKept(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "charts")
	c := build(t, "slippage", reportstest.Results()["slippage"])
	first, err := pen(t, folder).Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("kept %v, %v", files, err)
	}
	p := pen(t, folder)
	if again, err := p.Draw(c); err != nil || again != first || p.vm != nil {
		t.Errorf("the kept drawing was not taken: %v", err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[0], data[:len(data)-9], 0o600); err != nil {
		t.Fatal(err)
	}
	if again, err := p.Draw(c); err != nil || again != first || p.vm == nil {
		t.Errorf("a drawing cut off was taken: %v", err)
	}
	if healed, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(healed, data) {
		t.Errorf("the drawing cut off was not put right: %v", err)
	}
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the drawings: %v %v", info.Mode(), err)
	}
}

// Drawings that no page uses any more are forgotten first, and what a killed run did not finish.
func TestStillsUsedLongestAgoAreForgotten(t *testing.T) {
	folder := t.TempDir()
	c := build(t, "slippage", reportstest.Results()["slippage"])
	p := pen(t, folder)
	svg, err := p.Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	drawn := p.file(c)
	now := time.Now()
	write := func(name string, age time.Duration) string {
		file := filepath.Join(folder, name)
		if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Chtimes(file, now.Add(-age), now.Add(-age))); err != nil {
			t.Fatal(err)
		}
		return file
	}
	for i := range cached {
		write(fmt.Sprintf("%d.svg", i), 48*time.Hour)
	}
	left, running := write(unfinished+"1", 25*time.Hour), write(unfinished+"2", 23*time.Hour)
	for _, age := range []time.Duration{72 * time.Hour, 23 * time.Hour} {
		if err := os.Chtimes(drawn, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
		user := pen(t, folder)
		if again, err := user.Draw(c); err != nil || again != svg || user.vm != nil {
			t.Errorf("written %v ago: not taken, %v", age, err)
		}
		info, err := os.Stat(drawn)
		if fresh := err == nil && time.Since(info.ModTime()) < time.Hour; err != nil || fresh != (age > lately) {
			t.Errorf("written %v ago: it counts as used at %v, %v", age, info.ModTime(), err)
		}
	}
	pen(t, folder).prune()
	files, err := filepath.Glob(filepath.Join(folder, "*.svg"))
	if err != nil || len(files) != cached || !slices.Contains(files, drawn) {
		t.Errorf("%d drawings are left, the one in use among them: %v, %v", len(files), slices.Contains(files, drawn), err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what was not finished a day ago is still there")
	}
	if _, err := os.Stat(running); err != nil {
		t.Error("what another run may be writing was removed")
	}
}

// A kept drawing that someone has changed, with its checksum, comes into no page.
func TestKeptStillsAreHeldAgainstTheLists(t *testing.T) {
	folder := t.TempDir()
	c := build(t, "slippage", reportstest.Results()["slippage"])
	first, err := pen(t, folder).Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	p := pen(t, folder)
	for _, harm := range []string{`<svg><script>alert(1)</script></svg>`, `<svg width="1" height="1"><image href="http://a/"/></svg>`} {
		keep(p.file(c), harm)
		if svg, err := p.Draw(c); err != nil || svg != first {
			t.Errorf("%s gives %.80s, %v", harm, svg, err)
		}
	}
	keep(p.file(c), `<svg width="1" height="1" onload="alert(1)"><path d="M0 0" fill="#000" onclick="alert(1)"/></svg>`)
	if svg, err := p.Draw(c); err != nil || strings.Contains(string(svg), "alert") {
		t.Errorf("a handler comes through: %s, %v", svg, err)
	}
}

var mark = regexp.MustCompile(`<path d="M([-\d.]+) ([-\d.]+)l([-\d.]+) [-\d.]+[^>]*data-p="0\.(\d+)"`)

// The bars of a drawing are as long as their figures.
func TestStillBarsAreTheFigures(t *testing.T) {
	r := reportstest.Results()["slippage"]
	svg, err := pen(t, "").Draw(build(t, "slippage", r))
	if err != nil {
		t.Fatal(err)
	}
	column := 0
	for i, c := range r.Columns {
		if c.Name == "lost_days" {
			column = i
		}
	}
	found := mark.FindAllStringSubmatch(string(svg), -1)
	if len(found) != len(r.Rows) {
		t.Fatalf("%d bars for %d rows", len(found), len(r.Rows))
	}
	scale := 0.0
	for _, m := range found {
		length, _ := strconv.ParseFloat(m[3], 64)
		row, _ := strconv.Atoi(m[4])
		v, ok := r.Rows[row][column].(int64)
		if !ok || v == 0 {
			t.Fatalf("row %d: %v", row, r.Rows[row][column])
		}
		if scale == 0 {
			scale = length / float64(v)
		}
		if math.Abs(length-scale*float64(v)) > 0.5 {
			t.Errorf("bar %d is %.1f long, and %d should be %.1f", row, length, v, scale*float64(v))
		}
	}
}
