package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// view is what explore.html shows: its address, choices, headlines, and tables and charts in brief.
const view = `JSON.stringify([location.hash, [...document.querySelectorAll('.filters select')].map(s => s.value),
  [...document.querySelectorAll('section.figure')].map(s => [s.hidden, s.querySelector('h2').textContent, [...s.querySelectorAll('td')].map(c => c.textContent).join(' '),
    (s.querySelector('script[type="application/json"]') || {}).textContent, (s.querySelector('[data-chart]') || {getAttribute: () => ''}).getAttribute('aria-label')])])`

// explorePage is the page in a tab of its own.
type explorePage struct {
	t   *testing.T
	ctx context.Context
	w   *watched
	url string
}

func openExplore(t *testing.T, parent context.Context, url string, width int64, before ...func(context.Context) error) *explorePage {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	p := &explorePage{t: t, ctx: ctx, w: &watched{}, url: url}
	if err := p.w.listen(ctx); err != nil {
		t.Fatal(err)
	}
	for _, set := range before {
		if err := set(ctx); err != nil {
			t.Fatal(err)
		}
	}
	p.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(url), chromedp.WaitReady("main"))
	return p
}

func (p *explorePage) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

func (p *explorePage) eval(js string) string {
	p.t.Helper()
	s, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](js))
	if err != nil {
		p.t.Fatal(err)
	}
	return s
}

// until waits for an expression to be true.
func (p *explorePage) until(js string) {
	p.t.Helper()
	for range 100 {
		if p.eval("String("+js+")") == "true" {
			return
		}
		p.do(chromedp.Sleep(50 * time.Millisecond))
	}
	p.t.Fatalf("never true: %s\n%s", js, p.eval(view))
}

// quiet wants the page to have said nothing and charts to be drawn.
func (p *explorePage) quiet() {
	p.t.Helper()
	if n := waitDrawn(p.t, p.ctx); n > 0 {
		p.t.Errorf("%d charts are not drawn", n)
	}
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	if len(p.w.messages) > 0 {
		p.t.Errorf("console: %s", strings.Join(p.w.messages, "\n"))
	}
}

// told says that the page shows what is chosen: the address changes before it does.
const told = `document.querySelector('.filters .chosen').textContent === 'Shown: ' + [...document.querySelectorAll('.filters select')].map(s => s.selectedOptions[0].textContent).join(', ') + '.'`

const ready = `!document.querySelector('.filters').hidden`

// TestExploreByKeyboard chooses with the keyboard alone, sends the view as a link, and goes back.
func TestExploreByKeyboard(t *testing.T) {
	ctx := browser(t)
	file := filepath.Join(released(t, filepath.Join(demoDir(t), "release")), "explore.html")
	p := openExplore(t, ctx, fileURL(file), 1280)
	p.until(ready)
	first := p.eval(view)
	p.do(chromedp.Focus("#choose-force"), chromedp.KeyEvent(kb.ArrowDown))
	p.until(`/^#force=/.test(location.hash) && ` + told)
	forced := p.eval(view)
	p.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.ArrowDown))
	p.until(`/proceedings=/.test(location.hash)`)
	p.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.ArrowDown))
	p.until(`/year=/.test(location.hash) && ` + told)
	all := p.eval(view)
	if first == forced || forced == all {
		t.Errorf("the view does not change: %s", all)
	}
	force := p.eval(`document.getElementById('choose-force').selectedOptions[0].textContent`)
	if n := p.eval(`String([...document.querySelectorAll('section.figure h2')].filter(h => h.textContent.replace(/\u00a0/g, ' ').includes(` + "`" + force + "`" + `)).length)`); n != "4" && n != "3" {
		t.Errorf("%s of the headlines name %s", n, force)
	}
	p.quiet()

	t.Run("link", func(t *testing.T) {
		other := openExplore(t, ctx, p.eval("location.href"), 1280)
		other.until(ready)
		other.until(`document.querySelector('.filters .chosen').textContent.startsWith('Shown: ')`)
		if got := other.eval(view); got != all {
			t.Errorf("the link shows\n%.900s\nnot\n%.900s", got, all)
		}
		other.quiet()
		other.eval(`document.querySelector('.contents a').click(), ''`)
		if got := other.eval(view); got != all {
			t.Errorf("a link to a figure changes the view to\n%.900s", got)
		}
		other.eval(`document.querySelector(".filters button").click(), ""`)
		other.until(`location.hash === ''`)
		other.until(`document.querySelector('.filters .chosen').textContent.includes('All forces, All proceedings, All six years')`)
		if got := other.eval(view); headlines(got) != headlines(first) {
			t.Errorf("shown all:\n%.900s\nnot\n%.900s", got, first)
		}
		other.quiet()
	})
	t.Run("back", func(t *testing.T) {
		p.eval("history.go(-2), ''")
		p.until(`!/year=|proceedings=/.test(location.hash) && document.getElementById('choose-year').value === 'all'`)
		if got := p.eval(view); got != forced {
			t.Errorf("back is\n%.900s\nnot\n%.900s", got, forced)
		}
		p.quiet()
	})
}

