package vocab

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func load(t *testing.T) *Set {
	t.Helper()
	s, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// change copies the embedded file into a new folder with one text replaced.
func change(t *testing.T, name, old, new string) string {
	t.Helper()
	data, err := embedded.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(data), old) != 1 {
		t.Fatalf("%s holds %q %d times, want once", name, old, strings.Count(string(data), old))
	}
	return folder(t, name, strings.Replace(string(data), old, new, 1))
}

func folder(t *testing.T, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// lineOf is the line of the embedded file on which text begins.
func lineOf(t *testing.T, name, text string) int {
	t.Helper()
	data, err := embedded.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	i := strings.Index(string(data), text)
	if i < 0 {
		t.Fatalf("%s does not hold %q", name, text)
	}
	return 1 + strings.Count(string(data)[:i], "\n")
}

func TestLoadReportsBadRows(t *testing.T) {
	const (
		debrief = "LRN-DEBRIEF-30,Debrief held within 30 days (local standard),learning,debrief,,debrief_triggered,debrief_held,DAY_AFTER,30,,day,EW,local,2012-01-01,,"
		window  = "hearing_day_start,WINDOW_AFTER,10,15,working_day,EW,statutory,2020-02-01"
		before  = "BEFORE,5,,working_day"
		resp12  = "14,,working_day,EW,statutory,2012-11-22,,Police (Conduct) Regulations 2012,Governs also later notices where the allegation came to attention before 1 February 2020.,M+,duty,,,,,,,R2012"
	)
	swap := func(from, to string) string { return strings.Replace(debrief, from, to, 1) }
	tests := []struct {
		name, file, old, new, want string
	}{
		{"unknown rule", "standard.csv", debrief, swap("DAY_AFTER", "DAYS_AFTER"), `rule "DAYS_AFTER" is not known`},
		{"unknown unit", "standard.csv", debrief, swap(",day,", ",days,"), `unit "days" is not known`},
		{"unknown calendar", "standard.csv", debrief, swap("EW", "UKX"), `calendar_id "UKX" is not known`},
		{"unknown anchor", "standard.csv", debrief, swap(",debrief,,", ",meeting,,"), `anchor "meeting" is not known`},
		{"unknown domain", "standard.csv", debrief, swap("learning", "lessons"), `domain "lessons" is not known`},
		{"unknown statutory", "standard.csv", debrief, swap(",local,", ",yes,"), `statutory "yes" is not known`},
		{"n missing", "standard.csv", debrief, swap("30,,day", ",,day"), "rule DAY_AFTER needs n"},
		{"n not a number", "standard.csv", debrief, swap("30,,day", "thirty,,day"), `n "thirty" is not a whole number`},
		{"n negative", "standard.csv", debrief, swap("30,,day", "-30,,day"), `n "-30" is not a whole number`},
		{"unit of another rule", "standard.csv", debrief, swap(",day,", ",working_day,"), `rule DAY_AFTER counts in day, not "working_day"`},
		{"n where nothing is counted", "standard.csv", debrief, swap("DAY_AFTER", "ASAP"), "rule ASAP counts nothing"},
		{"window without its end", "standard.csv", "AH,reg51_served," + window, "AH,reg51_served," + strings.Replace(window, "15", "", 1), "needs n_max"},
		{"window reversed", "standard.csv", "AH,reg51_served," + window, "AH,reg51_served," + strings.Replace(window, "15", "9", 1), "needs n_max"},
		{"n_max without a window", "standard.csv", before, "BEFORE,5,6,working_day", "rule BEFORE takes no n_max"},
		{"date not ISO", "standard.csv", debrief, swap("2012-01-01", "01/01/2012"), `valid_from "01/01/2012" is not a date`},
		{"date that does not exist", "standard.csv", debrief, swap("2012-01-01", "2023-02-29"), `valid_from "2023-02-29" is not a date`},
		{"valid_from missing", "standard.csv", debrief, swap("2012-01-01", ""), "valid_from is empty"},
		{"ends before it begins", "standard.csv", debrief, swap("2012-01-01,", "2012-01-01,2011-12-31"), "is before valid_from"},
		{"overlap", "standard.csv", resp12, strings.NewReplacer("R2012", "R2020", "2012-11-22,,", "2012-11-22,2020-02-01,").Replace(resp12), "MIS-RESP is also in force on line"},
		{"overlap, both open", "standard.csv", resp12, strings.Replace(resp12, "R2012", "R2012|R2024", 1), "MIS-RESP is also in force on line"},
		{"overlap, any regime", "standard.csv", resp12, strings.TrimSuffix(resp12, "R2012"), "MIS-RESP is also in force on line"},
		{"unknown duty", "standard.csv", debrief + "Local standard,Counted from the end of the proceeding that called for a debrief.,M+,duty,", debrief + "Local standard,Counted from the end of the proceeding that called for a debrief.,M+,must,", `duty "must" is not known`},
		{"regime without a test", "standard.csv", resp12, strings.Replace(resp12, "R2012", "R2017", 1), `regime "R2017" has no test_date`},
		{"only_if not understood", "standard.csv", ",sanction=written_warning,,,,,,R2012", ",outcome=written_warning,,,,,,R2012", `only_if "outcome=written_warning" is not understood`},
		{"only_if unknown code", "standard.csv", ",sanction=written_warning,,,,,,R2012", ",sanction=written_waning,,,,,,R2012", `only_if: "written_waning" is not in the list sanction`},
		{"only_if of another anchor", "standard.csv", ",sanction=written_warning,,,,,,R2012", ",mode=local,,,,,,R2012", `only_if mode= does not go with anchor proc_subject`},
		{"follows nothing", "standard.csv", ",MIS-12M,explanation_sent", ",MIS-13M,explanation_sent", `follows "MIS-13M" is no limit`},
		{"extended by no hold", "standard.csv", "judicial_review", "judicial_revue", `extended_by "judicial_revue" is not in the list hold_kind`},
		{"else of no event", "standard.csv", ",MIS-12M,explanation_sent", ",MIS-12M,explained", `else_code "explained" is neither`},
		{"stop of no event", "standard.csv", "redated|returned_to_part4", "redated|returned", `stop_code "returned" is neither`},
		{"rolls in working days", "standard.csv", resp12, strings.Replace(resp12, "R2012", "R2012,,yes", 1), "the row has"},
		{"term with an end", "standard.csv", "MH|MM,officer_notified,,MONTHS_FROM,12", "MH|MM,officer_notified,closed,MONTHS_FROM,12", "a term runs out by itself"},
		{"unknown proceeding type", "standard.csv", "none,PAT,,,FWD_AFTER,20,,working_day,EW,statutory,2020-02-01,,SI 2020/1 rule 13,35", "none,PTA,,,FWD_AFTER,20,,working_day,EW,statutory,2020-02-01,,SI 2020/1 rule 13,35", `applies_to "PTA" is no proceeding type`},
		{"unknown start", "standard.csv", debrief, swap("debrief_triggered", "debrief_trigered"), `start_code "debrief_trigered" is neither`},
		{"unknown end", "standard.csv", debrief, swap("debrief_held", "held"), `end_code "held" is neither`},
		{"anchored without end", "standard.csv", debrief, swap("debrief_held", ""), "anchor debrief needs start_code and end_code"},
		{"anchored on unchecked memory", "standard.csv", "UPP-GI,Gross incompetence meeting,performance,none,UPP-GI,,", "UPP-GI,Gross incompetence meeting,performance,proc_subject,UPP-GI,certified,verdict", "confidence M- is unchecked memory"},
		{"anchored with nothing to measure", "standard.csv", "UPP-GI,Gross incompetence meeting,performance,none,UPP-GI,,", "UPP-GI,Gross incompetence meeting,performance,proc_subject,UPP-GI,certified,verdict", "rule NONE has nothing to measure"},
		{"as soon as practicable on a case", "standard.csv", "misconduct,case_subject,,came_to_attention,severity_assessed", "misconduct,case,,came_to_attention,severity_assessed", "rule ASAP on anchor case is in no answer"},
		{"as soon as practicable on a debrief", "standard.csv", debrief, strings.NewReplacer("DAY_AFTER,30,,day", "ASAP,,,none").Replace(debrief), "rule ASAP on anchor debrief is in no answer"},
		{"title missing", "standard.csv", "Debrief held within 30 days (local standard)", "", "title is empty"},
		{"too many values", "standard.csv", debrief, swap("2012-01-01,", "2012-01-01,,"), "the row has 29 values for 28 columns"},
		{"stray quote", "standard.csv", debrief, swap("Debrief held", `Debrief "held`), "the row cannot be read"},
		{"standard header", "standard.csv", "standard_id,title", "id,title", "the header must be standard_id,title,"},

		{"duplicate code", "code.csv", "risk,medium,Medium", "risk,low,Medium", "code low of list risk is already on line"},
		{"duplicate label", "code.csv", "risk,medium,Medium", "risk,medium,low", `label "low" already stands for code low`},
		{"label missing", "code.csv", "risk,medium,Medium", "risk,medium,", "label is empty"},
		{"maps to nothing", "code.csv", "hispanic,Hispanic (United States sources),,,,other", "hispanic,Hispanic (United States sources),,,,others", `maps_to "others" is not in list ethnicity`},
		{"rank not a number", "code.csv", "risk,medium,Medium,2", "risk,medium,Medium,b", `rank "b" is not a whole number`},
		{"code ends before it begins", "code.csv", "risk,medium,Medium,2,,", "risk,medium,Medium,2,2020-01-02,2020-01-01", "is before valid_from"},
		{"code confidence", "code.csv", "risk,medium,Medium,2,,,,", "risk,medium,Medium,2,,,,high", `confidence "high" is not known`},
		{"list with its own file", "code.csv", "risk,medium,Medium", "finding,medium,Medium", "list finding has a file of its own"},

		{"jurisdiction", "proceeding_type.csv", "JR,Judicial review,civil", "JR,Judicial review,administrative", `jurisdiction "administrative" is not in the list`},
		{"event of a listing", "listing_kind.csv", "trial,Trial,trial_start", "trial,Trial,trial_begun", `event "trial_begun" is not in the list event`},
		{"no event of a listing", "listing_kind.csv", "trial,Trial,trial_start", "trial,Trial,", "event"},
		{"duplicate kind of listing", "listing_kind.csv", "pirh,Pre", "trial,Pre", "kind of listing trial is already on line"},
		{"duplicate proceeding type", "proceeding_type.csv", "JR,Judicial review", "PAT,Judicial review", "proceeding type PAT is already on line"},
		{"finding flag", "finding.csv", "60,true,true", "60,yes,true", `known "yes" is not known; use one of true, false`},
		{"finding rank", "finding.csv", "60,true,true", ",true,true", "rank is empty"},
		{"duplicate sanction", "sanction.csv", "rprp,", "none,", "sanction none is already on line"},
		{"regime date", "regime.csv", "2025-05-14", "14 May 2025", `valid_from "14 May 2025" is not a date`},
		{"regime with a test but no date", "regime.csv", "R2024,2024 amendments,2024-05-07", "R2024,2024 amendments,", "a regime with a test needs valid_from"},
		{"sanction of no regime", "sanction_allowed.csv", "R2020,MM,misconduct,written", "R2015,MM,misconduct,written", `regime_id "R2015" is no regime with a test`},
		{"sanction of no finding", "sanction_allowed.csv", "R2020,MM,misconduct,written", "R2020,MM,guilty,written", `finding "guilty" is not in finding.csv`},
		{"sanction twice", "sanction_allowed.csv", "R2020,MM,misconduct,final_written", "R2020,MM,misconduct,written", "is already on line"},
		{"duplicate regime", "regime.csv", "R-VET", "R2024", "regime R2024 is already on line"},

		{"holiday calendar", "bank_holiday.csv", "EW,2024-08-26", "GB,2024-08-26", `calendar_id "GB" is not known`},
		{"holiday not a date", "bank_holiday.csv", "EW,2024-08-26", "EW,26.08.2024", `day "26.08.2024" is not a date`},
		{"holiday twice", "bank_holiday.csv", "EW,2024-08-26", "EW,2024-12-25", "2024-12-25 of calendar EW is already on line"},
		{"holiday outside", "bank_holiday.csv", "EW,2024-08-26", "EW,2029-08-27", "outside the calendar, 2012 to 2028"},

		{"field type", "records.csv", "cost,amount,decimal", "cost,amount,money", `type "money" is not known`},
		{"person without kind", "records.csv", "person:officer", "person", `type "person" is not known`},
		{"code without list", "records.csv", "cost,kind,code,2,,cost_kind", "cost,kind,code,2,,", "a field of type code names its list"},
		{"list that is not there", "records.csv", "cost,kind,code,2,,cost_kind", "cost,kind,code,2,,costs", `list "costs" does not exist`},
		{"cut", "records.csv", "headcount,as_at_date,date,2,row", "headcount,as_at_date,date,2,rows", `cut "rows" is not known`},
		{"cut on what is no date", "records.csv", "case_review,risk,code,,with:done_date", "case_review,risk,code,,with:done", `rests on done, which is no date of record case_review`},
		{"key with a gap", "records.csv", "cost,kind,code,2,", "cost,kind,code,4,", "the key of record cost is numbered 1, 3, 4"},
		{"field twice", "records.csv", "cost,amount,", "cost,kind,", "field kind of record cost is already on line"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := change(t, tt.file, tt.old, tt.new)
			_, err := Load(dir)
			if err == nil {
				t.Fatalf("no error, want %q", tt.want)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %q does not hold %q", err, tt.want)
			}
			var p *Problem
			if !errors.As(err, &p) {
				t.Fatalf("%T is no Problem", err)
			}
			if p.File != filepath.Join(dir, tt.file) {
				t.Errorf("file %s, want %s", p.File, tt.file)
			}
			if p.Line == 0 {
				t.Errorf("no line in %q", p)
			}
		})
	}
}

