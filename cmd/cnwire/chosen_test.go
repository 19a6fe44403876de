package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
)

// counted are the columns of a table that count something for each frame, so that
// what a filter chooses and what its opposite chooses make all.
var counted = map[string][]string{
	"kind":      {"messages", "copies"},
	"id":        {"messages", "copies"},
	"cpu":       {"messages", "copies"},
	"interface": {"frames", "bytes", "messages", "copies"},
	"process":   {"events", "forks", "execs", "exits", "others"},
	"hierarchy": {"frames", "bytes"},
}

// TestChosenAddUp: what a display filter chooses counts, and nothing else.
func TestChosenAddUp(t *testing.T) {
	sums, share := 0, 6
	if testkit.RaceEnabled {
		share = 12
	}
	for i, name := range apartScenarios {
		if !testkit.Share(i+share-1, share) { // other ones than TestHostsApart
			continue
		}
		file := capturedOf(t, name)
		for _, filter := range []string{"cn_proc.exit", "cn_proc.fork || cn_proc.exec", "frame.number % 3 == 1", "cn_proc.cpu == 0"} {
			of := func(chosen ...string) map[string]int64 {
				got := map[string]int64{} // several lives of a pid together
				for _, row := range listed(t, "", "stats --by kind,id,cpu,interface,process,hierarchy "+strings.Join(chosen, " "), file) {
					table := row["table"].(string)
					key := table // and not the name of a process, which is of chosen events too
					for _, column := range []string{"kind", "name", "idx", "val", "cpu", "id", "tgid", "protocol", "protocols"} {
						if v := row[column]; v != nil && !slices.Contains(counted[table], column) {
							key += " " + string(testkit.Must(json.Marshal(v))(t))
						}
					}
					for _, column := range counted[table] {
						if n, ok := row[column].(json.Number); ok && n != "0" {
							got[key+" "+column] += testkit.Must(n.Int64())(t)
						}
					}
				}
				return got
			}
			all, is, not := of(), of("-Y", strings.ReplaceAll(filter, " ", "")), of("-Y", "!("+strings.ReplaceAll(filter, " ", "")+")")
			for _, part := range []map[string]int64{is, not} {
				for key := range part {
					if _, ok := all[key]; !ok {
						t.Errorf("%s, %s: %s is in a part alone", name, filter, key)
					}
				}
			}
			for key, n := range all {
				sums++
				if n != is[key]+not[key] {
					t.Errorf("%s, %s: %s is %d, and %d and %d of the parts", name, filter, key, n, is[key], not[key])
				}
			}
		}
	}
	if sums < 600/share {
		t.Errorf("only %d sums", sums)
	}
}

// capturedOf is the file of a scenario.
func capturedOf(t *testing.T, scenario string) string {
	t.Helper()
	name := filepath.Join("../../testdata/corpus/captures/amd64-6.1.192", scenario+".nlmon.pcap")
	if _, err := os.Stat(name); err != nil {
		t.Fatal(err)
	}
	return name
}
