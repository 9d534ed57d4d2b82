package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// carried are the flags that a call which is printed as the next step takes over
// from the call that prints it.
var carried = []string{"config", keyWarehouse, keyProfiles, keyStandards, keyKeys, keyData, keyExtensions, keySecretFile, keyOut}

// takes says which verbs have those of the carried flags that not all have.
func takes(verb, flag string) bool {
	switch flag {
	case keyWarehouse:
		return !slices.Contains([]string{"profile", "init", "demo", "signoff"}, verb)
	case keyOut:
		return slices.Contains([]string{"publish", "status", "forget", "run", "comment"}, verb)
	}
	return true
}

// noteGiven keeps what a call was given and what the configuration supplies, for
// the next steps that it prints.
func (g *global) noteGiven(flags *pflag.FlagSet, values map[string]string) {
	g.given, g.supplied = map[string]string{}, map[string]string{}
	for _, name := range carried {
		if f := flags.Lookup(name); f != nil && f.Changed {
			g.given[name] = f.Value.String()
		}
		if value := g.getenv("PROCEEDINGS_" + strings.ToUpper(name)); value != "" {
			g.supplied[name] = value
		} else if values[name] != "" {
			g.supplied[name] = values[name]
		}
	}
}

// next is a call that its reader can paste: a verb with its arguments, and the flags
// that this call was given. What the configuration supplies it supplies to the next
// call too, and is not repeated.
func (g *global) next(args ...string) string {
	words := []string{"proceedings"}
	for _, a := range args {
		words = append(words, word(a))
	}
	for _, name := range carried {
		if value, ok := g.given[name]; ok && takes(args[0], name) && !slices.Contains(args, "--"+name) {
			words = append(words, "--"+name, word(value))
		}
	}
	return strings.Join(words, " ")
}

var plainWord = regexp.MustCompile(`^[\w./:=@%+,…~\\-]+$`)

// word is an argument as a shell takes it for one word.
func word(s string) string {
	switch {
	case plainWord.MatchString(s):
		return s
	case strings.ContainsAny(s, "\"$`\\!"):
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return `"` + s + `"`
}