func TestProblemNamesTheLine(t *testing.T) {
	dir := change(t, "standard.csv", "LRN-HMIC,", ",")
	want := lineOf(t, "standard.csv", "LRN-HMIC,")
	_, err := Load(dir)
	var p *Problem
	if !errors.As(err, &p) || p.Line != want {
		t.Fatalf("got %v, want line %d", err, want)
	}
}

func TestAllProblemsAreReported(t *testing.T) {
	dir := change(t, "code.csv", "risk,medium,Medium,2", "risk,medium,,two")
	_, err := Load(dir)
	if err == nil || !strings.Contains(err.Error(), "label is empty") || !strings.Contains(err.Error(), `rank "two"`) {
		t.Fatalf("got %v, want both problems", err)
	}
}

func TestListGone(t *testing.T) {
	dir := change(t, "code.csv", "listing_used,used,Used,,,,,\nlisting_used,lost,Lost,,,,,\n", "")
	_, err := Load(dir)
	if err == nil || !strings.Contains(err.Error(), `list "listing_used" does not exist`) {
		t.Fatalf("got %v", err)
	}
}

func TestFewHolidays(t *testing.T) {
	data, err := embedded.ReadFile("bank_holiday.csv")
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "CORONER,2027-") {
			kept = append(kept, line)
		}
	}
	_, err = Load(folder(t, "bank_holiday.csv", strings.Join(kept, "")))
	if err == nil || !strings.Contains(err.Error(), "calendar CORONER has 0 bank holidays in 2027") {
		t.Fatalf("got %v", err)
	}
}

