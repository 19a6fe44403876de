package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
)

// What cnwire reads of the corpus's captures of other users is what decoder.py reads; and
// where one number differs, that is told.
func TestHold(t *testing.T) {
	needs.Tool(t, "python3", "captures of other users are not compared with testdata/corpus/vectors/decoder.py.")
	t.Chdir("../..")
	dir := t.TempDir()
	cnwire := filepath.Join(dir, "cnwire")
	if err := buildCnwire(cnwire); err != nil {
		t.Fatal(err)
	}
	var all agreement
	for _, kernel := range []string{"amd64-6.1.192", "amd64-7.3.4", "s390x-6.1.176"} {
		for _, name := range ofUsers {
			files, err := filepath.Glob(filepath.Join(corpusFolder, "captures", kernel, name+".*.pcap"))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				one, err := compare(file, cnwire)
				if err != nil {
					t.Fatal(err)
				}
				all.add(one)
			}
		}
	}
	if all.messages < 200 || len(all.differs) > 0 {
		t.Errorf("%v\n%s", all, strings.Join(all.differs, "\n"))
	}
	other := filepath.Join(dir, "other")
	script := "#!/bin/sh\n" + cnwire + ` "$@" | sed 's/"data":"3031/"data":"3032/; s/\t1190\t/\t1191\t/'` + "\n"
	if err := os.WriteFile(other, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	one, err := compare(filepath.Join(corpusFolder, "captures/amd64-6.1.192/w1bus.w.pcap"), other)
	said := strings.Join(one.differs, "\n")
	if err != nil || !strings.Contains(said, `data is "30323233", want "30313233"`) || !strings.Contains(said, `frame 38: netlink.hdr_seq is "1191", want "1190"`) {
		t.Errorf("%v: %s", err, said)
	}
}
