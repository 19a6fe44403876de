package page_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/report"
	"github.com/cnwire/cnwire/report/page"
)

// input is a capture in memory.
func input(name string, capture []byte) source.Input {
	return source.Input{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(capture)), nil }}
}

// written is the page of captures, with a limit.
func written(t *testing.T, limit int64, inputs ...source.Input) string {
	t.Helper()
	r := report.New("title", analysis.FiltersUnknown)
	c := page.NewCaptures(limit)
	c.Filter, c.HostBy = `frame.comment == "</script>"`, "file"
	for f, err := range source.New(source.Options{}, c.Inputs(inputs)...).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		c.Frame(f.Frame)
		if err := r.Add(f.Frame); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := page.Write(&b, r, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// held are the contents of the elements that an expression finds, unpacked.
func held(t *testing.T, page, element string) (list []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`<script type="application/gzip" `+element+`>([\w-]*)</script>`).FindAllStringSubmatch(page, -1) {
		z := testkit.Must(gzip.NewReader(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(m[1]))))(t)
		list = append(list, string(testkit.Must(io.ReadAll(z))(t)))
	}
	return list
}

// sentences is what the page says instead of a packet browser.
func sentences(page string) string {
	m := regexp.MustCompile(`(?s)<section class="panel without".*?</section>`).FindString(page)
	return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m, ""))
}

func policy(page string) string {
	return html.UnescapeString(regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1])
}

// The page holds the captures as they are, what reads them, and how they are read; nothing
// of it ends a script, and the policy allows what that needs and no more.
func TestEmbedded(t *testing.T) {
	one, two := frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	p := written(t, 1<<20, input("</script>", one), input("two", two))
	if got := held(t, p, `class="capture"`); !slices.Equal(got, []string{string(one), string(two)}) {
		t.Errorf("%d captures, or others", len(got))
	}
	if got := held(t, p, `class="engine"`); len(got) != 1 || !strings.HasPrefix(got[0], "\x00asm") {
		t.Error("there is no WebAssembly")
	}
	var s page.Settings
	if got := held(t, p, `id="settings"`); len(got) != 1 || json.Unmarshal([]byte(got[0]), &s) != nil {
		t.Fatal("there are no settings")
	}
	if s.Names[0] != "</script>" || s.Names[1] != "two" || s.Count != frameCount(t, one)+frameCount(t, two) || s.Filter != `frame.comment == "</script>"` || s.HostBy != "file" {
		t.Errorf("the settings are %+v", s)
	}
	if n := strings.Count(p, "<script"); n != strings.Count(p, "</script") || n != 7 { // data, settings, worker, engine, two captures, the page's own
		t.Errorf("%d scripts", n)
	}
	rest := regexp.MustCompile(`'sha256-[^']*'`).ReplaceAllString(policy(p), "#")
	if want := "default-src 'none'; connect-src 'none'; script-src # 'wasm-unsafe-eval'; worker-src blob:; style-src #; base-uri 'none'; form-action 'none'"; rest != want {
		t.Errorf("the policy is %q, want %q", rest, want)
	}
	if sentences(p) != "" || !strings.Contains(p, `id="packets"`) {
		t.Errorf("there is no packet browser: %s", sentences(p))
	}
}

func frameCount(t *testing.T, capture []byte) (n uint64) {
	frames.Each(t, capture, func(*analysis.Frame) { n++ })
	return n
}

