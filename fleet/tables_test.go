package main

import (
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// The tables are those of cnwire export over the captures of each recorder, and those of
// the truth, in whatever order the names come.
func TestTables(t *testing.T) {
	o20 := hosts.Default(20, 1000)
	o20.Seconds = 300
	w := made(t, o20)
	out := filepath.Join(t.TempDir(), "out")
	counts := must(t, options(t, out), w.folder+"/**/*.pcapng*")
	if counts.Twins == 0 || counts.Wrong == 0 || counts.Files+counts.Twins != len(w.Files) {
		t.Errorf("%+v of %d files: no twin, nothing wrong, or not all", counts, len(w.Files))
	}
	program := command(t)
	for _, k := range export.Kinds() {
		rows := table(t, out, k)
		same(t, k.String(), lines(rows), lines(single(t, program, w, k)))
		if n := uint64(len(rows)); n != counts.Rows[k] || n == 0 {
			t.Errorf("%s: %d rows, counted as %d", k, n, counts.Rows[k])
		}
	}
	holdAgainstTruth(t, w, out)

	var names []string
	for i := range w.Files {
		names = append(names, w.path(&w.Files[i]))
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	again := filepath.Join(t.TempDir(), "out")
	o := options(t, again)
	o.Buckets, o.FileSize = 7, 1<<30
	must(t, o, names...)
	for _, k := range export.Kinds() {
		same(t, k.String()+" of names in another order", lines(table(t, again, k)), lines(table(t, out, k)))
	}
}

// single are the rows that cnwire export writes of each recorder's captures, one at a time.
func single(t *testing.T, program string, w *world, k export.Kind) (all []row) {
	t.Helper()
	by, there := map[hosts.Boot][]string{}, map[string]bool{}
	files := slices.Clone(w.Files)
	slices.SortStableFunc(files, func(a, b hosts.File) int { // of one part of a ring by the name
		if a.Boot == b.Boot && a.Number == b.Number {
			return strings.Compare(a.Path, b.Path)
		}
		return 0
	})
	for i := range files {
		f := &files[i]
		content := plain(t, w.path(f))
		if sum := fmt.Sprint(sha256.Sum256(content)); !there[sum] {
			there[sum] = true
			by[f.Boot] = append(by[f.Boot], w.path(f))
		}
	}
	for _, paths := range by {
		file := filepath.Join(t.TempDir(), "table.parquet")
		args := []string{"export", "--table", k.String(), "-w", file}
		if k == export.Events {
			args = append(args, "--context")
		}
		run := exec.Command(program, append(args, paths...)...)
		if msg, err := run.CombinedOutput(); err != nil && run.ProcessState.ExitCode() != 1 { // 1 is of damaged files
			t.Fatalf("%v\n%s", err, msg)
		}
		all = append(all, parquetRows(t, file)...)
	}
	return all
}

// plain is what a file holds, uncompressed.
func plain(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if filepath.Ext(path) == ".gz" {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// holdAgainstTruth says what the tables have that did not happen, or lack.
func holdAgainstTruth(t *testing.T, w *world, out string) {
	t.Helper()
	lives, streams := map[string]row{}, map[hosts.Boot]string{}
	for _, of := range w.Of {
		streams[of.Boot] = of.Stream
	}
	if len(w.Of) < len(streams) || len(streams) < 25 {
		t.Errorf("%d streams of %d recordings are too few to tell", len(streams), len(w.Of))
	}
	for _, r := range table(t, out, export.Processes) {
		lives[r["host"]+" "+r["stream"]+" "+r["pid"]+" "+r["start_ns"]] = r
	}
	whole := 0
	for _, l := range w.Lives {
		r, ok := lives[fmt.Sprint(l.Host, " ", streams[l.Boot], " ", l.PID, " ", l.Start)]
		if !l.Whole {
			continue
		}
		whole++
		want := fmt.Sprint(l.PPID, " ", l.Execs)
		if got := r["ppid"] + " " + r["execs"]; !ok || got != want {
			t.Errorf("%+v: %v", l, r)
		}
		if l.End > 0 && (r["end_ns"] != fmt.Sprint(l.End) || r["exit_code"] != fmt.Sprint(l.Code) || r["state"] != "ended") || l.End == 0 && r["state"] != "running" || l.Execs > 0 && r["exe"] != l.Exe || strings.Contains(r["partial"], "start") {
			t.Errorf("%+v: %v", l, r)
		}
	}
	if whole < len(w.Lives)/2 {
		t.Errorf("%d of %d lives were compared", whole, len(w.Lives))
	}
	var got, want []string
	for _, r := range table(t, out, export.Losses) {
		got = append(got, strings.Join([]string{r["host"], r["boot"], r["stream"], r["cpu"], r["from_seq"], r["lost"]}, " "))
	}
	for _, l := range w.Losses {
		want = append(want, fmt.Sprint(l.Host, " ", l.Boot.Boot, " ", streams[l.Boot], " ", l.CPU, " ", l.After, " ", l.Lost))
	}
	sameTruth(t, "losses", got, want)
	got, want = nil, nil
	for _, r := range table(t, out, export.Pairs) {
		got = append(got, strings.Join([]string{r["host"], r["boot"], r["stream"], r["port"], r["seq"], strconv.FormatBool(r["reply_frame"] != "")}, " "))
	}
	for _, p := range w.Pairs {
		if p.Asked {
			want = append(want, fmt.Sprint(p.Host, " ", p.Boot.Boot, " ", streams[p.Boot], " ", p.Port, " ", p.Seq, " ", p.Answered))
		}
	}
	sameTruth(t, "pairs", got, want)
	if n := len(table(t, out, export.Events)); n != w.Events {
		t.Errorf("%d messages, there are %d", n, w.Events)
	}
	noted := map[string]bool{}
	for _, r := range table(t, out, export.Notes) {
		noted[r["file"]+" "+r["byte_offset"]] = true
		if r["time"] == "0" {
			t.Errorf("a note of 1970: %v", r)
		}
	}
	for i := range w.Files {
		f := &w.Files[i]
		if f.Damage != "" && f.Of == "" && !noted[fmt.Sprint(w.path(f), " ", f.Offset)] {
			t.Errorf("no note on %+v", f)
		}
	}
}

func sameTruth(t *testing.T, what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if len(want) < 10 {
		t.Errorf("%d %s are too few to tell", len(want), what)
	}
	same(t, what+" of the truth", got, want)
}
