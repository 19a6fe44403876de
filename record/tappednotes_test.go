package record

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/cnwire/cnwire/record/tap"
)

// Who runs it is told what is not as it should be: that a note could not be written, as
// where a service may write nowhere.
func TestTapNotes(t *testing.T) {
	quiet := tapped{tap: new(tap.Tap)}
	if list := quiet.notes(); len(list) != 0 {
		t.Errorf("%q", list)
	}
	told := tapped{tap: new(tap.Tap), noNote: &os.PathError{Op: "mkdir", Path: "/run/cnwire", Err: syscall.EROFS}, settled: []string{"settled"}, odd: "odd"}
	list := told.notes()
	if len(list) != 3 || list[0] != "settled" || !strings.Contains(list[1], "no note") || !strings.Contains(list[1], "mkdir /run/cnwire: "+syscall.EROFS.Error()) ||
		!strings.Contains(list[1], "goes on counting") || list[2] != "odd" {
		t.Errorf("%q", list)
	}
}