// Captures as large as the limit are in the page, and with a byte more they are not; the
// page says so, and what it names cuts them to fit.
func TestLimit(t *testing.T) {
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	size := int64(len(capture))
	if p := written(t, size, input("a", capture)); len(held(t, p, `class="capture"`)) != 1 {
		t.Error("a capture of the limit's size is not there")
	}
	for _, limit := range []int64{size - 1, 10_000} {
		p := written(t, limit, input("it's a", capture))
		if strings.Contains(p, `class="capture"`) || strings.Contains(p, `class="engine"`) || strings.Contains(p, `id="packets"`) || strings.Contains(policy(p), "wasm") {
			t.Error("what is too large is there")
		}
		var n int
		var name string
		says := sentences(p)
		at := strings.Index(says, "cnwire convert -c ")
		if _, err := fmt.Sscanf(says[max(at, 0):], "cnwire convert -c %d 'it'\\''s %s part.pcapng", &n, &name); err != nil {
			t.Fatalf("%v: %s", err, says)
		}
		part := first(t, capture, n)
		if int64(len(part)) > limit || int64(len(first(t, capture, 2*n))) <= limit {
			t.Errorf("%d frames have %d bytes, and the limit is %d", n, len(part), limit)
		}
		if p := written(t, limit, input("part", part)); len(held(t, p, `class="capture"`)) != 1 {
			t.Errorf("what was cut to %d frames does not fit either", n)
		}
	}
	if says := sentences(written(t, 10_000, input("a", capture), input("-b", capture))); !regexp.MustCompile(`cnwire merge -c \d+ -w part.pcapng a '\./-b'`).MatchString(says) {
		t.Errorf("of two it says %q", says)
	}
	if says := sentences(written(t, 0, input("a", capture))); !strings.Contains(says, "--embed-limit 0") || strings.Contains(says, "convert") {
		t.Errorf("without a limit it says %q", says)
	}
	if says := sentences(written(t, 50, input("a", capture))); says == "" || strings.Contains(says, "convert") {
		t.Errorf("where no frame fits it says %q", says)
	}
}

// first are the first frames of a capture as a pcapng.
func first(t *testing.T, capture []byte, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := testkit.Must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t)
	frames.Each(t, capture, func(f *analysis.Frame) {
		if n--; n < 0 {
			return
		}
		if err := w.WritePacket(&f.Packet); err != nil {
			t.Fatal(err)
		}
	})
	w.Close()
	return b.Bytes()
}

// What a compressed capture holds counts, not how small it is.
func TestCompressed(t *testing.T) {
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(capture)
	z.Close()
	if int64(b.Len()) > 100_000 || len(capture) < 200_000 {
		t.Fatalf("%d bytes of %d", b.Len(), len(capture))
	}
	if p := written(t, 100_000, input("a.gz", b.Bytes())); sentences(p) == "" {
		t.Error("it is there")
	}
	if got := held(t, written(t, 1<<20, input("a.gz", b.Bytes())), `class="capture"`); len(got) != 1 || got[0] != b.String() {
		t.Error("it is not there as it was")
	}
}

// Names are one word each for a shell.
func TestNames(t *testing.T) {
	needs.Tool(t, "sh", "names are quoted for a shell")
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	names := []string{"plain.pcap", "two words", "it's", `"$HOME"`, "a;b", "~", "*", "-", "é"}
	var inputs []source.Input
	for _, name := range names {
		inputs = append(inputs, input(name, capture))
	}
	says := sentences(written(t, 10_000, inputs...))
	line := regexp.MustCompile(`cnwire merge .*`).FindString(says)
	out := testkit.Must(exec.Command("sh", "-c", "cnwire() { for a; do echo \"$a\"; done; }; "+line).Output())(t)
	if got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n"); len(got) < len(names) || !slices.Equal(got[len(got)-len(names):], names) {
		t.Errorf("%s gives %q", line, got)
	}
}

// The page into which captures are dropped has none, nor data of any.
func TestEmpty(t *testing.T) {
	var b bytes.Buffer
	if err := page.WriteEmpty(&b); err != nil {
		t.Fatal(err)
	}
	p := b.String()
	if !strings.Contains(p, `id="drop"`) || strings.Contains(p, `id="data"`) || strings.Contains(p, `class="capture"`) || len(held(t, p, `class="engine"`)) != 1 {
		t.Error("it is not empty, or lacks what reads captures")
	}
	if !strings.HasPrefix(policy(p), "default-src 'none'; connect-src 'none'; ") {
		t.Errorf("the policy is %q", policy(p))
	}
}
