package listeners_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// Two taps of one run tell the same of who listened, though one of them shows as well what
// other sockets than the kernel's received of the requests.
func TestAside(t *testing.T) {
	const folder = "../../record/tap/testdata/amd64-7.3.4/groups."
	tell := func(file string) (got []string) {
		a := listeners.Audience{Emit: func(l *listeners.Listener) error {
			if l.Requests != 2 {
				t.Errorf("%s: %d requests, and the log has a LISTEN and an IGNORE to the kernel", file, l.Requests)
			}
			got = append(got, fmt.Sprint(l.Port, l.PID, l.State))
			return nil
		}}
		frames.Each(t, testkit.Must(os.ReadFile(folder+file))(t), func(f *analysis.Frame) {
			if err := a.Add(f); err != nil {
				t.Fatal(err)
			}
		})
		if err := a.End(); err != nil {
			t.Fatal(err)
		}
		return append(got, a.Sentences()...)
	}
	compare(t, tell("frames.pcapng"), tell("tap.pcapng"))
}
