package pack

import (
	"strings"
	"testing"

	"proceedings/queries/disclosure"
	"proceedings/reports"
)

// What the note of the hearing must say, worked out from testdata/case.txt by hand.
func TestWhatANoteSays(t *testing.T) {
	note := pageOf(t, papers(t)["note"])
	if !strings.Contains(string(note.HTML), noteHandle) || strings.Contains(string(note.HTML), "outside the team") {
		t.Error("a note for chief officers says that nobody outside the team may have it")
	}
	text := plain(t, note)
	for _, want := range []string{
		"P5 is listed for Monday 6 July 2026, hearing: 2 days listed in the 30 days to 30 July 2026. It has not begun as far as recorded.",
		"1 subject, 1 on hold", "high, 10 June 2026",
		"Late: the first day was due by 1 June 2026 and is listed 35 days after that.",
		"1 limit was passed without what was due and 1 disclosure batch is overdue and not served: see below.",
		"Public notice of the hearingP529 Jun 2026noOpen overdue", "Disclosure batch B5, not servedP520 Jun 2026noOpen overdue",
		"Public notice: none is on record; it was due by 29 June 2026.",
		"1 restriction is in force on it, as far as recorded: see below before anything is said.",
		"Criminal proceedings are active: ", "Nothing that could prejudice them may be said.",
		"An update is overdue to: complainant, since 29 May 2026.",
		"1 listed day before: 0 used, 1 lost (officer ill, 1).", "Hearing: 6 Jul 2026 and 7 Jul 2026.",
		"No finding on any of it is on record.", "On hold: sub judice since 1 Mar 2026 (subject 1), no end recorded.",
		"This is no clearance", "overdue by 32 days", "no export says which hearings are of high profile",
		"Anonymity1 Jan 20261 Aug 20261P5in force", "Reporting1 Jan 20265 Jul 2026allthe caseended before", "Private hearing7 Jul 20267 Jul 2026allP5begins later",
	} {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			t.Errorf("the note does not say %q:\n%s", want, text)
		}
	}
	for _, other := range []string{"subject 2", "2, officer", "6 Jan 2026"} { // who has left it is not in the note
		if strings.Contains(strings.ToLower(text), strings.ToLower(other)) {
			t.Errorf("the note says %q", other)
		}
	}
}

// A proceeding that no export describes has a note, which says so and warns of nothing it cannot know.
func TestNoteOfAnUnknownProceeding(t *testing.T) {
	text := plain(t, pageOf(t, papers(t)["empty note"]))
	for _, want := range []string{"Proceeding P9 is listed for Friday 10 July 2026", "No export describes this proceeding beyond the list of hearings", "No allegation against those in it", "No update to anyone", "This is no clearance"} {
		if !strings.Contains(text, want) {
			t.Errorf("the note does not say %q:\n%s", want, text)
		}
	}
}

// A hold for criminal proceedings and a charge are signs of them where none is on record.
func TestSignsOfCriminalProceedings(t *testing.T) {
	for name, c := range map[string]struct {
		level string
		hold  bool
		want  string
	}{
		"a hold":   {"", true, "Criminal proceedings may be active (a sub judice hold is open)"},
		"a charge": {"charge", false, "Criminal proceedings may be active (a charge is on record)"},
		"none":     {"", false, "No criminal proceedings and no inquest are open in this case as far as recorded."},
	} {
		r := results(t)
		for query, res := range r {
			for i := len(res.Rows) - 1; i >= 0; i-- {
				for col, v := range res.Rows[i] {
					switch at := res.Columns[col].Name; {
					case query == "case_outcomes" && at == "jurisdiction" && v == "criminal", query == "case_timeline" && at == "what" && v == "hold" && !c.hold:
						res.Rows[i][col] = "none"
					case query == "case_allegations" && at == "level" && c.level != "":
						res.Rows[i][col] = c.level
					}
				}
			}
		}
		p, err := bookOf(t, r).Briefing("P5")
		if text := plain(t, pageOf(t, paper(t, p, err))); !strings.Contains(text, c.want) {
			t.Errorf("%s: the note does not say %q:\n%s", name, c.want, text)
		}
	}
}

// The list links each note, and its document where drawings are made; no edition but the restricted one has it, or a note.
func TestListOfNotes(t *testing.T) {
	in := input()
	in.Answers = reports.Restricted(results(t))
	all := Hearings(in.Result(Upcoming))
	for n, want := range map[int]string{2: "Each has a note", 1: "the notes of the 1 next listed; the other 1 were left out", 0: "made without notes"} {
		in.Briefed = nil
		for _, h := range all[:n] {
			in.Briefed = append(in.Briefed, h.Proceeding)
		}
		got, ok, err := Briefings(in)
		if err != nil || !ok || !strings.Contains(string(got), want) || strings.Count(string(got), "<a href=\"briefing/") != n {
			t.Errorf("%d notes: %v %v\n%s", n, ok, err, got)
		}
	}
	frozen, err := disclosure.Freeze(t.Context(), results(t), disclosure.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Answers = reports.Shareable(frozen)
	if _, ok, _ := Briefings(in); ok {
		t.Error("a shareable edition has a list of notes")
	}
	if _, err := bookOf(t, results(t)).Briefing("P1"); err == nil || !strings.Contains(err.Error(), "no day of proceeding P1 is listed") {
		t.Errorf("a note of what is not listed: %v", err)
	}
}
