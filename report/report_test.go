package report_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/report"
	writing "github.com/cnwire/cnwire/report/page"
)

// page is a page taken apart: its text, and its data.
type page struct {
	html, text string
	data       struct {
		Zero  float64
		Hosts []string
		Lives struct {
			Host, Parent, PID, Fate []int
			Name                    []string
			From, To                []int64
		}
		Marks struct {
			Kinds, Texts []string
			Life, Kind   []int
			At           []int64
		}
		Gaps   struct{ Lost []int }
		Tables []struct {
			Name    string
			Columns []struct{ Name string }
			Rows    [][]any
			Life    []int
			At      []int64
			More    int
		}
	}
}

var tags = regexp.MustCompile(`(?s)<(script|style)[^>]*>.*?</(script|style)>|<[^>]*>`)

// written is the page of a report.
func written(t *testing.T, r *report.Report) *page {
	t.Helper()
	var b bytes.Buffer
	if err := writing.Write(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	p := &page{html: b.String()}
	p.text = strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(p.html, " "))), " ")
	packed := regexp.MustCompile(`<script type="application/gzip" id="data">([\w-]*)</script>`).FindStringSubmatch(p.html)
	if packed == nil {
		t.Fatal("there is no data")
	}
	z, err := gzip.NewReader(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(packed[1])))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &p.data); err != nil {
		t.Fatal(err)
	}
	return p
}

