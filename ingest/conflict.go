package ingest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// Rows of one export that give one record different values all wait: nobody but
// the sender knows which is right. A row that waits for another reason is
// compared too, in what it says: a field that it leaves empty, or that cannot be
// read in it, contradicts no one. Between rows that could be loaded an empty field
// is a value like others, since it can mean that something has not happened.

// conflictRule begins the rule of rows that contradict each other, standingRule
// that of a row put right which contradicts what the rest of its export loaded.
const (
	conflictRule = "rows disagree about one "
	standingRule = "a row of the export that is loaded disagrees about one "
)

// conflictOf is the rule for a kind of record.
func conflictOf(rule string, kind vocab.Record) string {
	return rule + strings.ReplaceAll(kind.Name, "_", " ")
}

// rivalTable holds the rows that a row contradicts: the first few of all that
// give the record, in the order of the export.
const rivalTable = "CREATE OR REPLACE TEMP TABLE rival (tab INTEGER, row_no BIGINT, rule VARCHAR, other_tab INTEGER, other_row BIGINT, file VARCHAR)"

// rivalLimit is how many of them are named, the row itself among them.
const rivalLimit = 6

// setAside keeps what the rows that are held back would make, so far as they
// can be read, before they are taken out of the records.
func (f *fileLoad) setAside(ctx context.Context) error {
	f.aside = nil
	if err := f.exec(ctx, rivalTable); err != nil {
		return err
	}
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE aside AS SELECT DISTINCT tab, row_no FROM problem WHERE severity = '%s' AND row_no IS NOT NULL", Quarantine); err != nil {
		return err
	}
	n, err := f.int64(ctx, "SELECT count(*) FROM aside")
	if err != nil || (n == 0 && f.witnesses == 0) {
		return err
	}
	for i, t := range f.export.profile.Tables {
		if err := f.asideRows(ctx, i); err != nil {
			return err
		}
		for _, r := range t.Records {
			if err := f.asideRecords(ctx, i, r.Record, f.mappings[i].doubting().recordSQL(r, asideName(i), i)); err != nil {
				return fmt.Errorf("record %s: %w", r.Record, err)
			}
		}
		if err := f.dropTables(ctx, asideName(i)); err != nil {
			return err
		}
	}
	return nil
}

func asideName(i int) string { return fmt.Sprintf("aside_%d", i) }

// asideRows are the typed rows of a table that are held back, or were before.
func (f *fileLoad) asideRows(ctx context.Context, i int) error {
	rows := fmt.Sprintf("SELECT t.* FROM %s t SEMI JOIN aside a ON a.tab = %d AND a.row_no = t.%s WHERE %s", typedName(i), i, warehouse.Ident(read.Row), cellsKnown())
	if f.witnesses > 0 {
		rows += fmt.Sprintf(" UNION ALL SELECT t.* FROM %s t WHERE %s", witnessName(i), cellsKnown())
	}
	return f.exec(ctx, "CREATE OR REPLACE TEMP TABLE %s AS %s", asideName(i), rows)
}

// asideRecords adds the records of one kind; those without a whole key say
// nothing of any.
func (f *fileLoad) asideRecords(ctx context.Context, i int, record, records string) error {
	kind, _ := f.Words.Record(record)
	keyed := []string{}
	for _, field := range kind.Fields {
		if field.Key > 0 {
			keyed = append(keyed, warehouse.Ident(field.Name)+" IS NOT NULL")
		}
	}
	stmt := fmt.Sprintf("SELECT * FROM (%s) WHERE %s", records, strings.Join(keyed, " AND "))
	into := "CREATE OR REPLACE TEMP TABLE %s AS %s"
	if f.aside[record] {
		into = "INSERT INTO %s %s"
	}
	if f.aside == nil {
		f.aside = map[string]bool{}
	}
	f.aside[record] = true
	return f.exec(ctx, into, heldName(record), stmt)
}

