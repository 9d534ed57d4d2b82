package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"proceedings/dashboards"
	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/reportstest"
)

// tab opens a page of a release and watches what it says.
func tab(t *testing.T, browser context.Context, address string, first ...chromedp.Action[chromedp.Void]) (context.Context, *watched) {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	w := &watched{}
	if err := w.listen(ctx); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.EmulateViewport(1280, 900))
	do(t, ctx, first...)
	do(t, ctx, chromedp.Navigate(address), chromedp.WaitReady("main"))
	t.Cleanup(func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.messages) > 0 {
			t.Errorf("console: %s", strings.Join(w.messages, "\n"))
		}
	})
	return ctx, w
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	for _, a := range actions {
		if err := chromedp.Do(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
}

// js evaluates an expression in the page; promises are waited for.
func js[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return out
}

// goTo changes the fragment as a link does, and waits for the page to follow.
func goTo(t *testing.T, ctx context.Context, fragment string) {
	t.Helper()
	js[bool](t, ctx, `new Promise(done => { addEventListener('hashchange', () => setTimeout(() => done(true), 50), {once: true}); location.hash = `+quoteJS(fragment)+`; setTimeout(() => done(false), 500) })`)
}

func quoteJS(s string) string { b, _ := json.Marshal(s); return string(b) }

// shownRows are the values of a table's rows that can be seen, cell by cell in the order of the page.
func shownRows(t *testing.T, ctx context.Context, query string) [][]string {
	t.Helper()
	return js[[][]string](t, ctx, `[...document.querySelector('table[data-query=`+query+`]').tBodies[0].rows].filter(r => r.offsetParent !== null || r.getClientRects().length).map(r => [...r.cells].map(c => c.dataset.value === undefined ? c.firstChild.nodeValue : c.dataset.value))`)
}

func releasedPage(t *testing.T, name string) string {
	t.Helper()
	return fileURL(filepath.Join(released(t, filepath.Join(demoDir(t), "release")), name))
}

// pressed is what a table comes to when a heading is pressed: the rows by their number in the order given.
type pressed struct {
	Table, Column, Kind string
	Values, Texts       []string
	Up, Down, Back      []int
	Said                []string
}

// pressAll presses each heading of the tables that the selector names three times.
const pressAll = `(() => {
  const out = [];
  for (const t of document.querySelectorAll(tables)) {
    const rows = [...t.tBodies[0].rows], at = () => [...t.tBodies[0].rows].map(r => rows.indexOf(r));
    [...t.tHead.rows[0].cells].forEach((th, i) => {
      const b = th.querySelector('button');
      if (!b) return;
      const cells = rows.map(r => r.cells[i]), one = {Table: t.dataset.query || t.dataset.facts, Column: th.dataset.name || '', Kind: th.dataset.kind || '', Said: []};
      one.Values = cells.map(c => c.dataset.value === undefined ? c.firstChild ? c.firstChild.nodeValue : '' : c.dataset.value);
      one.Texts = cells.map(c => [...c.childNodes].filter(n => n.nodeType === 3).map(n => n.nodeValue).join('').trim());
      for (const way of ['Up', 'Down', 'Back']) { b.click(); one[way] = at(); one.Said.push(th.getAttribute('aria-sort') || 'none'); }
      out.push(one);
    });
  }
  return out;
})()`

// Every column of every table sorts both ways, keeps equals in the order given, puts what is
// missing last, and comes back to the order given.
func TestTablesSort(t *testing.T) {
	t.Parallel()
	longTests(t)
	b := browser(t)
	missing := 0
	for _, file := range pagesOf(t, released(t, filepath.Join(demoDir(t), "release"))) {
		ctx, _ := tab(t, b, fileURL(file))
		for _, p := range js[[]pressed](t, ctx, `tables = 'table[data-query],table[data-facts]'; `+pressAll) {
			where := filepath.Base(file) + " " + p.Table + " " + p.Column
			if got := strings.Join(p.Said, " "); got != "ascending descending none" {
				t.Errorf("%s: aria-sort %s", where, got)
			}
			for i, n := range p.Back {
				if n != i {
					t.Errorf("%s: the third press does not restore the order given", where)
					break
				}
			}
			for way, order := range map[string][]int{"up": p.Up, "down": p.Down} {
				missing += sorted(t, where+" "+way, p, order, way == "down")
			}
		}
	}
	if missing == 0 {
		t.Error("no column has a value missing: the test shows nothing of them")
	}
}

// sorted checks an order against the values, and returns how many are missing.
func sorted(t *testing.T, where string, p pressed, order []int, down bool) (missing int) {
	t.Helper()
	numbers, days := p.Kind == "", p.Kind == "" // tables of facts do not say of what kind a column is
	for _, v := range p.Values {
		_, err := strconv.ParseFloat(v, 64)
		numbers = numbers && (v == "" || err == nil)
		_, err = time.Parse(time.DateOnly, v)
		days = days && (v == "" || err == nil)
	}
	less := func(i, j int) int {
		switch {
		case numbers, slices.Contains([]string{"count", "rate", "duration", "number"}, p.Kind):
			x, _ := strconv.ParseFloat(p.Values[i], 64)
			y, _ := strconv.ParseFloat(p.Values[j], 64)
			return int(sign(x - y))
		case days, p.Kind == "date":
			return strings.Compare(p.Values[i], p.Values[j])
		}
		return 0 // texts by the alphabet of the browser: held by TestTablesSortByKeyboard
	}
	want := append([]int{}, order...)
	sort.Ints(want)
	for i, n := range want {
		if n != i {
			t.Errorf("%s: a row is lost", where)
			return 0
		}
	}
	for i := 1; i < len(order); i++ {
		a, b := order[i-1], order[i]
		switch {
		case p.Values[b] == "":
			missing++
		case p.Values[a] == "":
			t.Errorf("%s: what is missing stands before %q", where, p.Values[b])
			return missing
		}
		c := less(a, b)
		if down {
			c = -c
		}
		same := p.Values[a] == p.Values[b]
		if p.Values[b] != "" && c > 0 || same && a > b {
			t.Errorf("%s: row %d (%q) stands before row %d (%q)", where, a, p.Values[a], b, p.Values[b])
			return missing
		}
	}
	return missing
}

func sign(x float64) float64 {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}

// Words sort as readers expect, by what is shown and not by the code; the keyboard does it, and a
// live region says it.
func TestTablesSortByKeyboard(t *testing.T) {
	ctx, _ := tab(t, browser(t), releasedPage(t, "psu.html"))
	heading := `table[data-query=due_list] th[data-name=title]`
	do(t, ctx, chromedp.Focus(chromedp.CSS(heading+" button")), chromedp.KeyEvent(kb.Enter))
	texts := js[[]string](t, ctx, `[...document.querySelector('table[data-query=due_list]').tBodies[0].rows].map(r => r.cells[1].firstChild.nodeValue)`)
	if !slices.IsSortedFunc(texts, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) || len(texts) < 20 {
		t.Errorf("not sorted by words: %q", texts)
	}
	if js[string](t, ctx, `document.querySelector('`+heading+`').getAttribute('aria-sort')`) != "ascending" {
		t.Error("the heading does not say how it is sorted")
	}
	said := js[string](t, ctx, `[...document.querySelectorAll('#due_list [role=status]')].map(e => e.textContent).join('|')`)
	if !strings.Contains(said, "Sorted by Limit, ascending.") {
		t.Errorf("said %q", said)
	}
	do(t, ctx, chromedp.KeyEvent(" "), chromedp.Sleep(time.Second))
	if js[string](t, ctx, `location.hash`) != "#due_list?sort=-title" || js[string](t, ctx, `document.activeElement.textContent`) != "Limit" {
		t.Error("the second press is not in the address, or the focus is lost")
	}
}

// readCSV reads a CSV file by the names of its columns.
func readCSV(t *testing.T, text string) (head []string, rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("no CSV: %v", err)
	}
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

// A filter cuts the rows, says so, stands in the address, and the address brings the same rows back.
func TestTablesFilter(t *testing.T) {
	b := browser(t)
	address := releasedPage(t, "psu.html")
	ctx, _ := tab(t, b, address)
	data, err := os.ReadFile(filepath.Join(released(t, filepath.Join(demoDir(t), "release")), "data", "due_list.csv"))
	if err != nil {
		t.Fatal(err)
	}
	_, all := readCSV(t, string(data))
	force, word := all[0]["force"], "hearing"
	var want []string
	for _, r := range all {
		if r["force"] == force && strings.Contains(strings.ToLower(strings.Join([]string{r["title"], r["standard_id"], r["case_ref"], r["proceeding_ref"], r["force"]}, " ")), word) {
			want = append(want, r["due"]+r["standard_id"]+r["case_ref"]+r["subject_ref"])
		}
	}
	slices.Reverse(want)
	if len(want) < 2 || len(want) == len(all) {
		t.Fatalf("%d of %d rows tell nothing", len(want), len(all))
	}
	choose := `(() => { const s = document.getElementById('pick-force-due_list'), o = [...s.options].findIndex(o => o.textContent === ` + quoteJS(force) + `); s.selectedIndex = o; s.dispatchEvent(new Event('change')); return o })()`
	if js[int](t, ctx, choose) < 1 {
		t.Fatalf("%s is not among the forces", force)
	}
	do(t, ctx, chromedp.SendKeys(chromedp.CSS("#find-due_list"), word))
	do(t, ctx, chromedp.Click(chromedp.CSS("table[data-query=due_list] th[data-name=due] button")), chromedp.Click(chromedp.CSS("table[data-query=due_list] th[data-name=due] button")))
	do(t, ctx, chromedp.Sleep(time.Second))
	rows := shownRows(t, ctx, "due_list")
	if len(rows) != len(want) {
		t.Errorf("%d rows shown, want %d", len(rows), len(want))
	}
	said := js[string](t, ctx, `document.querySelector('#due_list .rows').textContent`)
	if !strings.HasPrefix(said, strconv.Itoa(len(want))+" of "+strconv.Itoa(len(all))+" rows") || !strings.Contains(said, "Force: "+force) {
		t.Errorf("the table says %q", said)
	}
	hash := js[string](t, ctx, `location.hash`)
	if !strings.HasPrefix(hash, "#due_list?") || !strings.Contains(hash, "find=hearing") || !strings.Contains(hash, "sort=-due") {
		t.Errorf("the address is %s", hash)
	}
	again, _ := tab(t, b, address+hash)
	if back := shownRows(t, again, "due_list"); !slices.EqualFunc(back, rows, slices.Equal) {
		t.Errorf("the address brings %d rows back, not the %d shown", len(back), len(rows))
	}
	if top := js[float64](t, again, `document.getElementById('due_list').getBoundingClientRect().top`); top < -5 || top > 100 {
		t.Errorf("the address does not lead to its table: it stands at %v", top)
	}
	goTo(t, again, "#due_list")
	if n := len(shownRows(t, again, "due_list")); n != len(all) {
		t.Errorf("the plain address shows %d of %d rows", n, len(all))
	}
	goTo(t, again, hash)
	last := "due-" + all[len(all)-1]["due"]
	goTo(t, again, "#"+last)
	if !js[bool](t, again, `(() => { const e = document.getElementById(`+quoteJS(last)+`), r = e.getBoundingClientRect(); return r.height > 0 && r.top >= 0 && r.bottom <= innerHeight })()`) {
		t.Error("a day of the calendar does not lead to its row when a filter hides it")
	}
}

// hooks catch what is copied and saved, where a page cannot show it.
const hooks = `(() => {
  window.said = {};
  URL.createObjectURL = b => { said.blob = b; return 'blob:none'; };
  HTMLAnchorElement.prototype.click = function () { said.name = this.download; };
  addEventListener('copy', e => { said.copied = e.clipboardData.getData('text/plain'); });
})()`

func act(query, text string) string {
	return `[...document.querySelector('table[data-query=` + query + `]').closest('.scroll').nextElementSibling.querySelectorAll('button')].find(b => b.textContent.startsWith(` + quoteJS(text) + `))`
}

// saidBy is what the table last said.
func saidBy(query string) string {
	return `document.querySelector('table[data-query=` + query + `]').closest('.scroll').nextElementSibling.querySelector('[role=status]').textContent`
}

// What is saved is what is shown, with the values and the names of the release's own CSV.
func TestTablesSave(t *testing.T) {
	ctx, _ := tab(t, browser(t), releasedPage(t, "psu.html")+"#due_list?find=hearing&sort=-due")
	js[any](t, ctx, hooks)
	js[any](t, ctx, act("due_list", "Save")+`.click()`)
	_, rows := readCSV(t, js[string](t, ctx, `said.blob.text()`))
	data, err := os.ReadFile(filepath.Join(released(t, filepath.Join(demoDir(t), "release")), "data", "due_list.csv"))
	if err != nil {
		t.Fatal(err)
	}
	_, all := readCSV(t, string(data))
	shown := shownRows(t, ctx, "due_list")
	if len(rows) != len(shown) || len(rows) == 0 || len(rows) == len(all) {
		t.Fatalf("%d rows saved, %d shown, %d in the release", len(rows), len(shown), len(all))
	}
	for i, r := range rows {
		if r["due"] != shown[i][0] || r["case_ref"] != shown[i][2] {
			t.Errorf("row %d saved is %v, shown %v", i, r, shown[i])
		}
		if !slices.ContainsFunc(all, func(o map[string]string) bool {
			for k, v := range r {
				if have, ok := o[k]; !ok || have != v {
					return false
				}
			}
			return true
		}) {
			t.Errorf("row %d is not in the release: %v", i, r)
		}
	}
	want := "due_list-" + strconv.Itoa(len(rows)) + "-of-" + strconv.Itoa(len(all)) + "-rows.csv"
	if got := js[string](t, ctx, `said.name`); got != want {
		t.Errorf("saved as %s, want %s", got, want)
	}
	if got := js[string](t, ctx, saidBy("due_list")); !strings.Contains(got, want) {
		t.Errorf("said %q", got)
	}
}

// A table is copied as shown: by the browser's clipboard, without one by the old command, and where
// neither works the page says what to do.
func TestTablesCopy(t *testing.T) {
	ctx, _ := tab(t, browser(t), releasedPage(t, "psu.html")+"#due_list?find=hearing")
	js[any](t, ctx, hooks)
	n := len(shownRows(t, ctx, "due_list"))
	check := func(way, text string) {
		t.Helper()
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if len(lines) != n+1 || !strings.HasPrefix(lines[0], "Due\tLimit\tCase\t") || strings.Count(lines[1], "\t") != strings.Count(lines[0], "\t") {
			t.Errorf("%s: %d lines copied, want %d: %.200q", way, len(lines), n+1, text)
		}
		if got := js[string](t, ctx, saidBy("due_list")); got != "Copied "+strconv.Itoa(n)+" rows with the headings." {
			t.Errorf("%s: said %q", way, got)
		}
	}
	press := func() {
		js[any](t, ctx, act("due_list", "Copy")+`.id = 'copy'`)
		do(t, ctx, chromedp.Click(chromedp.CSS("#copy")), chromedp.Sleep(100*time.Millisecond))
	}
	js[any](t, ctx, `Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: s => { said.written = s; return Promise.resolve() }}})`)
	press()
	check("clipboard", js[string](t, ctx, `said.written`))
	for _, lacking := range []string{`undefined`, `{writeText: () => Promise.reject(new Error('no'))}`} {
		js[any](t, ctx, `said.copied = ''; Object.defineProperty(navigator, 'clipboard', {configurable: true, value: `+lacking+`})`)
		press()
		check("command, clipboard "+lacking, js[string](t, ctx, `said.copied`))
	}
	js[any](t, ctx, `document.execCommand = () => false`)
	press()
	if got := js[string](t, ctx, saidBy("due_list")); !strings.HasPrefix(got, "The browser does not let this page copy.") {
		t.Errorf("said %q", got)
	}
}

// elementsHeld counts the elements of a page by name, without the drawings, which come one after the other, and what would run.
const elementsHeld = `(() => { const n = {}; for (const e of document.querySelectorAll('*')) { if (e.parentElement && e.parentElement.closest('[data-chart]')) continue; n[e.localName] = (n[e.localName] || 0) + 1; for (const a of e.attributes) if (a.name.startsWith('on') || a.name === 'style' && !e.closest('[data-chart]')) n['@' + a.name] = 1; } return JSON.stringify(n, Object.keys(n).sort()) })()`

// An address cannot make a page do anything but order and cut its rows.
func TestHostileAddresses(t *testing.T) {
	longTests(t)
	ctx, _ := tab(t, browser(t), releasedPage(t, "psu.html"))
	waitDrawn(t, ctx)
	plain, all := js[string](t, ctx, elementsHeld), len(shownRows(t, ctx, "due_list"))
	for _, fragment := range []string{
		`#due_list?force=<img src=x onerror=alert(1)>`, `#due_list?force=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E`, `#due_list?__proto__=x&constructor=y&toString=z`,
		`#due_list?sort=<script>alert(1)</script>`, `#due_list?sort=__proto__`, `#due_list?sort=-`, `#due_list?find=`, `#<img src=x onerror=alert(1)>?force=1`,
		`#"><svg onload=alert(1)>`, `#due_list?force=%E0%A4%A`, `#%`, `#__proto__?sort=due`, `#due_list?Force=x&FORCE=y`, `#due_list?due=2026-07-01`, `#javascript:alert(1)`,
	} {
		goTo(t, ctx, fragment)
		if n := len(shownRows(t, ctx, "due_list")); n != all {
			t.Errorf("%s leaves %d of %d rows", fragment, n, all)
		}
		if got := js[string](t, ctx, elementsHeld); got != plain {
			t.Errorf("%s makes elements:\n%s\n%s", fragment, plain, got)
		}
		if js[int](t, ctx, `document.querySelectorAll('[aria-sort]').length`) != 0 {
			t.Errorf("%s sorts", fragment)
		}
	}
	goTo(t, ctx, `#due_list?find=<img src=x onerror=alert(1)>`)
	if n := len(shownRows(t, ctx, "due_list")); n != 0 {
		t.Errorf("%d rows hold the hostile words", n)
	}
	if got := js[string](t, ctx, elementsHeld); got != plain {
		t.Error("the words searched for make elements")
	}
}

// spoilt is a page with a list each of whose texts is something hostile.
func spoilt(t *testing.T, payloads []string) (address string, in reports.Input) {
	t.Helper()
	results := reportstest.Results()
	in = reports.Input{Answers: reports.Restricted(results), Period: reportstest.Period(),
		Facts: reports.Facts{Label: func(list, code string) string { return code }, Limit: func(string) (reports.Limit, bool) { return reports.Limit{}, false }}}
	r := results["due_list"]
	for i := 0; len(r.Rows) < 3*len(payloads); i++ {
		r.Rows = append(r.Rows, slices.Clone(r.Rows[i])) // labels to choose from come twice at least
	}
	for n, row := range r.Rows {
		for i, c := range r.Columns {
			if c.Kind == queries.Label {
				row[i] = payloads[n%len(payloads)] + c.Name
			}
		}
	}
	pages, err := dashboards.Pages(in)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "psu.html")
	if err := os.WriteFile(file, pages[1].HTML, 0o644); err != nil {
		t.Fatal(err)
	}
	return fileURL(file), in
}

