package main

import (
	"fmt"
	"os"
	"strings"
)

// secretVariable is the environment variable that may hold the key of an encrypted warehouse.
const secretVariable = "PROCEEDINGS_ENCRYPTION_KEY"

// readSecret reads the key of an encrypted warehouse, from the file that is named, else from the environment. A key is
// never taken from the command line, where others on the computer could read it.
func (g *global) readSecret() error {
	if g.secretFile == "" {
		g.secret = g.getenv(secretVariable)
		return nil
	}
	info, err := os.Stat(g.secretFile)
	if err != nil {
		return fmt.Errorf("the file of the encryption key cannot be read: %w", err)
	}
	if !rightsByFolder && info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("others can read the encryption key in %s: take their rights on it (chmod 600)", g.secretFile)
	}
	data, err := os.ReadFile(g.secretFile)
	if err != nil {
		return fmt.Errorf("the file of the encryption key cannot be read: %w", err)
	}
	if g.secret = strings.TrimSpace(string(data)); g.secret == "" {
		return fmt.Errorf("%s is empty: it should hold the encryption key", g.secretFile)
	}
	return nil
}
