package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"proceedings/reports/comment"
)

// File is one file of a release, by its slash-separated path in it.
type File struct {
	Path  string
	Bytes []byte
}

// Manifest says what a release was made of. It holds no load time and no path
// of a machine: the same inputs give the same manifest.
type Manifest struct {
	Format      int               `json:"format"`
	Program     string            `json:"program"`
	Version     string            `json:"program_version,omitempty"` // of the program that made it; empty where it was built from changed sources
	Edition     string            `json:"edition"`
	AsOf        string            `json:"as_of"`
	KnownAt     string            `json:"known_at,omitempty"`
	Period      string            `json:"period"`
	PeriodFrom  string            `json:"period_from"`
	PeriodTo    string            `json:"period_to"`
	Standards   string            `json:"standards_sha256"`  // limits, codes, calendars in force
	Catalogue   string            `json:"catalogue_sha256"`  // queries and statistics in force
	Packs       int               `json:"packs"`             // at most so many debrief packs were asked for
	Printed     bool              `json:"printed,omitempty"` // reports are PDF files too
	Undrawn     bool              `json:"undrawn,omitempty"` // charts have no drawing for paper
	Follows     string            `json:"follows,omitempty"` // the earlier release whose figures it is compared with
	Inputs      string            `json:"inputs_sha256"`     // of what the figures are made of; its start stands on every page
	Sources     []Source          `json:"sources"`
	ByHand      string            `json:"entered_by_hand_sha256,omitempty"` // of all that staff entered, in a shareable release, whose sources are the exports alone
	Accepted    []Accepted        `json:"accepted,omitempty"`
	Comments    []comment.Comment `json:"comments,omitempty"`   // shown with figures, as they stood
	Disclosure  *Disclosure       `json:"disclosure,omitempty"` // what disclosure control was asked; nil in a restricted release
	Suppression []string          `json:"suppression"`          // what it decided
	Checks      []Check           `json:"checks"`
	Figures     []Figure          `json:"figures"`
	Files       []HashedFile      `json:"files"`
}

// Source is one export, or in a restricted release one entry by hand, that the release stands on, with its row accounting:
// read = loaded + quarantined + skipped.
type Source struct {
	Profile       string   `json:"profile"`
	Title         string   `json:"title"`
	ProfileSHA256 string   `json:"profile_sha256"`
	File          string   `json:"file,omitempty"`
	SHA256        string   `json:"sha256"`
	ExtractDate   string   `json:"extract_date"`
	Kind          string   `json:"kind"`
	*Rows                  // nil in a shareable release
	Corrections   []string `json:"corrections_sha256,omitempty"` // what put rows of it right; those rows count as loaded
}

// Disclosure is what the owner of the data decided of a shareable release, and what it was held against.
type Disclosure struct {
	Threshold  int64       `json:"threshold"`
	Round      int64       `json:"round,omitempty"`
	Exceptions []Exception `json:"exceptions,omitempty"`
	Earlier    []string    `json:"earlier_releases,omitempty"` // shareable releases that readers have already
}

// Exception is a query that somebody answers for showing as it is.
type Exception struct {
	Query  string `json:"query"`
	By     string `json:"by"`
	Reason string `json:"reason"`
	On     string `json:"on"` // a day, 2026-05-31
}

// Rows is what became of the rows of an export.
type Rows struct {
	Read        int64            `json:"rows_read"`
	Loaded      int64            `json:"rows_loaded"` // accepted or unchanged
	Quarantined int64            `json:"rows_quarantined"`
	Skipped     int64            `json:"rows_skipped"`
	SkippedBy   map[string]int64 `json:"skipped_by_rule,omitempty"`
}

// Accepted is something that a full snapshot lost against the one before it, and
// why it was loaded all the same.
type Accepted struct {
	Profile     string `json:"profile"`
	Scope       string `json:"scope,omitempty"`
	ExtractDate string `json:"extract_date"`
	Since       string `json:"since"` // extract date of the snapshot before
	What        string `json:"what"`
	Before      int64  `json:"before"`
	OfBefore    int64  `json:"of_before,omitempty"`
	Now         int64  `json:"now"`
	OfNow       int64  `json:"of_now,omitempty"`
	Reason      string `json:"reason"`
}

// Check is something that was looked at before the release was pointed to.
type Check struct {
	Name   string `json:"name"`
	Result string `json:"result"`
}

// Figure is one query whose result stands in the release.
type Figure struct {
	Query  string   `json:"query"`
	SHA256 string   `json:"sql_sha256"`
	Rows   int      `json:"rows"`
	Key    []string `json:"key"`  // the columns that tell its rows apart
	Data   string   `json:"data"` // path of its CSV file
}

// HashedFile is one file and what its bytes come to.
type HashedFile struct {
	Path   string `json:"path"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// seal lists the files and returns the manifest's bytes and the release's name.
func (m Manifest) seal(files []File) (data []byte, name string, err error) {
	return m.sealWith(files, nil)
}

// sealWith lists, beside the files, others by their hashes. The manifest itself and what others
// stand for are passed over among the files.
func (m Manifest) sealWith(files []File, others []HashedFile) (data []byte, name string, err error) {
	m.Files = slices.Clone(others)
	for _, f := range files {
		if f.Path == manifestName || slices.ContainsFunc(others, func(o HashedFile) bool { return o.Path == f.Path }) {
			continue
		}
		m.Files = append(m.Files, HashedFile{Path: f.Path, Size: len(f.Bytes), SHA256: hash(f.Bytes)})
	}
	slices.SortFunc(m.Files, func(a, b HashedFile) int { return strings.Compare(a.Path, b.Path) })
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return nil, "", err
	}
	return b.Bytes(), m.name(b.Bytes()), nil
}

// name is the name of a release by the bytes of its manifest.
func (m Manifest) name(data []byte) string { return m.AsOf + "-" + m.Edition + "-" + hash(data)[:12] }

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
