package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"proceedings/reports/release"
)

func newSignoff(g *global) *cobra.Command {
	var by release.Signoff
	c := &cobra.Command{
		Use:   "signoff RELEASE --by NAME --role ROLE",
		Short: "Record who stands for a release",
		Long: `Record who signed a release off, in which role and when, in signoffs.json beside the releases. RELEASE is a
release's folder, or the folder of releases, and then the one that its index.html points to.

A release's name follows from all that is in it, so a sign-off holds of those very figures. One that is not as it
was published is not signed. Whoever is given the folder of releases can read the names. The folder of a release that is signed is kept by "publish --keep".`,
		Example: `  proceedings signoff release --by "A. Head" --role "Head of Professional Standards"`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("name one release, or the folder of releases: proceedings signoff release --by NAME --role ROLE")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if strings.TrimSpace(by.By) == "" || strings.TrimSpace(by.Role) == "" {
				return usage("say who signs, and as what: --by NAME --role ROLE")
			}
			s, err := release.Open(args[0])
			if err != nil {
				return err
			}
			by.At = g.now().UTC().Format(time.RFC3339)
			err = g.readable(func() error { return s.Sign(by) })
			if errors.Is(err, release.ErrChanged) {
				return fmt.Errorf("the release is not signed: %w: see: proceedings verify", err)
			}
			if errors.Is(err, release.ErrSigned) {
				fmt.Fprintf(g.stdout, "Release %s was signed off by %s, %s, before; nothing is added. A remark goes with --note.\n", s.Name(), by.By, by.Role)
				return nil
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(g.stdout, "Release %s is signed off by %s, %s.\n", s.Name(), by.By, by.Role)
			return nil
		},
	}
	c.Flags().StringVar(&by.By, "by", "", "who signs (required)")
	c.Flags().StringVar(&by.Role, "role", "", "as what (required)")
	c.Flags().StringVar(&by.Note, "note", "", "a remark")
	return c
}

// saySigned says who signed a release.
func (g *global) saySigned(s release.Standing) error {
	list, err := s.Signed()
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintf(g.stdout, "%s is not signed off.\n", s.Name())
	}
	for _, one := range list {
		fmt.Fprintln(g.stdout, signed(one))
	}
	return nil
}

func signed(s release.Signoff) string {
	text := "Signed off by " + s.By + ", " + s.Role
	if at, err := time.Parse(time.RFC3339, s.At); err == nil {
		text += ", on " + moment(at)
	}
	if s.Note != "" {
		text += ": " + s.Note
	}
	return text + "."
}
