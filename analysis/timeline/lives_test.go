package timeline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// deaf is a sink.
type deaf struct{ lives int }

func (*deaf) Begin(int64, bool) error { return nil }
func (*deaf) Host(int, string) error  { return nil }
func (*deaf) Gap(*Gap) error          { return nil }
func (*deaf) Mark(*Mark) error        { return nil }
func (s *deaf) Life(*Life) error      { s.lives++; return nil }
func (*deaf) Count(*Count) error      { return nil }
func (*deaf) Request(*Request) error  { return nil }

// Of a process that was drawn a bit is left, whoever its parent is: one that has events, one
// that has none, or one that is not drawn yet.
func TestDrawnAreNotKept(t *testing.T) {
	const many = 20_000
	script := []string{"fork 1 2", "exec 3"}
	for n := range many {
		script = append(script, fmt.Sprintf("fork %d %d", n%5+1, 100+n), fmt.Sprintf("exit %d %d 0", 100+n, 100+n))
	}
	sink := new(deaf)
	tl := Timeline{Sink: sink}
	frames.Play(t, strings.Join(script, "\n"), func(f *analysis.Frame) {
		if err := tl.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := tl.End(); err != nil || sink.lives != many+5 { // with 1 to 5, of which others descend
		t.Errorf("%d lives, %v", sink.lives, err)
	}
	if len(tl.told)+len(tl.order)+len(tl.missed) > 40 {
		t.Errorf("of %d lives %d are kept, in order %d, %d as missed", sink.lives, len(tl.told), len(tl.order), len(tl.missed))
	}
}
