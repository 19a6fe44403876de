package duckdb

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// event is a row of the golden table, copies left out.
type event map[string]string

func (e event) num(t *testing.T, name string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(e[name], 0, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// events reads the table that an independent decoder made of the capture.
func events(t *testing.T) []event {
	t.Helper()
	f, err := os.Open("../../testdata/corpus/goldens/amd64-6.1.192-nlmon.fields.tsv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Scan()
	names := strings.Split(lines.Text(), "\t")
	seen := map[string]bool{}
	var all []event
	for lines.Scan() {
		e := event{}
		for i, cell := range strings.Split(lines.Text(), "\t") {
			e[names[i]] = cell
		}
		key := e["cn_proc.cpu"] + " " + e["cn.seq"] + " " + e["cn_proc.timestamp_ns"]
		if e["cn_proc.what"] == "" || strings.Contains(e["cn_proc.what"], ",") || seen[key] {
			continue
		}
		seen[key] = true
		all = append(all, e)
	}
	return all
}

// answers answers the README's questions in plain Go.
func answers(t *testing.T) map[string][]string {
	failed := map[[2]int64]int64{}
	started := map[int64]int64{}
	born := map[int64]int64{}
	type life struct{ pid, ns int64 }
	var lives []life
	for _, e := range events(t) {
		switch e["cn_proc.what"] {
		case "0x80000000":
			pid, code := e.num(t, "cn_proc.exit.process_pid"), e.num(t, "cn_proc.exit.exit_code")
			if code != 0 && pid == e.num(t, "cn_proc.exit.process_tgid") {
				failed[[2]int64{code >> 8 & 0xff, code & 0x7f}]++
			}
			if at, ok := born[pid]; ok {
				lives = append(lives, life{pid, e.num(t, "cn_proc.timestamp_ns") - at})
				delete(born, pid)
			}
		case "0x00000001":
			pid := e.num(t, "cn_proc.fork.child_pid")
			born[pid] = e.num(t, "cn_proc.timestamp_ns")
			if pid == e.num(t, "cn_proc.fork.child_tgid") {
				started[e.num(t, "cn_proc.fork.parent_tgid")]++
			}
		}
	}
	slices.SortFunc(lives, func(a, b life) int { return cmp.Or(cmp.Compare(b.ns, a.ns), cmp.Compare(a.pid, b.pid)) })
	var longest []string
	for _, l := range lives[:5] {
		longest = append(longest, fmt.Sprint(l.pid, " ", l.ns))
	}
	return map[string][]string{
		"How did the first threads of processes fail, and how often?": table(failed, func(k [2]int64) string { return fmt.Sprint(k[0], " ", k[1]) }),
		"Which processes started most others?":                        table(started, func(k int64) string { return fmt.Sprint(k) })[:3],
		"Which tasks, threads among them, lived longest?":             longest,
	}
}

// table lists counts, the largest first, and those that are equal by their key.
func table[K comparable](counts map[K]int64, text func(K) string) []string {
	type row struct {
		key string
		n   int64
	}
	var all []row
	for k, n := range counts {
		all = append(all, row{text(k), n})
	}
	slices.SortFunc(all, func(a, b row) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.key, b.key)) })
	var lines []string
	for _, r := range all {
		lines = append(lines, fmt.Sprint(r.key, " ", r.n))
	}
	return lines
}
