package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// needTool skips a test where a tool is absent, and fails it where everything
// must be tested.
func needTool(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	if allTests() {
		t.Fatalf("none of %v is installed", names)
	}
	t.Skipf("needs one of %v", names)
	return ""
}

// chromium is the one browser of all tests: a headless Chromium that resolves no name, so that nothing outside a page
// can be reached.
var chromium = sync.OnceValues(func() (context.Context, error) {
	profile, err := os.MkdirTemp("", "proceedings-chromium-")
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	for _, name := range browserNames {
		if path, err := exec.LookPath(name); err == nil {
			opts = append(opts, chromedp.ExecPath(path))
			break
		}
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, leave := chromedp.NewContext(alloc)
	atTheEnd(func() { leave(); stop(); os.RemoveAll(profile) })
	return ctx, chromedp.Do(ctx, chromedp.Navigate("about:blank"))
})

var browserNames = []string{"chromium", "chromium-browser", "google-chrome"}

// browser is a tab of that browser, and what is opened from it is a tab beside it, with a store of their own.
func browser(t *testing.T) context.Context {
	t.Helper()
	needTool(t, browserNames...)
	parent, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 20*time.Minute) // all pages of two releases, on a machine that does other work too
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// watched collects what a page says on the console and what it asks for.
type watched struct {
	mu       sync.Mutex
	messages []string
	requests []string
}

func (w *watched) listen(ctx context.Context) error {
	return chromedp.Listen(ctx, func(ev any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		switch e := ev.(type) {
		case *runtime.EventConsoleAPICalled:
			w.messages = append(w.messages, fmt.Sprintf("console %s: %v", e.Type, e.Args))
		case *runtime.EventExceptionThrown:
			w.messages = append(w.messages, e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			w.messages = append(w.messages, fmt.Sprintf("log: %s", e.Entry.Text))
		case *network.EventRequestWillBeSent:
			w.requests = append(w.requests, e.Request.URL)
		}
	})
}

func fileURL(path string) string {
	abs, _ := filepath.Abs(path)
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String()
}

// pagesOf lists the pages of a release.
func pagesOf(t *testing.T, release string) []string {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(release, "*.html"))
	if err != nil || len(pages) < 6 {
		t.Fatalf("pages: %v %v", pages, err)
	}
	return pages
}

// tooWide names the elements that reach beyond the window, save those inside a
// region that scrolls by itself.
const tooWide = `(() => {
  const w = document.documentElement.clientWidth, out = [];
  if (document.documentElement.scrollWidth > w) out.push('page is ' + document.documentElement.scrollWidth + ' wide');
  for (const e of document.querySelectorAll('body *')) {
    const r = e.getBoundingClientRect();
    if (r.width === 0 || r.right <= w + 1) continue;
    let p = e, scrolls = false;
    while ((p = p.parentElement)) { const o = getComputedStyle(p).overflowX; if (o === 'auto' || o === 'scroll' || o === 'hidden') { scrolls = true; break; } }
    if (!scrolls) out.push(e.tagName + '.' + e.className + ' reaches ' + Math.round(r.right));
  }
  return out.slice(0, 5).join('; ');
})()`

// undrawn counts the charts that hold no drawing.
const undrawn = `[...document.querySelectorAll('[data-chart]')].filter(e => !e.querySelector('svg') && !e.querySelector('canvas')).length`

// TestPagesInABrowser opens every page of two releases, the sample's and one of
// real exports where they are at hand, at desk and phone width; in the short
// suite, three pages of the sample, which between them hold every kind of part.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	for _, release := range releasesToOpen(t) {
		files := append(pagesOf(t, release), filepath.Join(filepath.Dir(release), "index.html"))
		if !allTests() {
			files = []string{filepath.Join(release, "index.html"), filepath.Join(release, "board.html"), filepath.Join(release, "explore.html")}
		}
		for _, file := range files {
			for _, width := range []int64{1280, 390} {
				t.Run(fmt.Sprintf("%s/%s/%d", filepath.Base(release), filepath.Base(file), width), func(t *testing.T) {
					openPage(t, ctx, file, width)
				})
			}
		}
	}
}

func releasesToOpen(t *testing.T) []string {
	t.Helper()
	out := []string{released(t, filepath.Join(demoDir(t), "release"))}
	if _, err := os.Stat(realFolder); err == nil && allTests() {
		out = append(out, realRelease(t))
	}
	return out
}

func openPage(t *testing.T, parent context.Context, file string, width int64) {
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	w := &watched{}
	if err := w.listen(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(fileURL(file)), chromedp.WaitReady("main")); err != nil {
		t.Fatal(err)
	}
	missing := waitDrawn(t, ctx)
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[string](tooWide))
	if err != nil {
		t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.messages) > 0 {
		t.Errorf("console: %s", strings.Join(w.messages, "\n"))
	}
	for _, r := range w.requests {
		if !strings.HasPrefix(r, "file://") && !strings.HasPrefix(r, "data:") {
			t.Errorf("the page asks for %s", r)
		}
	}
	if wide != "" {
		t.Errorf("wider than %d pixels: %s", width, wide)
	}
	if missing > 0 {
		t.Errorf("%d charts are not drawn", missing)
	}
}

// waitDrawn waits until the charts are drawn, for some seconds at most, and
// returns how many are not.
func waitDrawn(t *testing.T, ctx context.Context) int {
	t.Helper()
	for try := 0; ; try++ {
		missing, err := chromedp.Run(ctx, chromedp.Evaluate[int](undrawn))
		if err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Sleep(200*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		if missing == 0 || try == 50 {
			return missing
		}
	}
}

// TestBoardReportPrints prints the board report to A4 and counts its pages.
func TestBoardReportPrints(t *testing.T) {
	pdfinfo := needTool(t, "pdfinfo")
	ctx := browser(t)
	report := filepath.Join(released(t, filepath.Join(demoDir(t), "release")), "board-report.html")
	if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(report)), chromedp.WaitReady("main")); err != nil {
		t.Fatal(err)
	}
	waitDrawn(t, ctx)
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = new(true) }))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(pdfinfo, file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var pages int
	for _, line := range strings.Split(string(out), "\n") {
		if n, ok := strings.CutPrefix(line, "Pages:"); ok {
			fmt.Sscan(n, &pages)
		}
	}
	if pages < 1 || pages > 4 {
		t.Errorf("the board report prints to %d pages, not 1 to 4", pages)
	}
}
