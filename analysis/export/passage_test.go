package export_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
)

// Who sent a message, and what became of it, is in the last columns; what is not known
// is empty.
func TestPassages(t *testing.T) {
	const script = `
		listen | cnwire:1 sender port=4294967295 pid=100 uid=4294967294 gid=7 comm="a,\x1b" group=1
		fork 1 10 | cnwire:1 delivery group=1 result=0 tid=5
		exec 10 | cnwire:1 delivery result=-3
		comm 10 10 x`
	var file bytes.Buffer
	to := testkit.Must(export.NewCSV(&file, export.Events))(t)
	all := export.Rows{Capture: "made"}
	testframes.Play(t, script, func(f *analysis.Frame) {
		if err := all.Each(f, to.Write); err != nil {
			t.Fatal(err)
		}
	})
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	var got []string
	table := testkit.Must(csv.NewReader(&file).ReadAll())(t)
	from := slices.Index(table[0], "sender_port") // columns that came since are behind
	for _, row := range table {
		got = append(got, strings.Join(row[from:from+8], "|"))
	}
	want := []string{
		"sender_port|sender_pid|sender_uid|sender_gid|sender_comm|sent_to_group|delivered|caused_by",
		`4294967295|100|4294967294|7|a,\x1b|1||`,
		"|||||1|true|5",
		"||||||false|",
		"|||||||",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