// played is the page of a script, without some of its frames.
func played(t *testing.T, script string, without ...uint64) *page {
	t.Helper()
	r := report.New("a <capture>", analysis.FiltersUnknown)
	frames.Play(t, script, func(f *analysis.Frame) {
		for _, n := range without {
			if f.Number == n {
				return
			}
		}
		if err := r.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	return written(t, r)
}

// The sentences say what ran, for how long, what failed and who started it, what was
// lost, what is not known, and who asked.
func TestOpening(t *testing.T) {
	p := played(t, `host a
listen
fork 1 100
comm 100 100 make
fork 100 101
fork 100 102
exit 101 101 512
exit 102 102 9
fork 100 103
exit 100 100 0
host b
fork 1 50
exit 50 50 0`, 8)
	for _, want := range []string{
		"a <capture>", "4 processes of 2 hosts in 11 ms, from 2001-09-09 01:46:40 UTC on.", "By name: make.", "10 messages: 9 events, 1 request, 0 answers.",
		"2 of 4 failed: they ended with a code that is not 0, or by a signal.", "101 exit 2 started by 100 make, on a", "102 SIGKILL started by 100 make, on a",
		"At least 1 message is lost.", "1 during whose life messages were lost", "Port 77 of a asked for LISTEN: no answer was seen.",
	} {
		if !strings.Contains(p.text, want) {
			t.Errorf("no sentence %q", want)
		}
	}
	if t.Failed() {
		t.Log(p.text[:min(len(p.text), 2000)])
	}
	p = played(t, "fork 1 2\nexit 2 2 0")
	for _, want := range []string{"1 process of script in 1 ms", "None of the 1 that ended failed.", "No number is missing", "start, end and parent", "Nobody was seen to ask"} {
		if !strings.Contains(p.text, want) {
			t.Errorf("no sentence %q in %s", want, p.text[:min(len(p.text), 900)])
		}
	}
}

// Whatever a capture says is text: nothing of it is markup, or ends a script.
func TestHostile(t *testing.T) {
	const evil = `<img/src=x>"'</script><script>`
	r := report.New(evil, analysis.FiltersUnknown)
	h := &host.Host{Name: evil}
	frames.Play(t, "fork 1 2\ncomm 2 2 </script><b>\nfork 2 3\nexit 3 3 256\nfork 1 9 | cnwire:1 task pid=9 comm=x exe=/</script> arg=<script>", func(f *analysis.Frame) {
		f.Host = h
		if err := r.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	p := written(t, r)
	if n := strings.Count(p.html, "<script"); n != 2 || strings.Count(p.html, "</script") != 2 || strings.Contains(p.html, "<img") || strings.Contains(p.html, "<b>") {
		t.Errorf("%d scripts, or markup of the capture", n)
	}
	if p.data.Hosts[0] != evil || !strings.Contains(strings.Join(p.data.Lives.Name, "|"), "</script><b>") {
		t.Errorf("the data has %q and %q", p.data.Hosts, p.data.Lives.Name)
	}
	if !strings.Contains(p.text, evil) {
		t.Error("the title is not there")
	}
}

// The policy allows the page's own script and style, by their hashes, and no network;
// nothing in the page names a place in it.
func TestPolicy(t *testing.T) {
	p := played(t, "fork 1 2")
	policy := html.UnescapeString(regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(p.html)[1])
	for tag, directive := range map[string]string{`(?s)<script type="module">(.*?)</script>`: "script-src", `(?s)<style>(.*?)</style>`: "style-src"} {
		sum := sha256.Sum256([]byte(regexp.MustCompile(tag).FindStringSubmatch(p.html)[1]))
		if want := directive + " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"; !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks %q", policy, want)
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy is %q", policy)
	}
	text := strings.ReplaceAll(p.html, "createObjectURL(", "") // of what is in memory
	if at := regexp.MustCompile(`(?i)https?://|\bsrc=|@import|url\(`).FindString(text); at != "" {
		t.Errorf("the page has %q", at)
	}
}

// Figures are those of ps and check: as many rows, and lives with their parents.
func TestFigures(t *testing.T) {
	one := &host.Host{Name: "one"}
	for name, capture := range frames.Captures(t) {
		r := report.New(name, analysis.FiltersUnknown)
		listed, failed := 0, 0
		table := processes.Table{Each: func(p *processes.Process) error {
			listed++
			if p.Failed() {
				failed++
			}
			return nil
		}}
		noted := 0
		checker := notes.Checker{Emit: func(*notes.Note) error { noted++; return nil }}
		frames.Each(t, capture, func(f *analysis.Frame) {
			f.Host = one
			if err := r.Add(f); err != nil {
				t.Fatal(err)
			}
		})
		frames.Each(t, capture, func(f *analysis.Frame) {
			f.Host = one
			table.Add(f)
			checker.Add(f)
		})
		table.Finish()
		checker.End()
		p := written(t, r)
		rows := map[string]int{}
		for _, table := range p.data.Tables {
			rows[table.Name] = len(table.Rows) + table.More
		}
		if rows["processes"] != listed || rows["notes"] != noted || listed == 0 {
			t.Errorf("%s: %v, ps has %d and check %d", name, rows, listed, noted)
		}
		if lost := checker.Lost(); !strings.Contains(p.text, lost) || lost == "" {
			t.Errorf("%s: nothing says %q", name, lost)
		}
		if failed > 0 && !strings.Contains(p.text, fmt.Sprintf("%d of ", failed)) {
			t.Errorf("%s: nothing says that %d failed", name, failed)
		}
		for i, at := range p.data.Tables[0].Life {
			if int(p.data.Tables[0].Rows[i][1].(float64)) != p.data.Lives.PID[at] {
				t.Fatalf("%s: row %d is of another life", name, i)
			}
		}
		for i, up := range p.data.Lives.Parent {
			if up < 0 && p.data.Lives.PID[i] > 2 && p.data.Lives.Fate[i] != 5 {
				t.Errorf("%s: %d has no parent", name, p.data.Lives.PID[i])
			}
		}
	}
}

// Of a kind of note of which there are very many the page lists a thousand, and says how
// many more there are.
func TestManyNotes(t *testing.T) {
	var script strings.Builder
	for pid := range 1005 {
		fmt.Fprintf(&script, "exit %d %d 0\n", pid+10, pid+10)
	}
	checker := notes.Checker{Emit: func(*notes.Note) error { return nil }}
	frames.Play(t, script.String(), func(f *analysis.Frame) { checker.Add(f) })
	checker.End()
	listed, more := 0, 0
	for _, c := range checker.Counts() {
		listed += int(min(c.Notes, 1000))
		more += int(c.Notes - min(c.Notes, 1000))
	}
	if more == 0 {
		t.Fatal("there are not so many")
	}
	for _, table := range played(t, script.String()).data.Tables {
		if table.Name == "notes" && (len(table.Rows) != listed || table.More != more) {
			t.Errorf("%d notes and %d more, want %d and %d", len(table.Rows), table.More, listed, more)
		} else if table.Name == "processes" && len(table.Rows) != 1005 {
			t.Errorf("%d processes", len(table.Rows))
		}
	}
}