// Hostile values pass through sorting, lists, address and files as text.
func TestHostileValuesInTables(t *testing.T) {
	longTests(t)
	payloads := []string{
		`</script><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `=HYPERLINK("http://x","y")`, "@SUM(1)", "+1", "-1,\"a\"\n", "\t=1", `&lt;b&gt;`, "a&sort=x#?%00", `__proto__`,
	}
	address, in := spoilt(t, payloads)
	ctx, _ := tab(t, browser(t), address)
	waitDrawn(t, ctx)
	js[any](t, ctx, hooks)
	plain := js[string](t, ctx, elementsHeld)
	js[any](t, ctx, act("due_list", "Save")+`.click()`)
	head, rows := readCSV(t, js[string](t, ctx, `said.blob.text()`))
	_, want := readCSV(t, string(reports.CSV(in.Result("due_list"), in.Facts.Label)))
	if len(rows) != len(want) {
		t.Fatalf("%d rows saved, %d held", len(rows), len(want))
	}
	for i := range rows {
		for _, name := range head {
			if got, want := rows[i][name], want[i][name]; got != want {
				t.Errorf("row %d %s saved as %q, the release has %q", i, name, got, want)
			}
		}
	}
	js[any](t, ctx, "tables = 'table[data-query=due_list]'; "+pressAll)
	lists := js[map[string]int](t, ctx, `Object.fromEntries([...document.querySelectorAll('#due_list select')].map(s => [s.id, s.options.length]))`)
	if len(lists) != 2 {
		t.Fatalf("lists to choose from: %v, want those of forces and limits", lists)
	}
	for list, n := range lists {
		for i := 1; i < n; i++ {
			hash := js[string](t, ctx, fmt.Sprintf(`(async () => { const s = document.getElementById(%q), was = location.hash; s.selectedIndex = %d; s.dispatchEvent(new Event('change')); for (let i = 0; i < 100 && (location.hash === was || !location.hash.includes('?')); i++) await new Promise(f => setTimeout(f, 50)); return location.hash })()`, list, i))
			cut := len(shownRows(t, ctx, "due_list"))
			goTo(t, ctx, "#due_list")
			goTo(t, ctx, hash)
			if again := len(shownRows(t, ctx, "due_list")); again != cut || cut < 3 || cut > 4 {
				t.Errorf("%s %d shows %d of %d rows by hand and %d by the address %s, want 3 or 4", list, i, cut, len(rows), again, hash)
			}
			goTo(t, ctx, "#due_list")
		}
	}
	if got := js[string](t, ctx, elementsHeld); got != plain {
		t.Errorf("hostile values make elements:\n%s\n%s", plain, got)
	}
}

// The glossary and the definitions can be searched as one types, and a link to an entry shows it.
func TestWordsAreFound(t *testing.T) {
	b := browser(t)
	shown := `[...document.querySelectorAll('[data-entry]')].filter(e => e.getClientRects().length).map(e => e.textContent)`
	for _, c := range []struct{ page, word, entry string }{{"glossary.html", "kaplan median", "rate"}, {"definitions.html", "open_ps", "qa_items"}} {
		ctx, _ := tab(t, b, releasedPage(t, c.page))
		all := len(js[[]string](t, ctx, shown))
		do(t, ctx, chromedp.SendKeys(chromedp.CSS("#finder"), c.word))
		found := js[[]string](t, ctx, shown)
		if len(found) == 0 || len(found) == all {
			t.Errorf("%s: %d of %d entries found", c.page, len(found), all)
		}
		for _, e := range found {
			for _, w := range strings.Fields(c.word) {
				if !strings.Contains(strings.ToLower(e), w) {
					t.Errorf("%s: %q does not hold %q", c.page, e, w)
				}
			}
		}
		if got := js[string](t, ctx, `document.querySelector('[role=status]').textContent`); got != strconv.Itoa(len(found))+" of "+strconv.Itoa(all) {
			t.Errorf("%s: said %q", c.page, got)
		}
		if js[int](t, ctx, `[...document.querySelectorAll('[data-entries]')].filter(g => g.getClientRects().length && ![...g.querySelectorAll('[data-entry]')].some(e => e.getClientRects().length)).length`) > 0 {
			t.Errorf("%s: headings without entries stay", c.page)
		}
		goTo(t, ctx, "#"+c.entry)
		if !js[bool](t, ctx, `document.getElementById(`+quoteJS(c.entry)+`).getClientRects().length > 0`) || len(js[[]string](t, ctx, shown)) != all {
			t.Errorf("%s: a link to an entry that is not found does not show it", c.page)
		}
	}
}

// Pages print with their site, title and number on every sheet but the head of the first, the headings
// of a long table again on each, what a filter left out said in words, and no control.
func TestPagesPrint(t *testing.T) {
	t.Parallel()
	longTests(t)
	pdftotext := needTool(t, "pdftotext")
	b := browser(t)
	for _, c := range []struct{ name, view, title, says, heading string }{
		{"psu.html", "#due_list?find=hearing", "Trend review", "Shown: with “hearing”.", "Due Limit Case Subject"},
		{"definitions.html", "", "Definitions", "Population", ""},
	} {
		ctx, _ := tab(t, b, releasedPage(t, c.name)+c.view)
		waitDrawn(t, ctx)
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = new(true) }))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "page.pdf")
		if err := os.WriteFile(file, pdf, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(pdftotext, "-layout", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		sheets := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
		for i, s := range sheets {
			words := strings.Join(strings.Fields(s), " ")
			if i > 0 && !strings.HasPrefix(words, "Police proceedings: timeliness, outcomes and learning "+c.title) {
				t.Errorf("%s: sheet %d begins %.80q", c.name, i+1, words)
			}
			if want := fmt.Sprintf("Restricted. Invented sample data %d of %d", i+1, len(sheets)); !strings.HasSuffix(words, want) {
				t.Errorf("%s: sheet %d does not end in %q", c.name, i+1, want)
			}
		}
		words := strings.Join(strings.Fields(string(out)), " ")
		if !strings.Contains(words, c.says) || strings.Contains(words, "Copy table") || strings.Contains(words, "Find ") {
			t.Errorf("%s: does not print %q, or prints controls", c.name, c.says)
		}
		if n := strings.Count(words, c.heading); c.heading != "" && n < 2 {
			t.Errorf("%s: the heading %q stands on %d sheets", c.name, c.heading, n)
		}
	}
}

// No table is wider than the sheet that it is printed on, so that no column is lost and none shrinks the rest.
func TestTablesFitPaper(t *testing.T) {
	t.Parallel()
	longTests(t)
	b := browser(t)
	const across = `.broad .scroll`
	for _, file := range pagesOf(t, released(t, filepath.Join(demoDir(t), "release"))) {
		for _, sheet := range []struct {
			width int64
			which string
		}{{680, `.scroll:not(` + across + `)`}, {1009, across}} { // A4 without its margins, upright and across
			ctx, cancel := chromedp.NewContext(b)
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
				t.Fatal(err)
			}
			do(t, ctx, chromedp.EmulateViewport(sheet.width, 900), chromedp.Navigate(fileURL(file)), chromedp.WaitReady("main"))
			wide := js[string](t, ctx, `[...document.querySelectorAll('`+sheet.which+`')].filter(e => e.getClientRects().length && e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-label') + ' ' + e.scrollWidth).join('; ')`)
			if wide != "" {
				t.Errorf("%s: wider than %d: %s", filepath.Base(file), sheet.width, wide)
			}
			cancel()
		}
	}
}

