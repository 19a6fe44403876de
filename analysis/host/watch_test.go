package host_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/pcap"
)

const second = 1_000_000_000

// saw is a message of a CPU: its number, its timestamp, and when it was captured,
// in seconds.
type saw struct {
	cpu, seq  uint32
	stamp, at int64
}

// TestGoesOn: a file that goes on with the numbers and the clock of another.
func TestGoesOn(t *testing.T) {
	first := []saw{{0, 100, 50, 1000}, {1, 7, 51, 1001}, {0, 101, 60, 1010}}
	for _, c := range []struct {
		why string
		of  []saw
		yes bool
	}{
		{"the next number, a second later", []saw{{0, 102, 61, 1011}}, true},
		{"much later", []saw{{0, 5000, 90_000, 90_950}}, true},
		{"of another socket, at the same time", []saw{{0, 101, 60, 1010}}, true},
		{"on its second CPU", []saw{{3, 9, 61, 1011}, {1, 8, 62, 1012}}, true},
		{"on a CPU that the other did not have", []saw{{2, 102, 61, 1011}}, false},
		{"far numbers", []saw{{0, 101 + 1<<16 + 1, 61, 1011}}, false},
		{"the next number by another clock", []saw{{0, 102, 61, 1100}}, false},
		{"and of a machine that started before", []saw{{0, 102, 161, 1011}}, false},
		{"a CPU that is not watched", []saw{{99, 102, 61, 1011}}, false},
	} {
		for _, files := range []int{1, 2} {
			hosts := host.Hosts{Files: files}
			for n, list := range [][]saw{first, c.of} {
				h := hosts.Of(host.File{Number: n, Name: fmt.Sprint("file", n)}, &pcap.Interface{})
				if h.Watched() != (files > 1) {
					t.Fatalf("%d files: watched %v", files, h.Watched())
				}
				for _, m := range list {
					if h.Watched() {
						h.Saw(m.cpu, m.seq, uint64(m.stamp*second), m.at*second)
					}
				}
			}
			r := strings.Join(hosts.Remarks(), "\n")
			if yes := strings.Contains(r, "file1 goes on with the counters of file0") && strings.Contains(r, "--host-by none"); yes != (c.yes && files > 1) || !yes && r != "" {
				t.Errorf("%s, %d files: %q", c.why, files, r)
			}
			if want := 2; files > 1 && c.yes && hosts.Strangers() != want-1 {
				t.Errorf("%s: %d strangers", c.why, hosts.Strangers())
			}
		}
	}
}

// TestOnlyFilesAreWatched: not those that say whose they are, nor what the user
// decided.
func TestOnlyFilesAreWatched(t *testing.T) {
	said := &pcap.Interface{Comments: []string{"cnwire:1 host name=a"}}
	for _, policy := range []host.Policy{host.ByFile, host.ByInterface, host.None} {
		hosts := host.Hosts{Policy: policy, Files: 2}
		if h := hosts.Of(host.File{Name: "a"}, &pcap.Interface{}); h.Watched() != (policy == host.ByFile) {
			t.Errorf("%v: watched %v", policy, h.Watched())
		}
		if h := hosts.Of(host.File{Name: "b", Number: 1}, said); policy != host.None && h.Watched() {
			t.Errorf("%v: one that says whose it is", policy)
		}
	}
	var nobody *host.Host
	if nobody.Watched() || nobody.Several() || nobody.OneBoot() || nobody.Index() != 0 || nobody.String() != "" {
		t.Error("a nil Host is somebody")
	}
}

// TestPer: each host has its own.
func TestPer(t *testing.T) {
	var hosts host.Hosts
	var per host.Per[int]
	*per.Of(nil) = 5
	for n := range 4 {
		h := hosts.Of(host.File{Number: n}, &pcap.Interface{})
		if n != 2 {
			*per.Of(h) += n
		}
	}
	var got string
	for n, v := range per.All() {
		got += fmt.Sprint(n, "=", *v, " ")
	}
	if got != "0=5 1=1 3=3 " || *per.At(3) != 3 {
		t.Errorf("%s", got)
	}
}
