package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// analyses are commands that analyse all frames, each in a form that asks for much.
const analyses = `
check --fail-on never CAP
check --all -T jsonl CAP
stats CAP
stats -T jsonl CAP
ps --tree CAP
ps -T jsonl CAP
pairs --unsolicited CAP
follow --descendants 1 CAP
listeners CAP
timeline -o out.pftrace CAP
report -o out.html CAP
export -w out.csv CAP
export --table losses -w out.csv CAP
export --table notes --partial -w out.csv CAP
export --context -Y cn_proc.name=="sh" -w out.csv CAP
check --all -Y cn.idx+cn.seq>0 CAP
`

// TestAnalysesOnCores: analyses write the same on one processor and on eight, of captures in which
// more than frames changes on the way: statistics of interfaces, a second host, damage,
// and a frame of which a filter has to say something.
func TestAnalysesOnCores(t *testing.T) {
	folder := t.TempDir()
	var all []string
	put := func(name string, b []byte) {
		place := filepath.Join(folder, name)
		if err := os.WriteFile(place, b, 0o600); err != nil {
			t.Fatal(err)
		}
		all = append(all, place)
	}
	put("statistics.pcapng", withStatistics(frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), false))
	put("damaged.pcapng", withStatistics(frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), true))
	put("hosts.pcapng", testkit.Must(os.ReadFile("testdata/cases/two-hosts-on-two-interfaces.pcapng"))(t))
	long := laid("told", 400, 0)
	put("cut.pcap", long[:len(long)-5])
	put("crowded.pcap", crowded(frames.Capture(t, "amd64-6.1.192-nlmon.pcap")))

	sets := append([]string{strings.Join(all, " ")}, all[0], all[1], all[4])
	if testing.Short() { // under the race detector, say
		sets = sets[:2]
	}
	for form := range strings.Lines(strings.TrimSpace(analyses)) {
		for _, captures := range sets {
			args := strings.Fields(strings.Replace(form, "CAP", captures, 1))
			want := onCores(t, "1", args, nil)
			if len(want) < 100 {
				t.Errorf("cnwire %s: it says only %s", args, want)
			}
			if got := onCores(t, "8", args, nil); got != want {
				t.Errorf("cnwire %s: on eight processors it writes something else: %d bytes, %d on one", args, len(got), len(want))
			}
		}
	}
}

// withStatistics is a capture as a pcapng that begins behind its LISTEN, and of which
// twenty frames of fifty are missing. What its interface dropped, which proves that they
// were lost, stands in a block before each four hundredth frame and in one at the end, which
// has an option that goes beyond it. Where it is to be damaged, some frames soon behind what
// is missing are.
func withStatistics(capture []byte, damaged bool) []byte {
	const head, record = 24, 16
	le := binary.LittleEndian
	block := func(out []byte, typ uint32, body ...any) []byte {
		var b []byte
		for _, v := range body {
			b, _ = binary.Append(b, le, v)
		}
		b = append(b, make([]byte, -len(b)&3)...)
		length := uint32(12 + len(b))
		out = le.AppendUint32(le.AppendUint32(out, typ), length)
		return le.AppendUint32(append(out, b...), length)
	}
	out := block(nil, 0x0a0d0d0a, uint32(0x1a2b3c4d), uint16(1), uint16(0), int64(-1))
	out = block(out, 1, uint16(253), uint16(0), uint32(1<<18))
	n := 0
	var at uint64
	statistics := func(length uint16) {
		out = block(out, 5, uint32(0), uint32(at>>32), uint32(at), uint16(5), length, uint64(n-800), uint32(0))
	}
	for rest := capture[head:]; len(rest) > 0; n++ {
		length := int(le.Uint32(rest[8:]))
		data := rest[record : record+length]
		at = uint64(le.Uint32(rest))*1e6 + uint64(le.Uint32(rest[4:]))
		rest = rest[record+length:]
		switch {
		case n < 800:
			continue
		case n%400 == 0:
			statistics(8)
		}
		if n%50 >= 20 {
			of := uint32(0)
			if damaged && n%500 == 25 {
				of = 255
			}
			out = block(out, 6, of, uint32(at>>32), uint32(at), uint32(length), uint32(length), data)
		}
	}
	statistics(800)
	return out
}

// crowded is a capture with a frame in its middle that has so many messages that a filter
// gives up calculating with all pairs of them.
func crowded(capture []byte) []byte {
	const head, record, cooked = 24, 16, 16
	le := binary.LittleEndian
	place := head
	for n := 0; n < 540; n++ {
		place += record + int(le.Uint32(capture[place+8:]))
	}
	length := int(le.Uint32(capture[place+8:]))
	one := capture[place : place+record+length]
	data := append(bytes.Clone(one[record:][:cooked]), bytes.Repeat(one[record+cooked:], 300)...)
	frame := append(bytes.Clone(one[:8]), le.AppendUint32(le.AppendUint32(nil, uint32(len(data))), uint32(len(data)))...)
	return bytes.Join([][]byte{capture[:place], frame, data, capture[place:]}, nil)
}
