package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"proceedings/ingest/warehouse"
	"proceedings/reports"
	"proceedings/reports/release"
)

// browsers are the programs that print pages as PDF files, by the names under which systems have them. Environment
// variable PROCEEDINGS_CHROMIUM names another.
var browsers = []string{
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
	`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
}

const browserVariable = "PROCEEDINGS_CHROMIUM"

// printing is how long a browser may take for one page.
const printing = 2 * time.Minute

// printer finds one.
func (g *global) printer() (string, error) {
	names := browsers
	if own := g.getenv(browserVariable); own != "" {
		names = []string{own}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	if names[0] != browsers[0] {
		return "", fmt.Errorf("--pdf: %s names %s, which is no program here", browserVariable, names[0])
	}
	return "", errors.New("--pdf: reports are printed by Chromium, Chrome or Edge, and none of them was found: install one, name its program in " + browserVariable + ", or leave out --pdf")
}

// pdfs are the reports of a release as PDF files, printed from their pages by a browser.
func (o *publishOptions) pdfs(ctx context.Context, files []release.File) ([]release.File, error) {
	program, err := o.printer()
	if err != nil {
		return nil, err
	}
	folder, leave, err := warehouse.TempFolder()
	if err != nil {
		return nil, fmt.Errorf("--pdf: no folder to print in can be made: %w", err)
	}
	defer leave()
	var out []release.File
	all := reports.Reports()
	for i, r := range all {
		o.counted(i, len(all), "reports printed")
		at := slices.IndexFunc(files, func(f release.File) bool { return f.Path == r.Path() })
		data, err := printPage(ctx, program, folder, r.Name, files[at].Bytes)
		if err != nil {
			return nil, err
		}
		out = append(out, release.File{Path: r.Name + reports.PrintedAs, Bytes: data})
	}
	return out, nil
}

// printPage prints one page, which asks for nothing but itself.
func printPage(ctx context.Context, program, folder, name string, html []byte) ([]byte, error) {
	page, pdf := filepath.Join(folder, name+".html"), filepath.Join(folder, name+reports.PrintedAs)
	if err := os.WriteFile(page, html, 0o600); err != nil {
		return nil, fmt.Errorf("--pdf: %s cannot be written: %w", page, err)
	}
	ctx, cancel := context.WithTimeout(ctx, printing)
	defer cancel()
	args := []string{"--headless", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir=" + filepath.Join(folder, "browser"), "--print-to-pdf=" + pdf}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // which does not start for root
	}
	cmd := exec.CommandContext(ctx, program, append(args, fileAddress(page))...)
	cmd.WaitDelay = 5 * time.Second // the browser's children may hold on to its output
	said, err := cmd.CombinedOutput()
	data, readErr := os.ReadFile(pdf)
	if err != nil || readErr != nil || len(data) == 0 {
		return nil, fmt.Errorf("--pdf: %s printed no %s (%v):\n%.500s", program, name, errors.Join(err, readErr), said)
	}
	return data, nil
}

// fileAddress is the address of a file for a browser.
func fileAddress(path string) string {
	path = filepath.ToSlash(path)
	if path[0] != '/' {
		path = "/" + path // a drive's letter
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
