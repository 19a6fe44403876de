package pcap

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
)

// TestTsharkReads has tshark print what pcapng has of its own: interfaces,
// sections, comments, flags, drop counts, times in all units.
func TestTsharkReads(t *testing.T) {
	needs.Tool(t, "tshark", why)
	for _, big := range []bool{false, true} {
		var packets []Packet
		for n, res := range []Resolution{6, 9, 3, 0x80 | 20, 0x80 | 31} {
			i := &Interface{LinkType: LinkType([]int{253, 113}[n%2]), Name: fmt.Sprint("if", n), Resolution: res, TsOffset: int64(-n)}
			at := atTime.Truncate(1e9).Add(5e8)
			p := Packet{Data: []byte("sixteen bytes..."), Len: 20, Time: at, Interface: i, Comments: []string{fmt.Sprint("comment ", n)}}
			if n%2 == 0 {
				p.Flags, p.DropCount = Of(uint32(2)), Of(uint64(n+1))
			}
			packets = append(packets, p)
		}
		b, _ := written(t, WriterOptions{Format: "pcapng", BigEndian: big}, packets...)
		args := []string{"-n", "-r", save(t, "in", b), "-T", "fields"}
		for _, f := range []string{"number", "time_epoch", "cap_len", "len", "interface_id", "interface_name", "comment", "packet_flags_direction", "drop_count"} {
			args = append(args, "-e", "frame."+f)
		}
		var want []string
		for n, p := range packets {
			row := []string{fmt.Sprint(n + 1), fmt.Sprintf("%d.%09d", p.Time.Unix(), p.Time.Nanosecond()), "16", "20", fmt.Sprint(n), p.Interface.Name, p.Comments[0], "", ""}
			if p.Flags.Present {
				row[7], row[8] = "0x00000002", fmt.Sprint(p.DropCount.Value)
			}
			want = append(want, strings.Join(row, "\t"))
		}
		got := strings.Split(strings.TrimSuffix(tool(t, "tshark", args...), "\n"), "\n")
		check(t, fmt.Sprint("big ", big), want, got)
	}
}

// TestTsharkAgrees has tshark read what was laid by hand, with sections of both
// orders and all kinds of packet blocks, and compares frame by frame.
func TestTsharkAgrees(t *testing.T) {
	needs.Tool(t, "tshark", why)
	b := append(sample(false).b, sample(true).b...)
	packets, _ := whole(t, b)
	out := tool(t, "tshark", "-n", "-r", save(t, "in", b), "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.cap_len", "-e", "frame.len", "-e", "frame.comment")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "\t8\t8\t" }) // custom blocks, which tshark counts as frames
	if len(lines) != len(packets) {
		t.Fatalf("%d frames, and tshark has %d:\n%s", len(packets), len(lines), out)
	}
	for n, p := range packets {
		at := fmt.Sprintf("%d.%09d", p.Time.Unix(), p.Time.Nanosecond())
		if p.Time.IsZero() {
			at = strings.Split(lines[n], "\t")[0] // 4.0 says 0, newer ones nothing
			if at != "" && strings.Trim(at, "0.") != "" {
				t.Errorf("a simple packet has the time %s", at)
			}
		}
		want := fmt.Sprintf("%s\t%d\t%d\t%s", at, len(p.Data), p.Len, strings.Join(p.Comments, ","))
		check(t, fmt.Sprint("frame ", n+1), want, lines[n])
	}
}