// somePages are all pages of a release; in the short suite those that between them hold every kind of control and part.
func somePages(t *testing.T, release string) []string {
	t.Helper()
	if allTests() {
		return pagesOf(t, release)
	}
	var out []string
	for _, name := range []string{"index.html", "board.html", "explore.html", "glossary.html"} {
		out = append(out, filepath.Join(release, name))
	}
	return out
}

// Without JavaScript every row and word can be read, and there is no control that does nothing.
func TestPagesWithoutScript(t *testing.T) {
	t.Parallel()
	b := browser(t)
	for _, file := range somePages(t, released(t, filepath.Join(demoDir(t), "release"))) {
		ctx, cancel := chromedp.NewContext(b)
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			t.Fatal(err)
		}
		do(t, ctx, chromedp.Navigate(fileURL(file)), chromedp.WaitReady("main"))
		if got := js[string](t, ctx, `[...document.querySelectorAll('button,input,select,textarea')].filter(e => !e.closest('[hidden]')).map(e => e.outerHTML).join()`); got != "" {
			t.Errorf("%s has dead controls: %s", filepath.Base(file), got)
		}
		js[any](t, ctx, `document.querySelectorAll('details').forEach(d => { d.open = true })`)
		if got := js[string](t, ctx, `[...document.querySelectorAll('tr,[data-entry],pre')].filter(e => !e.getClientRects().length).slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join()`); got != "" {
			t.Errorf("%s hides %s", filepath.Base(file), got)
		}
		cancel()
	}
}