// headlines leaves the charts' spoken names out of a view, which the page words before anything is chosen.
func headlines(view string) string {
	out, _, _ := strings.Cut(view, `"{\"bind`)
	return out
}

// TestExploreHostileAddress opens addresses with codes that the page does not have.
func TestExploreHostileAddress(t *testing.T) {
	longTests(t)
	ctx := browser(t)
	file := fileURL(filepath.Join(released(t, filepath.Join(demoDir(t), "release")), "explore.html"))
	whole := ""
	for _, hash := range []string{"", "#force=Nowhere", "#force=<img src=x onerror=alert(1)>", "#force=__proto__&proceedings=constructor&year=hasOwnProperty", "#force=", "#year=%E0%A4%A", "#=&&=", "#force=all&force=all", "#explore_time"} {
		p := openExplore(t, ctx, file+hash, 1280)
		p.until(ready)
		p.do(chromedp.Sleep(100 * time.Millisecond))
		got := p.eval(`JSON.stringify([[...document.querySelectorAll('.filters select')].map(s => s.value), [...document.querySelectorAll('section.figure h2')].map(h => h.textContent), document.images.length])`)
		if whole == "" {
			whole = got
		}
		if got != whole {
			t.Errorf("%s shows %s, not %s", hash, got, whole)
		}
		p.quiet()
	}
}

// TestExploreWithoutJavaScript wants all to be shown with a sentence and no controls.
func TestExploreWithoutJavaScript(t *testing.T) {
	ctx := browser(t)
	file := fileURL(filepath.Join(released(t, filepath.Join(demoDir(t), "release")), "explore.html"))
	p := openExplore(t, ctx, file, 390, func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	got := p.eval(`JSON.stringify([getComputedStyle(document.querySelector('.filters')).display, document.body.innerText.includes('Choosing needs JavaScript'), document.querySelectorAll('section.figure').length, document.querySelectorAll('.chart svg').length])`)
	if want := `["none",true,4,4]`; got != want {
		t.Errorf("without JavaScript %s, want %s", got, want)
	}
}

// TestExploreOnAPhoneAndPaper chooses at phone width, where nothing is cut, and prints what is chosen.
func TestExploreOnAPhoneAndPaper(t *testing.T) {
	ctx := browser(t)
	file := filepath.Join(released(t, filepath.Join(demoDir(t), "release")), "explore.html")
	dark := func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
		return err
	}
	p := openExplore(t, ctx, fileURL(file)+"#proceedings=MH", 390, dark)
	p.until(ready)
	p.until(`document.querySelector('.filters .chosen').textContent.startsWith('Shown: ')`)
	p.quiet()
	if wide := p.eval(tooWide); wide != "" {
		t.Errorf("wider than a phone: %s", wide)
	}
	p.eval(`addEventListener('beforeprint', () => { window.printed = [...document.querySelectorAll('.chart.bare svg')].map(s => s.outerHTML).join('') }), ''`)
	pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = new(true) }))
	if err != nil {
		t.Fatal(err)
	}
	drawn := p.eval(`window.printed || ''`)
	if n := strings.Count(drawn, "<svg"); n != 4 || !strings.Contains(strings.ToLower(drawn), "#12436d") && !strings.Contains(drawn, "rgb(18,67,109)") {
		t.Errorf("%d charts go to paper, in its blue: %v", n, strings.Contains(strings.ToLower(drawn), "#12436d"))
	}
	text, err := exec.Command(needTool(t, "pdftotext"), saved(t, pdf), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Misconduct hearing:", "Opened", "Median days"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the print does not hold %q:\n%s", want, text)
		}
	}
	p.quiet()
}

func saved(t *testing.T, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "print.pdf")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}
