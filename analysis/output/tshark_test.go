package output_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
)

// shark is a tshark with a capture to read.
type shark struct {
	path, file string
	capture    []byte
}

// sharks asks for tshark and writes the captures that it and we are to agree
// on: those of the corpus and the laid ones, in all forms of a classic pcap.
func sharks(t *testing.T) map[string]shark {
	t.Helper()
	path := needs.Tool(t, "tshark", "the comparison of columns, JSON and hex dumps with it is skipped.")
	version, _ := exec.Command(path, "--version").Output()
	if !strings.HasPrefix(string(version), "TShark (Wireshark) 4.0.") {
		needs.Missing(t, "tshark is not version 4.0, whose output this compares with: the comparison is skipped.")
	}
	all := captures(t)
	all["laid big us"] = lay(binary.BigEndian, false, whole(t)...)
	large := record{Data: cooked(15, message(t, binary.LittleEndian, nil, make([]byte, 70000)))}
	all["laid large"] = lay(binary.LittleEndian, false, large, large)
	all["laid little ns"] = lay(binary.LittleEndian, true, whole(t)...)
	list := map[string]shark{}
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if !testkit.Share(i, 6) && !strings.HasPrefix(name, "laid") {
			continue
		}
		capture := all[name]
		file := filepath.Join(t.TempDir(), "capture.pcap")
		if err := os.WriteFile(file, capture, 0o600); err != nil {
			t.Fatal(err)
		}
		list[name] = shark{path, file, capture}
	}
	return list
}

// run returns what tshark prints.
func (s shark) run(t *testing.T, zone string, args ...string) string {
	t.Helper()
	cmd := exec.Command(s.path, append([]string{"-r", s.file}, args...)...)
	cmd.Env = append(os.Environ(), "TZ="+zone, "LC_ALL=C.UTF-8", "HOME="+filepath.Dir(s.file))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, stderr.String())
	}
	return string(out)
}

// same compares line by line, and shows the first difference.
func same(t *testing.T, theirs, ours string) {
	t.Helper()
	a, b := strings.Split(theirs, "\n"), strings.Split(ours, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("line %d:\ntshark %s\nours   %s", i+1, a[i], b[i])
			return
		}
	}
	if len(a) != len(b) || len(a) < 3 {
		t.Errorf("tshark prints %d lines, we print %d", len(a), len(b))
	}
}

// sharkColumns are the columns of ours that tshark has too.
var sharkColumns = strings.Fields(`
	frame.number frame.time frame.time_epoch frame.time_relative frame.time_delta frame.time_delta_displayed
	frame.len frame.cap_len frame.protocols frame.interface_name frame.comment frame.section_number
	frame.encap_type frame.offset_shift frame.marked frame.ignored
	netlink.hatype netlink.family netlink.hdr_len netlink.hdr_type netlink.hdr_flags netlink.hdr_seq netlink.hdr_pid
	netlink.hdr_flags.request netlink.hdr_flags.multi netlink.hdr_flags.ack netlink.hdr_flags.echo
	netlink.hdr_flags.dump_intr netlink.hdr_flags.dump_filtered`)

// chose returns tshark's arguments for columns.
func chose(columns []string, args ...string) []string {
	if !slices.Contains(args, "-T") {
		args = append(args, "-T", "fields")
	}
	for _, c := range columns {
		args = append(args, "-e", c)
	}
	return args
}

// TestSharkFields compares every column of every frame.
func TestSharkFields(t *testing.T) {
	for name, s := range sharks(t) {
		for _, zone := range []string{"UTC", "Europe/Berlin"} {
			if zone == "UTC" && (strings.HasPrefix(name, "laid") || !testkit.Deep) {
				continue // one is enough
			}
			t.Run(zone+" "+name, func(t *testing.T) {
				inZone(t, zone)
				ours := write(t, s.capture, output.Options{Format: "fields", Fields: sharkColumns})
				same(t, s.run(t, zone, chose(sharkColumns)...), ours)
			})
		}
	}
}