// checkConflicts finds rows that give one record different values.
func (f *fileLoad) checkConflicts(ctx context.Context, m *making) error {
	kind := m.Record
	others := newName(kind.Name)
	if f.aside[kind.Name] && f.conflictSeverity(kind) == Quarantine {
		if err := f.checkBesideHeld(ctx, kind); err != nil {
			return err
		}
		others = fmt.Sprintf("(SELECT * FROM %s ANTI JOIN %s USING (%s))", newName(kind.Name), heldName(kind.Name), keyList(kind, ""))
	}
	keys := keyList(kind, "")
	distinct, total, err := f.distinctKeys(ctx, newName(kind.Name), keys)
	if err != nil {
		return err
	}
	if distinct == total {
		m.unique = true
		return nil
	}
	return f.listConflicts(ctx, kind, others, func(field string) string {
		return fmt.Sprintf("count(DISTINCT coalesce(CAST(%s AS VARCHAR), '')) > 1", field)
	})
}

// checkBesideHeld is the same for the records that rows held back would make.
func (f *fileLoad) checkBesideHeld(ctx context.Context, kind vocab.Record) error {
	columns, keys := "tab, row_no, "+fieldList(kind, ""), keyList(kind, "")
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE beside AS SELECT %s, false AS waits FROM %s SEMI JOIN %s USING (%s) UNION ALL SELECT %s, true FROM %[3]s",
		columns, newName(kind.Name), heldName(kind.Name), keys, columns); err != nil {
		return err
	}
	return f.listConflicts(ctx, kind, "beside", func(field string) string {
		return fmt.Sprintf("(count(DISTINCT %[1]s) > 1 OR count(DISTINCT coalesce(CAST(%[1]s AS VARCHAR), '')) FILTER (NOT waits) > 1)", field)
	})
}

// listConflicts lists the records of a table in which some field differs, and
// for each row which others there are.
func (f *fileLoad) listConflicts(ctx context.Context, kind vocab.Record, from string, differs func(field string) string) error {
	terms := []string{}
	for _, field := range kind.Fields {
		if field.Key == 0 {
			terms = append(terms, fmt.Sprintf("CASE WHEN %s THEN %s END", differs(warehouse.Ident(field.Name)), f.label(kind, field)))
		}
	}
	if len(terms) == 0 {
		return nil
	}
	keys, severity := keyList(kind, ""), f.conflictSeverity(kind)
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE clash AS SELECT %s, concat_ws(', ', %s) AS field FROM %s GROUP BY %[1]s HAVING field <> ''", keys, strings.Join(terms, ", "), from); err != nil {
		return err
	}
	n, err := f.int64(ctx, "SELECT count(*) FROM clash")
	if err != nil || n == 0 {
		return err
	}
	if err := f.exec(ctx, "INSERT INTO problem SELECT n.tab, n.row_no, c.field, '%s', '%s', NULL FROM %s n JOIN clash c USING (%s) WHERE n.row_no > 0",
		conflictOf(conflictRule, kind), severity, from, keys); err != nil || severity != Quarantine {
		return err
	}
	return f.exec(ctx, `INSERT INTO rival WITH parties AS (SELECT %[1]s, tab, row_no FROM %[2]s n SEMI JOIN clash USING (%[1]s)),
		first AS (SELECT DISTINCT %[1]s, tab, row_no FROM parties QUALIFY dense_rank() OVER (PARTITION BY %[1]s ORDER BY tab, abs(row_no)) <= %[3]d)
		SELECT DISTINCT p.tab, p.row_no, '%[4]s', o.tab, abs(o.row_no), NULL FROM parties p JOIN first o USING (%[1]s) WHERE p.row_no > 0`,
		keys, from, rivalLimit, conflictOf(conflictRule, kind))
}

