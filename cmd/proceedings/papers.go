package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"proceedings/reports/chart/dots"
	"proceedings/reports/document"
	"proceedings/reports/pack"
	"proceedings/reports/page"
)

// papers are where and as what debrief packs and briefing notes are written.
type papers struct {
	out     string
	formats []string // without their dots
}

// Pictures for programs that do not draw SVG: fine where one pack is asked for, and as coarse as can be read in a release, which has
// hundreds of them.
func fine(svg []byte) ([]byte, error)   { return dots.PNG(svg, pictureWide) }
func coarse(svg []byte) ([]byte, error) { return dots.PNG(svg, pictureWide/2) }

// asPage is the format that is no office document.
const asPage = "html"

func (o *papers) flags(c *cobra.Command, out string) {
	c.Flags().StringVar(&o.out, "out", ".", out)
	c.Flags().StringSliceVar(&o.formats, "format", nil, "what to write into the folder, one or several of "+formatNames()+" (default html)")
}

func formatNames() string {
	names := []string{asPage}
	for _, f := range document.Formats() {
		names = append(names, f.Extension[1:])
	}
	return page.List(names)
}

// formatOf is a kind of office document by its name.
func formatOf(name string) (document.Format, bool) {
	all := document.Formats()
	i := slices.IndexFunc(all, func(f document.Format) bool { return f.Extension == "."+name })
	if i < 0 {
		return document.Format{}, false
	}
	return all[i], true
}

// ending is what the name of a file ends in that says what it is; the name of a folder may have a dot too.
var ending = regexp.MustCompile(`^\.[a-z]{2,5}$`)

// check refuses what cannot be written, before anything is asked, and says what can.
func (o *papers) check() error {
	for i, name := range o.formats {
		o.formats[i] = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), ".")
		if _, ok := formatOf(o.formats[i]); !ok && o.formats[i] != asPage {
			return usage("--format %q: there are %s", name, formatNames())
		}
	}
	file := o.file()
	switch {
	case file == "" && len(o.formats) == 0:
		o.formats = []string{asPage}
	case file == "":
	case len(o.formats) > 0:
		return usage("--out %s is a file, which says its format: give --format with a folder", o.out)
	default:
		if _, ok := formatOf(file); !ok && file != asPage {
			return usage("--out %s: there are %s; or name a folder", o.out, formatNames())
		}
		o.formats = []string{file}
	}
	return nil
}

// file is the format that --out names as a file; empty for a folder.
func (o *papers) file() string {
	ext := strings.ToLower(filepath.Ext(o.out))
	if info, err := os.Stat(o.out); err == nil && info.IsDir() || !ending.MatchString(ext) {
		return ""
	}
	if ext == ".htm" {
		return asPage
	}
	return ext[1:]
}

// write writes a paper in each of its formats and returns the files.
func (o *papers) write(p pack.Paper) ([]string, error) {
	var beside []document.Format
	for _, name := range o.formats {
		if f, ok := formatOf(name); ok {
			beside = append(beside, f)
		}
	}
	made := sync.OnceValues(func() (document.Document, error) { return p.Document(fine) })
	var files []string
	for _, name := range o.formats {
		data, err := inFormat(p, made, name, beside)
		if err != nil {
			return nil, err
		}
		file := o.out
		if o.file() == "" {
			file = filepath.Join(o.out, p.Name()+"."+name)
		}
		if err := writePaper(file, data); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// inFormat is a paper in one format, a page or the document made once for all kinds; a page links the documents that lie beside it.
func inFormat(p pack.Paper, made func() (document.Document, error), name string, beside []document.Format) ([]byte, error) {
	f, ok := formatOf(name)
	if !ok {
		written, err := p.Page(nil, beside...)
		return written.HTML, err
	}
	d, err := made()
	if err != nil {
		return nil, err
	}
	return f.Write(d)
}

func writePaper(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("the folder %s cannot be made: name another with --out (%w)", filepath.Dir(file), err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return fmt.Errorf("%s cannot be written: close it where it is open, or name another file with --out (%w)", file, err)
	}
	return nil
}
