package filter_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/internal/needs"
)

// listeners is a script for tshark: a tap for each line of FILTERS, which then
// has all frames that its filter chooses, or what is wrong with the filter.
const listeners = `
local n = 0
for line in io.open(os.getenv("FILTERS")):lines() do
  n = n + 1
  local i, hits = n, {}
  local ok, tap = pcall(Listener.new, "frame", line)
  if ok then
    tap.packet = function(pinfo) hits[#hits + 1] = pinfo.number end
    tap.draw = function() print(i .. "\tok\t" .. table.concat(hits, " ")) end
  else
    print(i .. "\trefused\t")
  end
end
`

// answer is what comes of a filter: refused, or the frames it chooses.
type answer struct {
	refused bool
	frames  []uint64
}

func (a answer) equal(b answer) bool {
	return a.refused == b.refused && slices.Equal(a.frames, b.frames)
}

// shark returns tshark's answers to filters, in one run.
func shark(t *testing.T, zone string, capture []byte, filters []string) []answer {
	t.Helper()
	tshark := needs.Tool(t, "tshark", "the comparison of display filters with it is skipped.")
	version, _ := exec.Command(tshark, "--version").Output()
	if !strings.HasPrefix(string(version), "TShark (Wireshark) 4.0.") || !bytes.Contains(version, []byte("with Lua")) {
		needs.Missing(t, "tshark is not version 4.0 with Lua, whose display filters these are: the comparison is skipped.")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"capture": string(capture), "filters": strings.Join(filters, "\n") + "\n", "script.lua": listeners} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(tshark, "-q", "-r", "capture", "-X", "lua_script:script.lua")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "FILTERS=filters", "TZ="+zone, "LC_ALL=C.UTF-8", "HOME="+dir)
	out := must(cmd.Output())(t)
	answers := make([]answer, len(filters))
	for line := range strings.Lines(string(out)) {
		number, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		how, hits, ok := strings.Cut(rest, "\t")
		i, err := strconv.Atoi(number)
		if !ok || err != nil {
			t.Fatalf("tshark prints %q", line)
		}
		a := &answers[i-1]
		a.refused = how == "refused"
		for hit := range strings.FieldsSeq(hits) {
			a.frames = append(a.frames, must(strconv.ParseUint(hit, 10, 64))(t))
		}
	}
	return answers
}

// ours returns our answer.
func ours(text string, frames []*analysis.Frame) answer {
	f, err := filter.Compile(text)
	if err != nil {
		return answer{refused: true}
	}
	return answer{frames: chosen(f, frames)}
}

// inZone has the local time zone that tshark is given.
func inZone(t *testing.T, zone string) {
	t.Helper()
	old := time.Local
	t.Cleanup(func() { time.Local = old })
	time.Local = must(time.LoadLocation(zone))(t)
}

// TestTsharkAgrees holds a list of filters against tshark: what it refuses is
// refused, and the same frames are chosen.
func TestTsharkAgrees(t *testing.T) {
	filters := lines(t, "filters.txt")
	for _, c := range []struct {
		zone    string
		capture []byte
	}{{"UTC", odd(t)}, {"Asia/Kolkata", odd(t)}, {"America/New_York", captured(t, "demo-amd64-6.1.192-nlmon.pcap")}} {
		inZone(t, c.zone)
		frames := read(t, c.capture)
		for i, want := range shark(t, c.zone, c.capture, filters) {
			if got := ours(filters[i], frames); !got.equal(want) {
				t.Errorf("%s: %s: %+v, tshark %+v", c.zone, filters[i], got, want)
			}
		}
	}
}

// TestTsharkDiffers holds the filters on which we do not agree with tshark, with
// the reason of each: none that is in the list agrees after all.
func TestTsharkDiffers(t *testing.T) {
	inZone(t, "UTC")
	var filters []string
	for _, line := range lines(t, "differences.txt") {
		text, reason, _ := strings.Cut(line, "\t")
		if reason == "" {
			t.Errorf("%s: no reason", text)
		}
		filters = append(filters, text)
	}
	frames := read(t, odd(t))
	for i, theirs := range shark(t, "UTC", odd(t), filters) {
		if got := ours(filters[i], frames); got.equal(theirs) {
			t.Errorf("%s: tshark agrees: %+v", filters[i], got)
		}
	}
}

// TestWords holds the words for values against tshark's.
func TestWords(t *testing.T) {
	tshark := needs.Tool(t, "tshark", "the comparison of the words for values with it is skipped.")
	out := must(exec.Command(tshark, "-G", "values").Output())(t)
	count := 0
	for line := range strings.Lines(string(out)) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if part[0] != "V" || !slices.Contains([]string{"netlink.hatype", "netlink.family", "netlink.hdr_type"}, part[1]) {
			continue
		}
		count++
		word, number := must(filter.Compile(part[1]+` == "`+part[3]+`"`))(t), must(filter.Compile(part[1]+" == "+part[2]))(t)
		for _, capture := range [][]byte{odd(t), captured(t, "demo-amd64-6.1.192-nlmon.pcap")} {
			frames := read(t, capture)
			if !slices.Equal(chosen(word, frames), chosen(number, frames)) {
				t.Errorf("%s: %q is not %s", part[1], part[3], part[2])
			}
		}
	}
	if count < 20 {
		t.Errorf("tshark has %d words", count)
	}
}