// conflictSeverity is what rows that disagree come to.
func (f *fileLoad) conflictSeverity(kind vocab.Record) string {
	for _, t := range f.export.profile.Tables {
		for _, r := range t.Records {
			if r.Record == kind.Name && r.Conflict == "keep" {
				return Warn
			}
		}
	}
	return Quarantine
}

// checkOrigin holds the rows put right against the records that the rest of
// their export made, which stand: where they disagree the row goes on waiting, or,
// where the profile keeps one of those that disagree, the same one is kept as
// if they had come together. A workbook takes nothing back that is loaded.
func (f *fileLoad) checkOrigin(ctx context.Context) error {
	if f.export.origin == nil {
		return nil
	}
	for _, m := range f.made {
		if err := f.checkStanding(ctx, m.Record); err != nil {
			return fmt.Errorf("record %s: %w", m.Name, err)
		}
	}
	return nil
}

func (f *fileLoad) checkStanding(ctx context.Context, kind vocab.Record) error {
	name, same, differs := warehouse.Ident(kind.Name), []string{}, []string{}
	for _, field := range kind.Fields {
		id := warehouse.Ident(field.Name)
		if field.Key > 0 {
			same = append(same, fmt.Sprintf("n.%[1]s IS NOT DISTINCT FROM s.%[1]s", id))
			continue
		}
		differs = append(differs, fmt.Sprintf("CASE WHEN n.%[1]s IS DISTINCT FROM s.%[1]s THEN %[2]s END", id, f.label(kind, field)))
	}
	if len(differs) == 0 {
		return nil
	}
	if err := f.exec(ctx, `CREATE OR REPLACE TEMP TABLE standing AS
		WITH mine AS (SELECT file_no FROM load.file WHERE (file_no = %[1]d OR corrects = %[1]d) AND file_no NOT IN (SELECT file_no FROM load.gone)),
		     shown AS (SELECT vid FROM rec.%[2]s SEMI JOIN mine USING (file_no) UNION SELECT vid FROM seen.%[2]s SEMI JOIN mine USING (file_no))
		SELECT r.*, CASE WHEN r.file_no NOT IN (FROM mine) THEN l.name END AS file FROM rec.%[2]s r SEMI JOIN shown USING (vid) JOIN load.file l USING (file_no)`, f.export.origin.fileNo, name); err != nil {
		return err
	}
	severity, on, rule := f.conflictSeverity(kind), strings.Join(same, " AND "), conflictOf(standingRule, kind)
	if severity == Warn {
		rule = conflictOf(conflictRule, kind)
	}
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE clash AS SELECT n.tab, n.row_no, concat_ws(', ', %s) AS field, s.row_no AS other_row, s.file FROM %s n JOIN standing s ON %s WHERE field <> ''",
		strings.Join(differs, ", "), newName(kind.Name), on); err != nil {
		return err
	}
	if err := f.exec(ctx, "INSERT INTO problem SELECT DISTINCT tab, row_no, field, '%s', '%s', NULL FROM clash", rule, severity); err != nil {
		return err
	}
	if severity == Quarantine {
		return f.exec(ctx, "INSERT INTO rival SELECT DISTINCT tab, row_no, '%s', %s, other_row, file FROM clash", rule, f.madeBy(kind))
	}
	return f.exec(ctx, "DELETE FROM %s n USING standing s WHERE %s AND row(%s) < row(%s)", newName(kind.Name), on, fieldList(kind, "s."), fieldList(kind, "n."))
}

// madeBy is the number of the table that makes a kind of record, as SQL; NULL
// where several do and nobody can tell which.
func (f *fileLoad) madeBy(kind vocab.Record) string {
	found := []string{}
	for i, t := range f.export.profile.Tables {
		if slices.ContainsFunc(t.Records, func(r profile.Record) bool { return r.Record == kind.Name }) {
			found = append(found, strconv.Itoa(i))
		}
	}
	if len(found) != 1 {
		return "NULL"
	}
	return found[0]
}
