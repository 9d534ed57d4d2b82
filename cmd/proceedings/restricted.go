package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/comment"
	"proceedings/reports/page"
	"proceedings/reports/release"
)

// restrictedCheck is what the manifest of a shareable release says of the search.
// It tells by what rule references are too short to be looked for, and not how many are, which would say how much is under restriction and would be
// otherwise when the release is made again after another order: how many, who publishes is told.
var restrictedCheck = release.Check{
	Name:   "no file names a case, proceeding or person under restriction (DQ35); PDF files by the pages that they are printed from",
	Result: "passed; not looked for: " + release.Unsought,
}

// refuseNamed lets no release leave the team that names a case, proceeding or person under restriction: by an order of whatever day, known at
// whatever day, since what is published today binds today. It holds what is about to be placed, the manifest with it; PDF files, whose
// bytes are packed, stand for pages that it looks through.
func (o *publishOptions) refuseNamed(ctx context.Context, m release.Manifest, files []release.File) error {
	if queries.Edition(o.edition).Shows(queries.CaseLevel) {
		return nil
	}
	r := restrictionOptions{global: o.global, warehouse: o.warehouse}
	s, _, err := r.session(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	refs, err := s.Restricted(ctx, time.Time{})
	if err != nil {
		return err
	}
	b, err := release.Build(m, files)
	if err != nil {
		return err
	}
	plain := slices.DeleteFunc(b.Files, func(f release.File) bool { return path.Ext(f.Path) == reports.PrintedAs })
	found, unsought, err := release.Names(plain, refs)
	if err != nil {
		return err
	}
	if len(unsought) > 0 {
		o.progress("note: %s under restriction %s too short to be told from other words and figures, and %s not looked for (%s): look through the release before you share it",
			count(int64(len(unsought)), "reference"), page.Agree(len(unsought), "is", "are"), page.Agree(len(unsought), "was", "were"), release.Unsought)
	}
	if len(found) == 0 {
		return o.refuseCases(ctx, s, m.Comments)
	}
	places := []string{}
	for _, n := range found {
		places = append(places, n.Ref+" in "+n.File)
	}
	return fmt.Errorf("the release is refused: it names what is under restriction: %s. Nothing was published. Take it out of where it comes from, mostly a comment (%s) or the file of --exceptions",
		strings.Join(places, ", "), o.nextComment("list"))
}

// refuseCases wants no comment of an edition without cases to name one.
func (o *publishOptions) refuseCases(ctx context.Context, s *queries.Session, comments []comment.Comment) error {
	for _, c := range comments {
		named, err := s.Named(ctx, c.Text)
		if err != nil {
			return err
		}
		found, _, err := release.Names([]release.File{{Path: c.ID + ".txt", Bytes: []byte(c.Text)}}, named)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return fmt.Errorf("the release is refused: comment %s names %s, and this edition names no case: say it without, with: %s", c.ID, found[0].Ref, o.nextComment("reword", c.ID, "--text", "…", "--by", "NAME"))
		}
	}
	return nil
}

// noteUnderOrder says that something was published while an order of anonymity was in force. No edition is kept back for it: what harms is
// out already, a release holds none of it, and whoever could only publish by taking the order off the record would.
func (o *publishOptions) noteUnderOrder(m *material) {
	r := m.results["dq_results"]
	if r == nil {
		return
	}
	failing := int64(0)
	for t, i := queries.Read(r), 0; i < t.Len(); i++ {
		if n, ok := t.Num(i, "failing"); ok && t.Str(i, "id") == "DQ34" {
			failing += int64(n)
		}
	}
	if failing > 0 {
		o.progress("note: %s made while an order of anonymity was in force (DQ34): check each at once; see: %s",
			page.Plural(failing, "publication was", "publications were"), o.next("checks", "run", "--rows", "DQ34"))
	}
}
