package pdml_test

import (
	"bufio"
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// What comments tell of a process, and whose a message is where there are several
// hosts, stands below the event and the message, as fields of no byte.
func TestSubject(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	p := whole(w)
	var s known.State
	frames.Play(t, `
		host a
		fork 1 10 | cnwire:1 task pid=10 comm="a<b" exe="/bin/\x1b" arg="x & y"
		host b
		exec 10`, func(f *analysis.Frame) {
		s.Add(f)
		if err := p.Frame(f); err != nil {
			t.Fatal(err)
		}
	})
	p.End()
	w.Flush()
	packets := parse(t, out.String()).inside[0].inside
	subject := packets[0].find("cn_proc.subject")
	if len(subject) != 1 || subject[0].attr("showname") != "[What is known of the process]" {
		t.Fatalf("%d subjects in %s", len(subject), out.String())
	}
	for name, want := range map[string]string{"cn_proc.name": "a<b", "cn_proc.exe": `/bin/\x1b`, "cn_proc.cmdline": "x & y"} {
		found := subject[0].find(name)
		if len(found) != 1 || found[0].attr("show") != want || found[0].attr("size") != "0" || found[0].attr("value") != "" {
			t.Errorf("%s: %+v, want %q", name, found, want)
		}
	}
	if host := packets[1].find("cn.host"); len(host) != 1 || host[0].attr("show") != "b" {
		t.Errorf("host %+v in %s", host, out.String())
	}
}
