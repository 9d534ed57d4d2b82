package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// loadReal loads the real exports with the built-in profiles.
func loadReal(t *testing.T, folders ...string) (w string, report *Report, words *vocab.Set) {
	t.Helper()
	dir := realData(t)
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	profiles, err := profile.Load("", words)
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{}
	for _, f := range folders {
		paths = append(paths, filepath.Join(dir, f))
	}
	w = filepath.Join(t.TempDir(), "w.duckdb")
	report, err = Load(t.Context(), Options{Warehouse: w, Profiles: profiles, Words: words, KeyFile: w + ".keys", Now: time.Unix(1<<32, 0)}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	return w, report, words
}

// TestRealExports holds what the sources of the real exports say is odd about
// them against the rules that count it.
func TestRealExports(t *testing.T) {
	t.Parallel()
	_, report, _ := loadReal(t, "detroit-complaints", "iopc-recommendations")
	var b strings.Builder
	writeReport(&b, "real", report)
	want := `load real
  DPD_Citizen_Complaints.csv: read 19735 = accepted 19735 + unchanged 0 + quarantined 0 + skipped 0
    warn 290: date out of range
    warn 11: label in other upper and lower case
    warn 30: rows disagree about one case
    warn 4659: the same row again but for ObjectId
    exclude 296: closed before it was received
    blank 1: a value that means not recorded: **Pending**
    blank 3: a value that means not recorded: 3019-01-30
  recs30june_wforces_refs.xlsx: read 1321 = accepted 1318 + unchanged 0 + quarantined 0 + skipped 3
    skipped 1: header repeated at the end
    skipped 2: page not found by the gatherer (404)
    blank 437: a value that means not recorded: #N/A
    blank 1: a value that means not recorded: #REF!
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

// TestRealTexts reads the texts of the pages too, as an analyst's own profile
// would: 1,269 of their cells had been misread and are read back. A row may hold
// several.
func TestRealTexts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text, err := os.ReadFile(filepath.Join("profile", "builtin", "iopc-recommendations.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	const before = "      - {name: accepted, from: accepted,"
	columns := ""
	for _, c := range []string{"content", "recommendation", "heading"} {
		columns += "      - {name: " + c + ", from: " + c + ", repair: utf8-as-macroman}\n"
	}
	own := strings.Replace(string(text), before, columns+before, 1)
	if err := os.WriteFile(filepath.Join(dir, "own.yaml"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	profiles, err := profile.Load(dir, words)
	if err != nil {
		t.Fatal(err)
	}
	w := filepath.Join(t.TempDir(), "w.duckdb")
	report, err := Load(t.Context(), Options{Warehouse: w, Profiles: profiles, Words: words, KeyFile: w + ".keys", Now: time.Unix(1<<32, 0)}, filepath.Join(realData(t), "iopc-recommendations"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	writeReport(&b, "real", report)
	if want := "warn 1094: text repaired: UTF-8 had been misread\n"; !strings.Contains(b.String(), want) {
		t.Errorf("got:\n%s\nwant in it: %s", b.String(), want)
	}
}

// TestRealStamps holds the days read from stamps of +00:00 and +01:00 against
// the days that the same rows give in words. Stamps cut to UTC would give the day
// before in summer.
func TestRealStamps(t *testing.T) {
	t.Parallel()
	w, _, words := loadReal(t, "iopc-recommendations")
	db, err := warehouse.OpenSession(t.Context(), w, warehouse.Settings{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	current, err := warehouse.AsKnown(t.Context(), db, time.Time{}, words)
	if err != nil {
		t.Fatal(err)
	}
	kind, _ := words.Record("recommendation")
	rows, err := db.QueryContext(t.Context(), "SELECT recommendation_ref, made_date, due_date FROM ("+current.SQL(kind)+") WHERE made_date IS NOT NULL AND due_date IS NOT NULL")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	said := saidDays(t)
	both, after56, summer := 0, 0, 0
	for rows.Next() {
		var ref string
		var made, due time.Time
		if err := rows.Scan(&ref, &made, &due); err != nil {
			t.Fatal(err)
		}
		both++
		if due.Sub(made) == 56*24*time.Hour {
			after56++
		}
		is := said[strings.TrimPrefix(ref, "IOPC/")]
		if is.summer {
			summer++
		}
		if !is.made.Equal(made) || !is.due.Equal(due) {
			t.Errorf("%s: made %s, due %s; its page says %s and %s", ref, made.Format(time.DateOnly), due.Format(time.DateOnly), is.made.Format(time.DateOnly), is.due.Format(time.DateOnly))
		}
	}
	if both != 243 || after56 != 217 || summer != 126 {
		t.Errorf("%d with both dates, %d exactly 56 days apart, %d made in summer time; want 243, 217 and 126", both, after56, summer)
	}
}

type saidDay struct {
	made, due time.Time
	summer    bool
}

// saidDays are the days that the pages give in words, by page.
func saidDays(t *testing.T) map[string]saidDay {
	t.Helper()
	f, err := excelize.OpenFile(filepath.Join(realData(t), "iopc-recommendations", "recs30june_wforces_refs.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("recs30june_wforces")
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, h := range rows[0] {
		at[h] = i
	}
	out := map[string]saidDay{}
	for _, r := range rows[1:] {
		if len(r) <= at["dateresponsedue_stamp"] || !strings.Contains(r[at["dateofrecommendation"]], ", ") {
			continue
		}
		day := func(column string) time.Time {
			d, err := time.Parse("Monday, 2 January, 2006", r[at[column]])
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		out[r[at["url"]]] = saidDay{made: day("dateofrecommendation"), due: day("dateresponsedue"), summer: strings.HasSuffix(r[at["dateofrecommendation_stamp"]], "+01:00")}
	}
	return out
}
