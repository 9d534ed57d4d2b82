//go:build duckdb_arrow

package warehouse

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// Tries of what others stand in the way of for a time, and what is waited between them: twice as
// long each time, to the longest, and somewhat less or more by chance, so that programs do not meet again.
const (
	mostTries   = 12
	firstWait   = 250 * time.Millisecond
	longestWait = 15 * time.Second
)

func waitBefore(try int) time.Duration {
	wait := min(firstWait<<try, longestWait)
	return wait/2 + rand.N(wait)
}

// final is an error that stays, whatever it comes from: it was tried often enough, or something was changed before it.
type final struct{ error }

func (e final) Unwrap() error { return e.error }

// tryAgain carries out an attempt, again while passing says why it failed and may yet succeed.
func (s Settings) tryAgain(ctx context.Context, passing func(error) string, attempt func() error) error {
	for try := 0; ; try++ {
		err := attempt()
		why := passing(err)
		if why == "" || ctx.Err() != nil {
			return err
		}
		if try+1 == mostTries {
			if err.Error() != why {
				err = fmt.Errorf("%s: %w", why, err)
			}
			return final{fmt.Errorf("tried %d times, try again later: %w", mostTries, err)}
		}
		wait := waitBefore(try)
		s.say("%s: trying again in %s", why, wait.Round(100*time.Millisecond))
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

func (s Settings) say(format string, args ...any) {
	if s.Say != nil {
		s.Say(fmt.Sprintf(format, args...))
	}
}

// sleep waits, unless it is stopped.
func sleep(ctx context.Context, wait time.Duration) error {
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	<-waiting.Done()
	return ctx.Err()
}
