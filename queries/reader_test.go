package queries

import (
	"testing"
	"time"
)

func TestReader(t *testing.T) {
	on := time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC)
	r := &Result{Columns: []Column{{Name: "code"}, {Name: "on"}, {Name: "n"}}, Rows: [][]Value{{"a", on, int64(1)}, {"b", nil, 2.5}, {nil, on, nil}}}
	whole := Read(r)
	if whole.Len() != 3 || !whole.Has("n") || whole.Has("m") || whole.Str(1, "code") != "b" || !whole.Day(0, "on").Equal(on) || !whole.Day(1, "on").IsZero() {
		t.Errorf("%+v", whole)
	}
	if n, ok := whole.Num(0, "n"); n != 1 || !ok {
		t.Errorf("%g %v", n, ok)
	}
	if _, ok := whole.Num(2, "n"); ok {
		t.Error("an empty cell is a number")
	}
	part := whole.Part(1, 2)
	if n, ok := part.Num(0, "n"); n != 2.5 || !ok || part.Len() != 1 || part.Str(0, "code") != "b" || part.Str(1, "code") != "" || part.Str(-1, "code") != "" {
		t.Errorf("%+v", part)
	}
	if none := Read(nil); none.Len() != 0 || none.Value(0, "n") != nil || none.Has("n") {
		t.Error("no result has something")
	}
	if _, ok := whole.Column("m"); ok {
		t.Error("a column that is not there")
	}
}
