package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// Captures that were made anonymous file by file, with one key, are the same streams of the
// same hosts, under other names: as many rows, as many hosts and boots, and no name or id of
// a host.
func TestAnonymous(t *testing.T) {
	o := hosts.Plain(4, 300)
	o.Splits, o.Reboots = 1000, 500
	w := made(t, o)
	program, hidden := command(t), t.TempDir()
	for i := range w.Files {
		place := filepath.Join(hidden, fmt.Sprintf("%d.pcapng", i))
		if msg, err := exec.Command(program, "convert", "--anonymize", "--key", "k", w.path(&w.Files[i]), place).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, msg)
		}
	}
	open, anonymous := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
	was, is := must(t, options(t, open), w.folder+"/**/*.pcapng"), must(t, options(t, anonymous), hidden+"/*.pcapng")
	if was.Streams != is.Streams || was.Files != is.Files || was.Rows != is.Rows || is.Streams >= is.Files {
		t.Errorf("%+v, and anonymous %+v", was, is)
	}
	all := func(out string) (ids, boots map[string]int, text string) {
		ids, boots = map[string]int{}, map[string]int{}
		for _, k := range []export.Kind{export.Events, export.Processes, export.Pairs} {
			for _, r := range table(t, out, k) {
				if r["host_id"] == "" {
					t.Fatalf("%s of nobody: %v", k, r)
				}
				ids[r["host_id"]]++
				boots[r["host_id"]+r["boot"]]++
				text += r["host"] + " " + r["host_id"] + " " + r["boot"] + "\n"
			}
		}
		return ids, boots, text
	}
	ids, boots, _ := all(open)
	hiddenIDs, hiddenBoots, text := all(anonymous)
	if len(ids) != len(hiddenIDs) || len(boots) != len(hiddenBoots) || len(boots) <= len(ids) {
		t.Errorf("%d hosts and %d boots, and anonymous %d and %d", len(ids), len(boots), len(hiddenIDs), len(hiddenBoots))
	}
	for _, of := range w.Of {
		for _, word := range []string{of.Host, of.ID, of.Boot.Boot} {
			if strings.Contains(text, word) {
				t.Errorf("%s is in the tables", word)
			}
		}
	}
}
