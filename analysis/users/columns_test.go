package users_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/users"
	"github.com/cnwire/cnwire/spec"
)

// listed writes the users that match a pattern, in a format.
func listed(t *testing.T, pattern, format string, fields ...string) string {
	t.Helper()
	all, err := users.Matching(pattern)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	to, err := rows.New(w, rows.Options{Format: format, Fields: fields})
	if err != nil {
		t.Fatal(err)
	}
	list, err := rows.NewList(to, users.Columns)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if err := list.Row(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := list.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
}

// TestIDs: the registry, as include/uapi/linux/connector.h has its numbers and the
// drivers their users; the versions and rules of README and spec/genealogy.md, R24.
func TestIDs(t *testing.T) {
	const want = `1:1	cn_proc	2.6.15	user	ack+1 2.6.15..4.6,ack+1 4.7
2:1	cifs	2.6.15..2.6.36		-
3:1	w1	2.6.18	user	seq+1 2.6.18,ack 2.6.29,part 2.6.29..3.15
4:1	uvesafb	2.6.24	kernel	ack 2.6.24
5:0	pohmelfs	2.6.30..3.1	user	ack+1 2.6.30
6:1	dst	2.6.30..2.6.32	user	ack+1 2.6.30..2.6.32
7:1	dm-log-userspace	2.6.31	kernel	errno 2.6.31,payload 2.6.31
8:1	drbd	2.6.33..3.7	user	ack+1 2.6.33..3.7
9:1	hv_kvp	2.6.39	user	zero [3.2..3.4.113],zero 2.6.39..3.2
10:1	hv_vss	3.10	user	zero 4.2,zero 3.10
0x123:0x456	cn_test	2.6.14..2.6.31	user	-
0x123:0x457	cn_test	2.6.14..2.6.31	kernel	-
11:0x456	cn_test	2.6.32..2.6.38	user	-
11:0x457	cn_test	2.6.32..2.6.38	kernel	-
13:0x456	cn_test	2.6.39..3.9	user	-
13:0x457	cn_test	2.6.39..3.9	kernel	-
14:0x456	cn_test	3.10	user	-
14:0x457	cn_test	3.10	kernel	-
0xffffffff:0xffffffff	connector notifier	2.6.14..2.6.32	user	-
`
	got := strings.ReplaceAll(listed(t, "", "fields", "id", "name", "kernels", "first", "ack"), ", ", ",")
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestConstant: what include/uapi/linux/connector.h names the numbers; cn_test has none.
func TestConstant(t *testing.T) {
	got := listed(t, "cifs|pohmelfs|^6:|drbd|^10:|^14:0x457|notifier", "fields", "id", "constant")
	const want = "2:1\tCN_IDX_CIFS\n5:0\tCN_IDX_BB\n6:1\tCN_DST_IDX\n8:1\tCN_IDX_DRBD\n10:1\tCN_VSS_IDX\n14:0x457\t\n0xffffffff:0xffffffff\tCN_IDX_CONNECTOR\n"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Every user says what its messages are, where that is declared, and where the
// kernel does what its rules say.
func TestNothingIsMissing(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(listed(t, "", "jsonl")), "\n")
	if len(lines) != len(spec.Default().Users()) || len(lines) < 19 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines {
		var u struct{ ID, Name, Payload, Header, Source, Doc string }
		if err := json.Unmarshal([]byte(line), &u); err != nil {
			t.Fatal(err)
		}
		if u.Payload == "" || u.Header == "" || u.Doc == "" {
			t.Errorf("%s: something is missing", line)
		}
		if quiet := u.Name == "cifs" || strings.HasSuffix(u.ID, ":0x456"); (u.Source == "") != quiet {
			t.Errorf("%s: source is %q", u.ID, u.Source)
		}
	}
}

func TestMatching(t *testing.T) {
	for pattern, want := range map[string]string{"^3:1$": "w1\n", "HYPER": "hv_kvp\nhv_vss\n", "drbd|^6": "dst\ndrbd\n", "nobody": ""} {
		if got := listed(t, pattern, "fields", "name"); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
	if _, err := users.Matching("("); err == nil {
		t.Error("( is a pattern")
	}
}
