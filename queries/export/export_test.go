package export

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
)

// many is more cases than one row group or batch holds.
const many = 150_000

// made is a warehouse with many cases, and records whose values are hard on paths, on CSV and on partitions.
func made(t *testing.T, cases int) (string, *vocab.Set) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "w.duckdb")
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	err = warehouse.Create(t.Context(), path, warehouse.Settings{}, func(db *warehouse.DB) error {
		if err := warehouse.Migrate(t.Context(), db, path, words); err != nil {
			return err
		}
		for _, stmt := range []string{
			`INSERT INTO load.file (file_no, batch_no, source, title, name, sha256, profile_sha256, extract_date, kind, rows_read, rows_accepted, rows_unchanged, rows_quarantined, rows_skipped) VALUES
			 (1, 1, 'sys', 'System', 'one.csv', 'aa', 'bb', '2026-03-31', 'full', 1, 1, 0, 0, 0)`,
			"INSERT INTO load.scope (file_no, scope) VALUES (1, '')",
			"INSERT INTO load.feed (file_no, record, records) VALUES (1, 'case', 1), (1, 'event', 1), (1, 'cost', 1), (1, 'proceeding', 1)",
			fmt.Sprintf(`INSERT INTO rec."case" (vid, file_no, scope, case_ref, force, territory, category, recorded_date, closed_date)
			 SELECT i, 1, '', 'C' || lpad(((i * 7919) %% %[1]d)::VARCHAR, 7, '0'), [NULL, '', 'A/B: 100%% = "x"', 'Heddlu Gŵyr', '../up', 'Northshire'][1 + i %% 6], 'EW',
			   ['=1+1', '-', 'two'||chr(10)||'lines, "quoted"', NULL, 'plain'][1 + i %% 5], CASE WHEN i %% 11 > 0 THEN DATE '2019-01-01' + (i %% 2200)::INTEGER END, CASE WHEN i %% 3 = 0 THEN DATE '2025-06-01' END
			 FROM range(%[1]d) r(i)`, cases),
			`INSERT INTO rec.event (vid, file_no, scope, case_ref, subject_ref, proceeding_ref, code, event_date) VALUES
			 (1, 1, '', 'C0000001', NULL, 'P1', 'closed', '2025-01-02'), (2, 1, '', 'C0000002', '1', NULL, 'closed', '2024-01-02'), (3, 1, '', 'none', NULL, NULL, 'closed', '2024-01-02'),
			 (4, 1, '', 'C0000003', NULL, NULL, 'closed', '2026-04-01')`, // after the as-of date
			`INSERT INTO rec.proceeding (vid, file_no, scope, proceeding_ref, case_ref, type, force, started_date) VALUES (1, 1, '', 'P1', 'C0000001', 'misconduct_hearing', 'Southshire', '2024-12-31')`,
			`INSERT INTO rec.cost (vid, file_no, scope, proceeding_ref, kind, incurred_date, amount) VALUES (1, 1, '', 'P1', 'counsel', '2025-02-03', 1234.50), (2, 1, '', 'P1', 'venue', '2024-02-03', NULL)`,
		} {
			if _, err := db.ExecContext(t.Context(), stmt); err != nil {
				return fmt.Errorf("%w\n%s", err, stmt)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return path, words
}

// exportOf writes an export and returns its folder and the session, which may read it.
func exportOf(t *testing.T, path string, threads int, o Options) (string, *queries.Session, Summary) {
	t.Helper()
	folder := t.TempDir()
	asOf := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	s, err := queries.Open(t.Context(), queries.Options{Warehouse: path, Vocab: o.Words, Period: queries.LastCompleteQuarter(asOf.AddDate(0, 0, 1)),
		Settings: warehouse.Settings{Folder: folder, Threads: threads}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o.Progress = func(int, int, string) {}
	sum, err := Write(t.Context(), s, folder, o)
	if err != nil {
		t.Fatal(err)
	}
	return folder, s, sum
}

func described(t *testing.T, folder string) Descriptor {
	t.Helper()
	var d Descriptor
	data, err := os.ReadFile(filepath.Join(folder, descriptorName))
	if err == nil {
		err = json.Unmarshal(data, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every format and every partition gives back the rows of the session, and the descriptor is true of the files.
func TestRoundTrip(t *testing.T) {
	large, words := made(t, many)
	small, _ := made(t, 3000)
	for _, format := range Formats() {
		for _, by := range [][]string{nil, {"force"}, {"year", "force"}} {
			t.Run(fmt.Sprint(format, by), func(t *testing.T) {
				path := small
				if by == nil {
					path = large
				}
				folder, s, sum := exportOf(t, path, 2, Options{Words: words, Format: format, Partition: by})
				db, err := s.Tables(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				d := described(t, folder)
				for _, r := range d.Resources {
					readBack(t, db, folder, r, format)
					same(t, db, r, format)
				}
				trueOfFiles(t, folder, d, sum)
			})
		}
	}
}

// readBack reads the files of a table into a table of the session, the columns of folders from their names.
func readBack(t *testing.T, db *warehouse.DB, folder string, r Resource, format Format) {
	t.Helper()
	must(t, db, "DROP TABLE IF EXISTS back")
	for i, f := range r.Files {
		name := warehouse.Quote(filepath.Join(folder, filepath.FromSlash(f.Path)))
		from := "read_parquet(" + name + ", hive_partitioning = false)"
		switch format {
		case CSV:
			columns := []string{}
			for _, c := range r.Schema.Fields {
				if !inFolders(r, c.Name) {
					columns = append(columns, fmt.Sprintf("%s: '%s'", warehouse.Quote(c.Name), sqlTypes[c.Type]))
				}
			}
			from = fmt.Sprintf("read_csv(%s, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, columns = {%s}, hive_partitioning = false)", name, strings.Join(columns, ", "))
		case Arrow:
			stageArrow(t, db, filepath.Join(folder, filepath.FromSlash(f.Path)))
			from = "arrow_file"
		}
		more := ""
		for j, p := range r.Partitions {
			_, value, _ := strings.Cut(strings.Split(f.Path, "/")[1+j], "=")
			text := "nullif(url_decode(" + warehouse.Quote(value) + "), '__HIVE_DEFAULT_PARTITION__')"
			more += fmt.Sprintf(", %s AS %s", text, warehouse.Ident(p.Field))
		}
		to := "INSERT INTO back "
		if i == 0 {
			to = "CREATE TABLE back AS "
		}
		must(t, db, to+"SELECT *"+more+" FROM "+from)
	}
}

var sqlTypes = map[string]string{"string": "VARCHAR", "date": "DATE", "integer": "INTEGER", "boolean": "BOOLEAN", "number": "DECIMAL(18,2)"}

func inFolders(r Resource, field string) bool {
	return slices.ContainsFunc(r.Partitions, func(p Partition) bool { return p.Field == field })
}

func must(t *testing.T, db *warehouse.DB, stmt string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), stmt); err != nil {
		t.Fatalf("%v\n%s", err, stmt)
	}
}

func number(t *testing.T, db *warehouse.DB, query string) (n int64) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	return n
}

func stageArrow(t *testing.T, db *warehouse.DB, name string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := ipc.NewFileReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var batches []arrow.RecordBatch
	for i := range r.NumRecords() {
		b, err := r.RecordBatchAt(i)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Release()
		batches = append(batches, b)
	}
	reader, err := array.NewRecordReader(r.Schema(), batches)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Release()
	if err := db.Stage(t.Context(), "arrow_file", reader); err != nil {
		t.Fatal(err)
	}
}

// same holds what was read back against the table that the queries read.
func same(t *testing.T, db *warehouse.DB, r Resource, format Format) {
	t.Helper()
	fields, wants := []string{}, []string{}
	for _, f := range r.Schema.Fields {
		c := "t." + warehouse.Ident(f.Name)
		switch {
		case f.Name == byYear: // worked out again, from what the descriptor says that it is the year of
			p := r.Partitions[slices.IndexFunc(r.Partitions, func(p Partition) bool { return p.Field == byYear })]
			c = yearAgain(r.Name, p.From)
		case f.Name == byForce && inFolders(r, byForce):
			p := r.Partitions[slices.IndexFunc(r.Partitions, func(p Partition) bool { return p.Field == byForce })]
			c = "nullif(" + yearAgain(r.Name, p.From) + ", '')"
		case f.Type == "string" && format == CSV:
			c = fmt.Sprintf("CASE WHEN regexp_matches(%[1]s, '^[=+@\\t\\r-]') THEN '''' || %[1]s ELSE %[1]s END", c)
		}
		fields, wants = append(fields, warehouse.Ident(f.Name)+"::VARCHAR"), append(wants, "("+c+")::VARCHAR")
	}
	from := map[string]string{"case": "case_", "action": "action_"}[r.Name]
	if from == "" {
		from = warehouse.Ident(r.Name)
	}
	if ref, ok := strings.CutPrefix(r.Name, "ref_"); ok {
		from = "ref." + warehouse.Ident(ref)
	}
	want, got := "SELECT "+strings.Join(wants, ", ")+" FROM "+from+" t", "SELECT "+strings.Join(fields, ", ")+" FROM back"
	if n := number(t, db, fmt.Sprintf("SELECT count(*) FROM ((%[1]s EXCEPT ALL %[2]s) UNION ALL (%[2]s EXCEPT ALL %[1]s))", want, got)); n > 0 {
		t.Errorf("%s: %d rows differ", r.Name, n)
	}
}

// yearAgain is a date, as its year, or a force of the record t or of what it refers to.
func yearAgain(record, from string) string {
	kind, field, _ := strings.Cut(from, ".")
	value := warehouse.Ident(field)
	if field != "force" {
		value = "year(" + value + ")"
	}
	switch kind {
	case record:
		return value
	case "case":
		return "(SELECT " + value + " FROM case_ c WHERE c.case_ref = t.case_ref)"
	}
	return fmt.Sprintf("(SELECT %s FROM %s c WHERE c.%s_ref = t.%s_ref)", value, kind, kind, kind)
}

// trueOfFiles holds a descriptor against the folder.
func trueOfFiles(t *testing.T, folder string, d Descriptor, sum Summary) {
	t.Helper()
	there, err := filesOf(folder)
	if err != nil {
		t.Fatal(err)
	}
	said := []string{descriptorName}
	var rows, bytes int64
	for _, r := range d.Resources {
		var own int64
		for i, f := range r.Files {
			n, hash, err := hashed(filepath.Join(folder, filepath.FromSlash(f.Path)))
			if err != nil || n != f.Bytes || hash != f.Hash || r.Path[i] != f.Path {
				t.Errorf("%s: %d bytes and %s, said %d and %s (%v)", f.Path, n, hash, f.Bytes, f.Hash, err)
			}
			said, own, bytes = append(said, f.Path), own+f.Rows, bytes+n
		}
		if own != r.Rows || len(r.Path) != len(r.Files) || (r.Hash == "") != (len(r.Files) > 1) {
			t.Errorf("%s: %d rows of %d in %d files, hash %q", r.Name, own, r.Rows, len(r.Path), r.Hash)
		}
		rows += own
	}
	slices.Sort(said)
	slices.Sort(there)
	if !slices.Equal(said, there) {
		t.Errorf("the folder holds %v, and %v is said", there, said)
	}
	if rows != sum.Rows || bytes != sum.Bytes || len(said)-1 != sum.Files || len(d.Resources) != sum.Tables {
		t.Errorf("summary %+v, files say %d rows and %d bytes in %d files of %d tables", sum, rows, bytes, len(said)-1, len(d.Resources))
	}
}

// The names of folders keep every value, and the order of levels is that asked for.
func TestFolders(t *testing.T) {
	path, words := made(t, 600)
	folder, _, sum := exportOf(t, path, 1, Options{Words: words, Format: CSV, Partition: []string{"force", "year"}, Records: []string{"case", "cost", "event", "hold"}})
	for _, want := range []string{
		"case/force=__HIVE_DEFAULT_PARTITION__/year=2019/part-0.csv", "case/force=A%2FB%3A%20100%25%20%3D%20%22x%22/year=__HIVE_DEFAULT_PARTITION__/part-0.csv",
		"case/force=Heddlu%20Gŵyr/year=2020/part-0.csv", "case/force=..%2Fup/year=2019/part-0.csv",
		"cost/force=Southshire/year=2024/part-0.csv", "cost/force=Southshire/year=2025/part-0.csv",
		"event/force=__HIVE_DEFAULT_PARTITION__/year=2024/part-0.csv", // its case is not held
		"hold/part-0.csv", // none are held: no folders
	} {
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(want))); err != nil {
			t.Error(err)
		}
	}
	if !slices.Equal(sum.Unpartitioned, []string{"hold"}) {
		t.Errorf("not partitioned: %v", sum.Unpartitioned)
	}
	if text, err := os.ReadFile(filepath.Join(folder, "cost/force=Southshire/year=2025/part-0.csv")); string(text) != "proceeding_ref,kind,incurred_date,amount,source\nP1,counsel,2025-02-03,1234.50,sys\n" {
		t.Errorf("%q, %v", text, err)
	}
}

// A file that is there already is not written over: on some disks two names of folders are one.
func TestNoFileTwice(t *testing.T) {
	path, words := made(t, 60)
	folder := t.TempDir()
	s, err := queries.Open(t.Context(), queries.Options{Warehouse: path, Vocab: words, Period: queries.LastCompleteQuarter(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)), Settings: warehouse.Settings{Folder: folder}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	write(t, filepath.Join(folder, "case", "force=Northshire", "part-0.csv"), "of another force")
	o := Options{Words: words, Format: CSV, Partition: []string{"force"}, Records: []string{"case"}, Progress: func(int, int, string) {}}
	if _, err := Write(t.Context(), s, folder, o); err == nil || !strings.Contains(err.Error(), "case/force=Northshire/part-0.csv cannot be written: file exists") {
		t.Error(err)
	}
}

// The same warehouse gives the same bytes, whatever the threads.
func TestSameBytes(t *testing.T) {
	path, words := made(t, many)
	for i, format := range append(Formats(), Formats()...) {
		by := []string{"force"}[:i/len(Formats())] // first none
		one, _, _ := exportOf(t, path, 1, Options{Words: words, Format: format, Partition: by})
		four, _, _ := exportOf(t, path, 4, Options{Words: words, Format: format, Partition: by})
		a, errA := os.ReadFile(filepath.Join(one, descriptorName))
		b, errB := os.ReadFile(filepath.Join(four, descriptorName))
		if errA != nil || errB != nil || string(a) != string(b) { // it holds the hash of every other
			t.Errorf("%s %v: one thread and four give two descriptors (%v, %v)", format, by, errA, errB)
		}
	}
}
