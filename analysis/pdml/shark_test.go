package pdml_test

import (
	"bufio"
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pdml"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/wireshark"
)

// shark is tshark 4.0 with the plugin.
type shark struct{ path, dir string }

var asked = map[string]string{} // their versions

func version(path string) string {
	if asked[path] == "" {
		out, _ := exec.Command(path, "--version").Output()
		asked[path] = string(out)
	}
	return asked[path]
}

func theShark(t *testing.T) *shark {
	t.Helper()
	s := &shark{needs.Tool(t, "tshark", "the comparison of PDML and PSML with it is skipped."), t.TempDir()}
	if !strings.HasPrefix(version(s.path), "TShark (Wireshark) 4.0.") {
		needs.Missing(t, "tshark is not version 4.0, whose output this compares with: the comparison is skipped.")
	}
	s.write(t, "cnwire.lua", wireshark.Plugin)
	return s
}

func (s *shark) write(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// run returns what tshark prints of a capture.
func (s *shark) run(t *testing.T, capture []byte, args ...string) string {
	t.Helper()
	s.write(t, "capture", capture)
	cmd := exec.Command(s.path, append([]string{"-X", "lua_script:cnwire.lua", "-r", "capture"}, args...)...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "TZ=Europe/Berlin", "LC_ALL=C.UTF-8", "HOME="+s.dir, "XDG_CONFIG_HOME="+s.dir)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || strings.Contains(complaints.String(), "Lua") {
		t.Fatalf("%v: %v\n%s", cmd, err, complaints.String())
	}
	return string(out)
}

// inBerlin lets a test run in tshark's time zone.
func inBerlin(t *testing.T) {
	t.Helper()
	old := time.Local
	t.Cleanup(func() { time.Local = old })
	time.Local = must(time.LoadLocation("Europe/Berlin"))(t)
}

// most is how many frames of each capture are compared.
func most() uint64 {
	if testkit.Deep {
		return 1500
	}
	return 200
}

// TestSharkPDML compares the trees of all frames of the corpus, element by element and
// attribute by attribute.
func TestSharkPDML(t *testing.T) {
	inBerlin(t)
	s := theShark(t)
	captures := frames.Captures(t)
	for i, name := range slices.Sorted(maps.Keys(captures)) {
		if !testkit.Share(i, 4) {
			continue
		}
		capture := captures[name]
		theirs := parse(t, s.run(t, capture, "-T", "pdml", "-c", strconv.FormatUint(most(), 10)))
		same(t, name, theirs, parse(t, writeMost(t, capture, most(), whole)))
	}
}

// same compares two documents packet by packet, and shows the first difference.
func same(t *testing.T, name string, theirs, ours *element) {
	t.Helper()
	a, b := theirs.inside[0].inside, ours.inside[0].inside
	if len(a) != len(b) || len(a) < 10 {
		t.Errorf("%s: tshark writes %d packets, we write %d", name, len(a), len(b))
		return
	}
	for i := range a {
		var x, y []string
		a[i].lines(0, skip, &x)
		b[i].lines(0, skip, &y)
		for k := range max(len(x), len(y)) {
			if k >= len(x) || k >= len(y) || x[k] != y[k] {
				t.Errorf("%s, packet %d:\ntshark %s\nours   %s", name, i+1, at(x, k), at(y, k))
				break
			}
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "nothing"
}

// skip says what is not compared. What is known of processes the plugin shows from the
// first frame on, and we from the first comment on that tells of one: TestSubject.
func skip(e *element) bool {
	return e.called == "cn_proc.subject" || e.called == "_ws.expert" || e.called == "_ws.malformed" && e.attr("hide") == "yes" || e.called == "cn.copy_of" || e.called == "fake-field-wrapper" && len(e.inside) == 1 && e.inside[0].called == "_ws.lua.fake"
}

// TestSharkPSML compares the columns, but for Info: the plugin's words are others.
func TestSharkPSML(t *testing.T) {
	inBerlin(t)
	s := theShark(t)
	all := frames.Captures(t)
	for n, name := range slices.Sorted(maps.Keys(all)) {
		capture := all[name]
		for i, form := range []analysis.TimeFormat{"r", "ad"} {
			if !testkit.Share(n+i, 4) {
				continue
			}
			ours := func(w *bufio.Writer) printer { return pdml.NewList(w, analysis.Columns{Time: form}) }
			theirs := parse(t, s.run(t, capture, "-T", "psml", "-c", strconv.FormatUint(most(), 10), "-t", string(form)))
			same(t, name, noInfo(t, theirs), noInfo(t, parse(t, writeMost(t, capture, most(), ours))))
		}
	}
}

// noInfo takes the last cell out of every packet, which must have a text.
func noInfo(t *testing.T, doc *element) *element {
	t.Helper()
	for i, p := range doc.inside[0].inside {
		if len(p.inside) != 7 || p.inside[6].text == "" || i > 0 && p.name != "packet" {
			t.Errorf("packet %d: %s with %d cells", i, p.name, len(p.inside))
		} else if i > 0 {
			p.inside = p.inside[:6]
		}
	}
	return doc
}

// TestSharkChosen compares the fields that -e names.
func TestSharkChosen(t *testing.T) {
	inBerlin(t)
	s := theShark(t)
	args := []string{"-T", "pdml", "-c", "400"}
	var fields []*analysis.Field
	for _, name := range []string{"frame.number", "frame.time", "netlink.family", "cn.seq", "cn_proc.what", "cn_proc.pid", "cn_proc.comm.comm", "cn.reply_time"} {
		args, fields = append(args, "-e", name), append(fields, analysis.MustLookup(name))
	}
	capture := frames.Capture(t, "s390x-6.1.176-nlmon.pcap")
	ours := func(w *bufio.Writer) printer { return pdml.New(w, fields) }
	same(t, "chosen", parse(t, s.run(t, capture, args...)), parse(t, writeMost(t, capture, 400, ours)))
}