// TestSharkOptions compares the forms of -E.
func TestSharkOptions(t *testing.T) {
	s := sharks(t)["laid little ns"]
	columns := []string{"frame.number", "frame.comment", "netlink.hdr_seq", "netlink.hdr_type", "frame.protocols"}
	for i, options := range []string{
		"header=y", "header=y bom=y separator=; quote=d", "separator=/s aggregator=/s quote=s", "separator=, aggregator=| quote=n header=n",
		"occurrence=f quote=d", "occurrence=l aggregator=/s separator=/t bom=n",
	} {
		if !testkit.Share(i, 4) {
			continue
		}
		t.Run(options, func(t *testing.T) {
			var args []string
			o := output.Options{Format: "fields", Fields: columns}
			for _, option := range strings.Fields(options) {
				args = append(args, "-E", option)
				if err := o.Output.Set(option); err != nil {
					t.Fatal(err)
				}
			}
			same(t, s.run(t, "UTC", chose(columns, args...)...), write(t, s.capture, o))
		})
	}
}

// TestSharkTimes compares every form of the time column. Frame times that go
// backwards are among them.
func TestSharkTimes(t *testing.T) {
	const zone = "Europe/Berlin"
	inZone(t, zone)
	all := sharks(t)
	for name, forms := range map[string][]analysis.TimeFormat{
		"laid little ns": analysis.TimeFormats(),
		"laid big us":    {"ad", "d", "e"},
	} {
		for i, form := range forms {
			if !testkit.Share(i, 6) {
				continue
			}
			t.Run(name+" "+string(form), func(t *testing.T) {
				o := output.Options{Format: "fields", Fields: []string{"_ws.col.Time"}, Columns: analysis.Columns{Time: form}}
				same(t, all[name].run(t, zone, chose(o.Fields, "-t", string(form))...), write(t, all[name].capture, o))
			})
		}
	}
}

var dumped = regexp.MustCompile(`^(?:[0-9a-f]{4,5}  |$)`)

// TestSharkHex compares dumps, the empty line behind each with them.
func TestSharkHex(t *testing.T) {
	for name, s := range sharks(t) {
		t.Run(name, func(t *testing.T) {
			var ours strings.Builder
			for line := range strings.Lines(write(t, s.capture, output.Options{Hex: true})) {
				if dumped.MatchString(strings.TrimSuffix(line, "\n")) {
					ours.WriteString(line)
				}
			}
			same(t, s.run(t, "UTC", "-x"), ours.String())
		})
	}
}

// TestSharkJSON compares -T json and -T ek without the layers that hold a
// connector message: ours, and tshark's data. The titles of a frame's messages
// are one array of ours in -T ek, where tshark has several equal keys with one
// array each, so their order is not compared.
func TestSharkJSON(t *testing.T) {
	const zone = "Europe/Berlin"
	inZone(t, zone)
	all := sharks(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		s := all[name]
		if testkit.Share(i, 8) {
			t.Run("json "+name, func(t *testing.T) {
				ours := write(t, s.capture, output.Options{Format: "json"})
				same(t, flat(t, s.run(t, zone, "-T", "json", "--no-duplicate-keys")), flat(t, ours))
			})
		}
		if testkit.Share(i+4, 8) {
			t.Run("ek "+name, func(t *testing.T) {
				theirs, theirTitles := titles(flat(t, s.run(t, zone, "-T", "ek")))
				ours, ourTitles := titles(flat(t, write(t, s.capture, output.Options{Format: "ek"})))
				same(t, theirs, ours)
				same(t, theirTitles, ourTitles)
			})
		}
		t.Run("chosen "+name, func(t *testing.T) {
			for _, format := range []string{"json", "ek"} {
				if !strings.HasPrefix(name, "laid") {
					continue
				}
				o := output.Options{Format: format, Fields: sharkColumns}
				same(t, s.run(t, zone, chose(sharkColumns, "-T", format)...), write(t, s.capture, o))
			}
		})
	}
}

// titles parts the lines of flat: all but titles, and the titles, sorted.
func titles(text string) (others, titles string) {
	var sorted []string
	var rest strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, ".layers.text: ") {
			sorted = append(sorted, line)
		} else {
			rest.WriteString(line)
		}
	}
	slices.Sort(sorted)
	return rest.String(), strings.Join(sorted, "")
}