func TestFolder(t *testing.T) {
	t.Run("missing", func(t *testing.T) {
		if _, err := Load(filepath.Join(t.TempDir(), "none")); err == nil {
			t.Fatal("no error")
		}
	})
	t.Run("unknown file", func(t *testing.T) {
		_, err := Load(folder(t, "standards.csv", "x"))
		if err == nil || !strings.Contains(err.Error(), "standards.csv") || !strings.Contains(err.Error(), "name it one of records.csv, standard.csv") {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("hidden file", func(t *testing.T) {
		if _, err := Load(folder(t, ".DS_Store", "x")); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("empty file", func(t *testing.T) {
		_, err := Load(folder(t, "regime.csv", ""))
		if err == nil || !strings.Contains(err.Error(), "regime.csv:1: the header must be") {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("header only", func(t *testing.T) {
		_, err := Load(folder(t, "regime.csv", "regime_id,label,valid_from,what,test,confidence,test_date,builds_on\n"))
		if err == nil || !strings.Contains(err.Error(), "has no rows") {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("not UTF-8", func(t *testing.T) {
		_, err := Load(folder(t, "regime.csv", "regime_id,label,valid_from,what,test,confidence,test_date,builds_on\nR,caf\xe9,,x,,V,,\n"))
		if err == nil || !strings.Contains(err.Error(), "not UTF-8") {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("replaced", func(t *testing.T) {
		// As Excel saves it: byte order mark, CRLF, and a space too many.
		rows := "R1, One ,2020-02-01,Change,Test,V,attention,\r\nR2012,x,2012-11-22,x,x,V,attention,\r\nR2020,x,2020-02-02,x,x,V,attention,\r\nR2024,x,2024-05-07,x,x,V,notice,R2020\r\nR2025,x,2025-05-28,x,x,V,attention,R2020\r\n"
		dir := folder(t, "regime.csv", "\ufeffregime_id,label,valid_from,what,test,confidence,test_date,builds_on\r\n"+rows)
		allowed := "regime_id,proceeding_type,finding,sanction,condition,confidence\nR1,,,written_warning,,V\n"
		if err := os.WriteFile(filepath.Join(dir, "sanction_allowed.csv"), []byte(allowed), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		if r := s.Regimes(); len(r) != 5 || r[0].ID != "R1" || r[0].Label != "One" {
			t.Fatalf("regimes %+v", r)
		}
		if s.Fingerprint() == load(t).Fingerprint() {
			t.Error("fingerprint did not change")
		}
		if len(s.Standards()) == 0 {
			t.Error("the other files are gone")
		}
	})
}

func TestFingerprint(t *testing.T) {
	a, b := load(t), load(t)
	if a.Fingerprint() != b.Fingerprint() || len(a.Fingerprint()) != 64 {
		t.Fatalf("%q and %q", a.Fingerprint(), b.Fingerprint())
	}
}

func TestTables(t *testing.T) {
	s := load(t)
	var names []string
	for _, table := range s.Tables() {
		names = append(names, table.Name)
		for i, r := range table.Rows {
			if len(r) != len(table.Columns) {
				t.Fatalf("%s row %d has %d values for %d columns", table.Name, i, len(r), len(table.Columns))
			}
		}
	}
	want := []string{"records", "standard", "code", "proceeding_type", "listing_kind", "finding", "sanction", "regime", "sanction_allowed", "bank_holiday", "calendar"}
	if !slices.Equal(names, want) {
		t.Fatalf("tables %v, want %v", names, want)
	}
	// What is handed out must not change the set.
	s.Tables()[1].Rows[0][0] = "changed"
	if s.Tables()[1].Rows[0][0] == "changed" {
		t.Error("a caller can change the set")
	}
}
