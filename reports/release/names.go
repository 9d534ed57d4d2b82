package release

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"io"
	"net/url"
	"regexp"
	"strings"
)

// Naming is where a release names what it must not.
type Naming struct {
	File string // with the part of an archive behind an exclamation mark
	Ref  string
}

// Names looks for references in the names and bytes of files, in text with its marks of HTML or XML taken out, and in the parts of zip
// archives, as office documents are, however deep they lie. It returns the first place of each file that names one. A reference stands in
// a text where no letter or digit follows it, in capitals or not, as it is or as HTML, JSON, an address or the name of a file
// writes it. Those too short to be told from other words and figures are returned as unsought.
func Names(files []File, refs []string) (found []Naming, unsought []string, err error) {
	s := seeker{}
	for _, ref := range refs {
		if !s.seek(ref) {
			unsought = append(unsought, ref)
		}
	}
	for _, f := range files {
		if ref := s.in([]byte(f.Path)); ref != "" {
			found = append(found, Naming{f.Path, ref})
			continue
		}
		where, ref, err := s.inFile(f.Path, f.Bytes)
		if err != nil {
			return nil, nil, err
		}
		if ref != "" {
			found = append(found, Naming{where, ref})
		}
	}
	return found, unsought, nil
}

// stem is how much of a reference it is looked up by.
const stem = 4

// seeker looks for many texts in one pass over the bytes: written forms of references by their first bytes.
type seeker map[[stem]byte][]form

type form struct {
	text  []byte // in small letters
	ref   string
	cell  bool // digits alone: counts only as the whole of a cell or value, or between the words of a text
	alone bool // counts only where no letter or digit comes before it
}

var (
	hasLetter   = regexp.MustCompile(`\p{L}`)
	hasDigit    = regexp.MustCompile(`\d`)
	onlyFigures = regexp.MustCompile(`^\d+$`)
	unsafe      = regexp.MustCompile(`[^a-z0-9]`)
)

// fewestFigures is how many digits a reference of nothing else has at least, to be told from a count. One of fewestSure bytes or more is
// found behind a letter too, which may be the end of an escape such as \n.
const (
	fewestFigures = 6
	fewestSure    = 8
)

// Unsought are the references that Names does not look for, in words.
var Unsought = fmt.Sprintf("references of fewer than %d characters, without a digit, or without a letter and of fewer than %d characters", stem, fewestFigures)

// seek adds a reference; false where it is too short, or a plain word.
func (s seeker) seek(ref string) bool {
	ref = strings.TrimSpace(ref)
	figures := onlyFigures.MatchString(ref)
	switch {
	case len(ref) < stem, !hasDigit.MatchString(ref), figures && len(ref) < fewestFigures:
		return false
	case !figures && !hasLetter.MatchString(ref) && len(ref) < fewestFigures: // such as 1/24
		return false
	}
	inJSON, _ := json.Marshal(ref) // a string always can be
	seen := map[string]bool{}
	for _, text := range []string{ref, html.EscapeString(ref), template.HTMLEscapeString(ref), template.JSEscapeString(ref), strings.Trim(string(inJSON), `"`),
		strings.ReplaceAll(ref, "/", `\/`), url.PathEscape(ref), url.QueryEscape(ref), unsafe.ReplaceAllString(strings.ToLower(ref), "-")} {
		low := bytes.ToLower([]byte(text))
		if seen[string(low)] || len(low) < stem {
			continue
		}
		seen[string(low)] = true
		key := [stem]byte(low)
		s[key] = append(s[key], form{low, ref, figures, len(ref) < fewestSure})
	}
	return true
}

// inFile looks through one file, or the parts of an archive.
func (s seeker) inFile(name string, data []byte) (where, ref string, err error) {
	if ref := s.inText(data); ref != "" {
		return name, ref, nil
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return "", "", nil
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", "", fmt.Errorf("%s cannot be looked through: %w", name, err)
	}
	for _, member := range z.File {
		within := name + "!" + member.Name // the names themselves lie open in the archive's own bytes
		part, err := unpacked(member)
		if err != nil {
			return "", "", fmt.Errorf("%s cannot be looked through: %w", within, err)
		}
		if where, ref, err = s.inFile(within, part); ref != "" || err != nil {
			return where, ref, err
		}
	}
	return "", "", nil
}

func unpacked(member *zip.File) ([]byte, error) {
	r, err := member.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

var (
	marks    = regexp.MustCompile(`<[^<>]*>`)
	programs = regexp.MustCompile(`(?is)<(?:script|style)\b.*?</(?:script|style)>`) // whose figures are no words
)

// inText looks at a text as it is and, where it has marks, without them.
func (s seeker) inText(data []byte) string {
	if ref := s.in(data); ref != "" {
		return ref
	}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("<")) {
		return ""
	}
	return s.find([]byte(html.UnescapeString(string(marks.ReplaceAll(programs.ReplaceAll(data, nil), nil)))), true)
}

func (s seeker) in(data []byte) string { return s.find(data, false) }

// find looks for references in bytes, or in the words of a text, where one of digits alone may stand in a sentence.
func (s seeker) find(data []byte, words bool) string {
	low := bytes.ToLower(data)
	if len(s) == 0 || len(low) < stem {
		return ""
	}
	for i := 0; i+stem <= len(low); i++ {
		for _, f := range s[[stem]byte(low[i:])] {
			if end := i + len(f.text); bytes.HasPrefix(low[i:], f.text) && f.stands(low, i, end, words) {
				return f.ref
			}
		}
	}
	return ""
}

// stands says whether what was found from start to end is the reference and no part of something longer.
func (f form) stands(low []byte, start, end int, words bool) bool {
	if f.cell && words {
		before, after := byte(' '), low[end:]
		if start > 0 {
			before = low[start-1]
		}
		number := wordByte(before) || bytes.IndexByte([]byte(".#"), before) >= 0
		return !number && (len(after) == 0 || !wordByte(after[0])) && (len(after) < 2 || after[0] != '.' || !wordByte(after[1]))
	}
	if f.cell {
		return (start == 0 || bytes.IndexByte([]byte("\n\",;>'\t|"), low[start-1]) >= 0) && (end == len(low) || bytes.IndexByte([]byte("\r\n\",;<'\t|"), low[end]) >= 0)
	}
	return (end == len(low) || !wordByte(low[end])) && (!f.alone || start == 0 || !wordByte(low[start-1]))
}

// wordByte is a letter or digit of ASCII: beyond it lie the quotation marks and dashes that references stand between.
func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9'
}
