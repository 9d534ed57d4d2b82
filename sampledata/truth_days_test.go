package sampledata

import "testing"

func day(t *testing.T, text string) Day {
	t.Helper()
	d, err := ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTruthWorkingDays(t *testing.T) {
	n := []int{3, 5, 7, 10, 15, 20, 100}
	for start, want := range map[string][]string{
		"2024-03-28": {"2024-04-04", "2024-04-08", "2024-04-10", "2024-04-15", "2024-04-22", "2024-04-29", "2024-08-21"},
		"2024-03-30": {"2024-04-04", "2024-04-08", "2024-04-10", "2024-04-15", "2024-04-22", "2024-04-29", "2024-08-21"},
		"2024-12-20": {"2024-12-27", "2024-12-31", "2025-01-03", "2025-01-08", "2025-01-15", "2025-01-22", "2025-05-19"},
		"2025-04-16": {"2025-04-23", "2025-04-25", "2025-04-29", "2025-05-02", "2025-05-12", "2025-05-19", "2025-09-10"},
		"2023-05-05": {"2023-05-11", "2023-05-15", "2023-05-17", "2023-05-22", "2023-05-30", "2023-06-06", "2023-09-27"},
	} {
		for i := range n {
			if _, got := dueBy("FWD_AFTER", day(t, start), n[i], 0); got.String() != want[i] {
				t.Errorf("%d working days after %s: %s, want %s", n[i], start, got, want[i])
			}
		}
	}
}

func TestTruthDueDates(t *testing.T) {
	for _, c := range []struct {
		rule      string
		n         int
		start, to string
	}{
		{"DAY_OF", 56, "2024-01-10", "2024-03-05"}, {"DAY_AFTER", 56, "2024-01-10", "2024-03-06"},
		{"DAY_OF", 28, "2024-01-10", "2024-02-06"}, {"DAY_OF", 14, "2024-01-10", "2024-01-23"},
		{"MONTHS_FROM", 12, "2024-01-15", "2025-01-14"}, {"MONTHS_FROM", 12, "2024-02-29", "2025-02-28"}, {"MONTHS_FROM", 12, "2023-03-01", "2024-02-29"},
		{"MONTHS_OF", 6, "2024-08-31", "2025-02-28"},
		{"BEFORE", 5, "2024-04-08", "2024-03-28"}, {"BEFORE", 5, "2024-04-04", "2024-03-26"},
		{"FWD_AFTER", 100, "2028-12-01", ""},
	} {
		if _, got := dueBy(c.rule, day(t, c.start), c.n, 0); got.String() != c.to {
			t.Errorf("%s %d from %s: %s, want %s", c.rule, c.n, c.start, got, c.to)
		}
	}
	earliest, latest := dueBy("WINDOW_AFTER", day(t, "2024-03-28"), 10, 15)
	if earliest.String() != "2024-04-15" || latest.String() != "2024-04-22" {
		t.Errorf("window %s to %s", earliest, latest)
	}
}

func TestTruthPeriods(t *testing.T) {
	tr := truth{to: day(t, "2026-03-31")}
	quarters := tr.lastQuarters(5)
	if q := quarters[0]; q.label != "2024-25Q4" || q.first.String() != "2025-01-01" || q.last.String() != "2025-03-31" {
		t.Errorf("first of five quarters: %v %s %s", q.label, q.first, q.last)
	}
	if q := quarters[4]; q.label != "2025-26Q4" || q.last != tr.to {
		t.Errorf("last of five quarters: %v to %s", q.label, q.last)
	}
	if tr.inYears(day(t, "2025-03-31"), 1) || !tr.inYears(day(t, "2025-04-01"), 1) || !tr.inYears(tr.to, 1) || tr.inYears(tr.to+1, 1) {
		t.Error("twelve months must run from 1 April to 31 March")
	}
	if months := tr.completeMonths(36); months[35].last != tr.to || months[0].first.String() != "2023-04-01" {
		t.Errorf("months %s to %s", months[0].first, months[35].last)
	}
	tr.to = day(t, "2026-03-30")
	if months := tr.completeMonths(36); months[35].last.String() != "2026-02-28" {
		t.Errorf("a month not over counts: %s", months[35].last)
	}
	years := tr.financialYears(6)
	if years[0] != "2020-21" || years[5] != "2025-26" {
		t.Errorf("years %v", years)
	}
}

func TestTruthYearsEndWithAMonth(t *testing.T) {
	for _, c := range []struct {
		until string
		n     int
		want  string
	}{
		{"2026-03-31", 1, "2025-03-31"}, {"2025-02-28", 1, "2024-02-29"}, {"2024-02-29", 1, "2023-02-28"}, {"2024-02-28", 1, "2023-02-28"},
		{"2027-02-28", 3, "2024-02-29"}, {"2024-02-29", 4, "2020-02-29"}, {"2026-06-30", 5, "2021-06-30"},
	} {
		if got := yearsBefore(day(t, c.until), c.n); got.String() != c.want {
			t.Errorf("%d years to %s run after %s, want %s", c.n, c.until, got, c.want)
		}
	}
}
