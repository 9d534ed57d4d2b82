//go:build linux

package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"proceedings/ingest/warehouse"
)

// store is a store of objects of the test's own, with an empty bucket psd.
type store struct {
	address string
	refuse  atomic.Pointer[func(*http.Request) int] // gives the status that a request is refused with, or 0
}

// startStore starts one behind a gate that can refuse requests, and names it in the environment.
func startStore(t *testing.T) *store {
	t.Helper()
	program := os.Getenv("PROCEEDINGS_STORE")
	if program == "" {
		missing(t, "PROCEEDINGS_STORE does not name a store of objects to start: see .ci/store")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	behind := listener.Addr().String()
	host, port, _ := net.SplitHostPort(behind)
	listener.Close()
	cmd := exec.Command(program, "-H", host, "-p", port)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	s := &store{}
	s.gate(t, behind)
	for range 300 {
		req, _ := http.NewRequest(http.MethodPut, s.address+"/psd", nil)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return s
		}
		time.Sleep(100 * time.Millisecond) // it is not up yet
	}
	t.Fatal("the store does not answer")
	return nil
}

func (s *store) gate(t *testing.T, behind string) {
	t.Helper()
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: behind})
	proxy.ErrorLog = log.New(io.Discard, "", 0)
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if refuse := s.refuse.Load(); refuse != nil {
			if status := (*refuse)(r); status != 0 {
				w.WriteHeader(status)
				return
			}
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(gate.Close)
	s.address = gate.URL
	for key, value := range map[string]string{"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1",
		"DUCKDB_S3_ENDPOINT": strings.TrimPrefix(gate.URL, "http://"), "DUCKDB_S3_USE_SSL": "false"} {
		t.Setenv(key, value)
	}
}

// fetched is an object, or a list of them: the store takes any rights for good.
func fetched(t *testing.T, address string) []byte {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "AWS a:b")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(address, resp.Status, err)
	}
	return body
}

var objectKey = regexp.MustCompile(`<Key>([^<]+)</Key>`)

// objects are the names of what the bucket holds.
func (s *store) objects(t *testing.T) (names []string) {
	t.Helper()
	for _, m := range objectKey.FindAllSubmatch(fetched(t, s.address+"/psd"), -1) {
		names = append(names, string(m[1]))
	}
	return names
}

// TestLakeInAStore wants of a lake whose files are objects in a store what is wanted of one in a folder.
func TestLakeInAStore(t *testing.T) {
	longTests(t)
	t.Chdir(t.TempDir())
	store, p := startStore(t), startPostgres(t)
	d := newDesk(t, p, "psd")
	w, keys := filepath.Join(t.TempDir(), "w.duckdb"), d.flags[5]
	file := []string{"--warehouse", w, "--keys", keys}
	d.flags = d.flags[2:] // where the files are is said once
	where := []string{"--data", "s3://psd/lake"}
	// The first request to write is met by a store that is busy, for longer than the engine itself tries again.
	var busy atomic.Int32
	pause := func(r *http.Request) int {
		if r.Method == http.MethodPut && busy.Add(1) <= 8 {
			return http.StatusServiceUnavailable
		}
		return 0
	}
	store.refuse.Store(&pause)
	for _, q := range demoQuarters {
		args := append([]string{"ingest"}, exportsOfForce(t, q, "aldermoor")...)
		must(t, append(args, file...)...)
		d.must(t, append(args, where...)...)
		where = nil
	}
	if busy.Load() <= 8 {
		t.Errorf("the store was asked %d times to keep something", busy.Load())
	}
	testStoreIsShutIn(t, d.lake)
	before := len(store.objects(t))
	d.must(t, "lake", "maintain", "--keep-days", "0")
	if after := len(store.objects(t)); after == 0 || after >= before {
		t.Errorf("%d objects before upkeep, %d after it", before, after)
	}
	const ref = "ALD/00006/22"
	must(t, append([]string{"forget", "--case", ref, "--yes"}, file...)...)
	keep := func(r *http.Request) int {
		if r.Method == http.MethodDelete || r.Method == http.MethodPost && r.URL.Query().Has("delete") {
			return http.StatusForbidden
		}
		return 0
	}
	store.refuse.Store(&keep)
	if code, _, said := call(t, d.args("forget", "--case", ref, "--yes")...); code != exitFailed || !strings.Contains(said, "files from before are still there") || !strings.Contains(said, "rights to read, write and delete") {
		t.Errorf("a store that deletes nothing: exit code %d, %s", code, said)
	}
	store.refuse.Store(nil)
	d.must(t, "lake", "maintain", "--keep-days", "0")
	if a, b := d.release(t), releaseOf(t, file...); a != b {
		t.Errorf("the lake gives release %s, the file %s", a, b)
	}
	copied := filepath.Join(t.TempDir(), "object.parquet")
	for _, name := range store.objects(t) {
		if err := os.WriteFile(copied, fetched(t, store.address+"/psd/"+name), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, text := range textsOf(t, copied) {
			if strings.Contains(text, ref) {
				t.Errorf("%s still holds %q", name, text)
			}
		}
	}
	if code, _, said := call(t, "ingest", "--warehouse", p.lake(t, "other"), "--data", "s3://none/lake", "--extensions", d.flags[1], "--keys", keys, exportsOfForce(t, demoQuarters[0], "aldermoor")[0]); code != exitFailed ||
		!strings.Contains(said, "make the bucket") {
		t.Errorf("a bucket that is not there: exit code %d, %s", code, said)
	}
}

// testStoreIsShutIn wants the address of the lake's files alone to be within reach.
func testStoreIsShutIn(t *testing.T, lake string) {
	t.Helper()
	db, err := warehouse.OpenSession(t.Context(), lake, warehouse.Settings{Extensions: extensions(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for address, want := range map[string]string{"s3://psd/lake/none.txt": "HTTP 404", "s3://psd/other/none.txt": "Permission Error", "http://127.0.0.1/none.txt": "Permission Error"} {
		_, err := db.ExecContext(t.Context(), fmt.Sprintf("FROM read_text('%s')", address))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
}
