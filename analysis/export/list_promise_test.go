package export_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/source"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
)

// A text that a file has stays on its line, escaped as -T fields has it, and several texts stand with
// commas between them: docs/formats.md.
func TestTextsOfLists(t *testing.T) {
	packets := testframes.Packets(t, "exec 7 | cnwire:1 task pid=7 exe=\"/bin/a\\x1bb\"\ncomm 7 7 a\x1bb\x07")
	b := pcapng(t, packets)
	list := cells(t, tables(t, export.NewCSV, []export.Kind{export.Processes}, source.Options{}, file{"x", b})[export.Processes])
	if len(list) != 1 || list[0]["comm"] != `a\x1bb\x07` || list[0]["exe"] != `/bin/a\x1bb` || list[0]["partial"] != "start,end,parent" {
		t.Errorf("%q", list)
	}
}
