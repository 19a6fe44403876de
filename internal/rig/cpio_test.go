package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// entries reads an archive back: name, mode and content of each entry.
func entries(t *testing.T, b []byte) (list []string) {
	t.Helper()
	for at := 0; ; {
		h := string(b[at : at+110])
		if h[:6] != "070701" {
			t.Fatalf("at %d: no header but %q", at, h[:6])
		}
		var fields [13]int
		for i := range fields {
			if _, err := fmt.Sscanf(h[6+8*i:14+8*i], "%08X", &fields[i]); err != nil {
				t.Fatal(err)
			}
		}
		size, nameSize := fields[6], fields[11]
		name := string(b[at+110 : at+110+nameSize-1])
		start := (at + 110 + nameSize + 3) &^ 3
		list = append(list, fmt.Sprintf("%s %o %d:%d %q", name, fields[1], fields[9], fields[10], b[start:start+size]))
		if at = (start + size + 3) &^ 3; name == "TRAILER!!!" {
			if at != len(b) {
				t.Errorf("%d bytes behind the end", len(b)-at)
			}
			return list
		}
	}
}

func small(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	a := &archive{w: &b}
	content := append(make([]byte, 0, 100), "hello"...)
	for _, err := range []error{a.console(), a.file("init", modeProgram, content), a.file("usr/bin/x", modeFile, nil), a.file("usr/bin/y", modeFile, []byte("four")), a.close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestCpio(t *testing.T) {
	want := []string{`dev 40755 0:0 ""`, `dev/console 20600 5:1 ""`, `init 100755 0:0 "hello"`, `usr 40755 0:0 ""`, `usr/bin 40755 0:0 ""`,
		`usr/bin/x 100644 0:0 ""`, `usr/bin/y 100644 0:0 "four"`, `TRAILER!!! 0 0:0 ""`}
	if got := entries(t, small(t)); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("have\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
