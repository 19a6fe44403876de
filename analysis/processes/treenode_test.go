package processes

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// Of however many processes a few MiB of a tree are in memory, and all are drawn.
func TestTreeMemory(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const many, most = 300_000, 10 << 20
	inUse := func() uint64 {
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	var tree Tree
	before := inUse()
	for i := range uint64(many) {
		p := Process{Number: i + 1, Key: i + 1, Parent: (i + 1) / 2, PID: int32(i + 1), PPID: int32((i + 1) / 2), State: Ended, Threads: 1}
		if err := tree.Add(&p); err != nil {
			t.Fatal(err)
		}
	}
	if took := int64(inUse()) - int64(before); took > most {
		t.Errorf("%d bytes, at most %d are right", took, most)
	}
	lines := 0
	var drawn bytes.Buffer
	w := bufio.NewWriter(&drawn)
	if err := tree.Write(w); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	if took := int64(inUse()) - int64(before) - int64(drawn.Cap()); took > most {
		t.Errorf("%d bytes when it was drawn, at most %d are right", took, most)
	}
	for range bytes.Lines(drawn.Bytes()) {
		lines++
	}
	if lines != many {
		t.Errorf("%d lines", lines)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left, %v", len(left), err)
	}
}

// forest is processes and who started them: what a tree draws, in little.
type forest struct {
	parents  map[uint64]uint64
	hosts    []string // as they come
	roots    map[string][]uint64
	children map[uint64][]uint64
	deepest  int
}

// add adds a process to it and to a tree.
func (f *forest) add(t *rapid.T, tree *Tree, key uint64, host string) {
	if !slices.Contains(f.hosts, host) {
		f.hosts = append(f.hosts, host)
	}
	up := f.parents[key]
	if up == 0 {
		f.roots[host] = append(f.roots[host], key)
	} else {
		f.children[up] = append(f.children[up], key)
	}
	if err := tree.Add(&Process{Key: key, Parent: up, PID: int32(key), PPID: int32(up), Host: host, State: Gone, Threads: 1}); err != nil {
		t.Fatal(err)
	}
}

// draw returns pids and hosts as they are drawn.
func (f *forest) draw() (all []string) {
	var draw func(key uint64, depth int)
	draw = func(key uint64, depth int) {
		all, f.deepest = append(all, fmt.Sprint(key)), max(f.deepest, depth)
		for _, child := range f.children[key] {
			draw(child, depth+1)
		}
	}
	for _, host := range f.hosts {
		if len(f.hosts) > 1 {
			all = append(all, host+":")
		}
		for _, root := range f.roots[host] {
			draw(root, 0)
		}
	}
	return all
}

// Whoever started whom, and whatever comes first, each stands below who started it, in the order
// in which they came, of each host for itself; most of it is in files, for a page has 91 nodes.
func TestTreeShape(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	large, deepest := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		n, hosts := uint64(rapid.IntRange(1, 800).Draw(t, "n")), uint64(rapid.IntRange(1, 3).Draw(t, "hosts"))
		near := rapid.Uint64Range(1, n).Draw(t, "near") // so far back is who started one
		chain := rapid.IntRange(0, 3).Draw(t, "chain") == 0
		f := forest{parents: map[uint64]uint64{}, roots: map[string][]uint64{}, children: map[uint64][]uint64{}}
		var order []uint64
		for key := uint64(1); key <= n; key++ {
			order = append(order, key)
			back := hosts * rapid.Uint64Range(0, min(near, (key-1)/hosts)).Draw(t, "back")
			if chain && key > hosts {
				back = hosts
			}
			if back > 0 {
				f.parents[key] = key - back
			}
		}
		if rapid.Bool().Draw(t, "late") { // parents that end behind their children
			slices.Reverse(order)
		}
		var tree Tree
		tree.nodes.begin()
		tree.nodes.all.Pages, tree.nodes.lines.Pages, tree.nodes.byKey.Pages, tree.nodes.order.Pages = 1, 1, 1, 1
		for _, key := range order {
			f.add(t, &tree, key, fmt.Sprint("host", key%hosts))
		}
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		if err := tree.Write(w); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		var got []string
		for line := range strings.Lines(b.String()) {
			words := strings.FieldsFunc(strings.TrimSpace(line), func(r rune) bool { return strings.ContainsRune("│├└─ ", r) })
			if strings.HasPrefix(words[0], "(") {
				words = words[1:] // how deep it is
			}
			got = append(got, words[0])
		}
		if want := f.draw(); !slices.Equal(got, want) {
			t.Errorf("%q\nwant\n%q", got, want)
		}
		if deepest = max(deepest, f.deepest); n > 200 {
			large++
		}
	})
	if !testkit.Few() && (large < 20 || deepest < 20) {
		t.Errorf("%d were large, the deepest had a depth of %d", large, deepest)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left, %v", len(left), err)
	}
}

// A node comes back from a file as it was, whatever its fields have.
func TestNode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func(name string) int32 { return rapid.Int32().Draw(t, name) }
		is := func(name string) bool { return rapid.Bool().Draw(t, name) }
		want := treeNode{
			line: rapid.Int64().Draw(t, "line"), size: rapid.Uint32().Draw(t, "size"),
			parent: node(number("parent")), child: node(number("child")), last: node(number("last")), next: node(number("next")),
			pid: number("pid"), host: number("host"), number: number("number"), fate: fate(rapid.Byte().Draw(t, "fate")),
			listed: is("listed"), linked: is("linked"), drawn: is("drawn"), kept: is("kept"),
		}
		b := bytes.Repeat([]byte{0xff}, nodeSize)
		want.put(b)
		var got treeNode
		if got.take(b); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	})
}

// Where there is no folder for temporary files the tree is the same.
func TestTreeNoFolder(t *testing.T) {
	draw := func(folder string) string {
		t.Setenv("TMPDIR", folder)
		var tree Tree
		for i := uint64(1); i < 30_000; i++ {
			if err := tree.Add(&Process{Key: i, Parent: i / 2, PID: int32(i), State: Gone, Threads: 1}); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		if err := tree.Write(w); err != nil || w.Flush() != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if want := draw(t.TempDir()); len(want) < 100_000 || draw(t.TempDir()+"/missing") != want {
		t.Errorf("another tree, of %d bytes", len(want))
	}
}
