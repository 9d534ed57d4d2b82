package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"time"
)

// jobLog writes each line as one JSON object, for programs that keep logs.
type jobLog struct {
	mu    sync.Mutex
	to    io.Writer
	now   func() time.Time
	level string
	part  []byte // of a line that has not ended
}

func (l *jobLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.part = append(l.part, p...)
	for {
		line, rest, ok := bytes.Cut(l.part, []byte("\n"))
		if !ok {
			return len(p), nil
		}
		l.part = rest
		if err := l.line(string(line)); err != nil {
			return 0, err
		}
	}
}

func (l *jobLog) line(text string) error {
	level := l.level
	if said, ok := strings.CutPrefix(text, "proceedings: "); ok { // what the program ends with
		text, level = said, "error"
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	data, err := json.Marshal(struct {
		Time  string `json:"time"`
		Level string `json:"level"`
		Msg   string `json:"msg"`
	}{l.now().UTC().Format(time.RFC3339), level, text})
	if err != nil {
		return err
	}
	_, err = l.to.Write(append(data, '\n'))
	return err
}
