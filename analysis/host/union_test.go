package host_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"pgregory.net/rapid"
)

// stream is a capture that is read frame by frame.
type stream struct {
	r      *pcap.Reader
	packet pcap.Packet
	more   bool
	file   host.File
	lose   int // each so manieth frame, where it is not 0
	read   int
}

func newStream(t testkit.TB, number int, capture []byte, lose int) *stream {
	s := &stream{r: testkit.Must(pcap.NewReader(bytes.NewReader(capture)))(t), lose: lose, file: host.File{Number: number, Name: fmt.Sprint("host", number)}}
	s.advance(t)
	return s
}

// Where a frame of link type 253 with one event has what and, of a fork, the
// parent's pid and tgid.
const atWhat, atParent, behindParent = 52, 68, 76

// most is how many frames of a capture are read.
const most = 500

// advance reads the next frame. Now and then a fork is made by pid 0.
func (s *stream) advance(t testkit.TB) {
	for s.more = true; s.more; {
		err := s.r.Next(&s.packet)
		if s.more = err == nil && s.read < most; err != nil && err != io.EOF {
			t.Fatalf("%v", err)
		}
		if s.read++; s.lose == 0 || s.read%s.lose != 0 {
			break
		}
	}
	if d := s.packet.Data; s.more && s.read%10 == 0 && len(d) > behindParent && d[atWhat]+d[atWhat+3] == 1 && d[atWhat+1]+d[atWhat+2] == 0 {
		clear(d[atParent:behindParent])
	}
}

// result is what all analyses say of a stream of frames, in lines that name the
// host and the number of the frame on that host, in any order.
type result struct{ lines []string }

func (r *result) add(format string, args ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}

// frameKeys are keys of JSON objects whose numbers are those of frames.
var frameKeys = map[string]bool{
	"start_frame": true, "end_frame": true, "first_frame": true, "last_frame": true, "request_frame": true, "reply_frame": true,
	"frame": true, "from_frame": true, "to_frame": true,
}

// sumKeys depend on all frames, and are no sum.
var sumKeys = []string{"percent", "per_second"}

// object adds a JSON object, with the frames' numbers on their host.
func (r *result) object(t testkit.TB, kind string, b []byte, local []uint64) {
	var o map[string]any
	if err := json.Unmarshal(b, &o); err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	for _, key := range sumKeys {
		delete(o, key)
	}
	for key, v := range o {
		if n, is := v.(float64); is && frameKeys[key] {
			o[key] = local[int(n)]
		}
	}
	r.add("%s %v", kind, o)
}

// analyse reads streams, the next frame from the one that choose says, and sums
// up what is said.
func analyse(t testkit.TB, all []*stream, choose func(left []*stream) *stream) *result {
	r := new(result)
	hosts := &host.Hosts{}
	var fs analysis.Frames
	local, owners := []uint64{0}, []string{""}
	counts := map[int]uint64{}
	var losses loss.Losses
	table := processes.Table{Each: func(p *processes.Process) error {
		r.object(t, "process", p.AppendJSON(nil), local)
		return nil
	}}
	list := pairs.Pairs{Unsolicited: true, Emit: func(p *pairs.Pair) error {
		r.object(t, "pair", pairs.Columns.AppendJSON(nil, p), local)
		return nil
	}}
	checker := notes.Checker{Emit: func(n *notes.Note) error {
		// Others are of the whole, or name frames in words.
		if slices.Contains([]string{"events-lost", "events-filtered", "reboot", "counter-restart", "exit-without-fork", "exit-missing", "event-before-fork",
			"answer-error", "answer-unsolicited", "request-unanswered", "request-quiet"}, n.Name) {
			if n.Host != owners[*n.Frame] {
				t.Fatalf("a note of %q on frame %d, which is of %s: %s", n.Host, *n.Frame, owners[*n.Frame], n.Text)
			}
			r.add("note %s %s %d %v", n.Host, n.Name, local[*n.Frame], n.Loss != nil)
		}
		return nil
	}}
	var tables []*statistics.Table
	for _, name := range []string{"cpu", "loss", "process", "comm"} {
		tables = append(tables, testkit.Must(statistics.Lookup(name))(t))
	}
	stats := statistics.New(statistics.Options{}, tables, func(row *statistics.Row) error {
		r.object(t, "stats", testkit.Must(row.MarshalJSON())(t), local)
		return nil
	})
	for {
		left := slices.DeleteFunc(slices.Clone(all), func(s *stream) bool { return !s.more })
		if len(left) == 0 {
			break
		}
		s := choose(left)
		fs.Host = hosts.Of(s.file, s.packet.Interface)
		f := fs.Feed(&s.packet)
		counts[s.file.Number]++
		local, owners = append(local, counts[s.file.Number]), append(owners, f.Host.Name)
		for i := range f.Messages {
			m := &f.Messages[i]
			r.add("verdict %s %d %d %v %d %d %d %s", f.Host, local[m.Frame], m.Msg, m.Class, local[m.Of.Frame], local[m.Or.Frame], local[m.Maybe.Frame], m.Rule)
			losses.Add(new(loss.Found), f, m)
		}
		if err := cmpErr(table.Add(f), list.Add(f), stats.Add(f), checker.Add(f)); err != nil {
			t.Fatalf("%v", err)
		}
		s.advance(t)
	}
	if err := cmpErr(table.Finish(), list.End(), stats.End(), checker.End()); err != nil {
		t.Fatalf("%v", err)
	}
	for _, of := range losses.Hosts() {
		if of.Host == nil {
			continue
		}
		r.add("totals %s %+v", of.Host, of.Totals())
		for _, e := range of.Ends() {
			r.add("end %s %d %d", of.Host, e.CPU, local[e.Frame])
		}
		for _, g := range of.Gaps() {
			r.add("gap %s %d %d %d %d", of.Host, g.CPU, local[g.From.Frame], local[g.To.Frame], g.Lost)
		}
	}
	slices.Sort(r.lines)
	return r
}

func cmpErr(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// TestUnion: what is said of hosts whose frames come mixed is what is said of
// each alone, also where two hosts say the same. R31
func TestUnion(t *testing.T) {
	corpus := frames.Captures(t)
	names := slices.Sorted(maps.Keys(corpus))
	alone := map[string][]string{} // by capture and number
	runs, most := 0, 2000          // each of them is a capture or three: these take a minute
	if testkit.RaceEnabled {
		most = 200
	}
	rapid.Check(t, func(rt *rapid.T) {
		if runs++; runs > most {
			return
		}
		chosen := rapid.SliceOfN(rapid.SampledFrom(names), 2, 3).Draw(rt, "captures")
		var mixed []*stream
		var want []string
		for n, name := range chosen {
			lose := rapid.SampledFrom([]int{0, 11, 300}).Draw(rt, "lose")
			mixed = append(mixed, newStream(rt, n, corpus[name], lose))
			key := fmt.Sprint(n, name, lose)
			if alone[key] == nil {
				one := []*stream{newStream(rt, n, corpus[name], lose)}
				alone[key] = analyse(rt, one, func(left []*stream) *stream { return left[0] }).lines
				if len(alone[key]) < 100 {
					rt.Fatalf("%s says little: %d lines", name, len(alone[key]))
				}
			}
			want = append(want, alone[key]...)
		}
		slices.Sort(want)
		// Runs of frames of one host, long and short.
		runs := rapid.SliceOfN(rapid.SampledFrom([]int{1, 1, 1, 2, 5, 40, 700}), 1, 20).Draw(rt, "runs")
		turn, run := 0, 0
		var at *stream
		got := analyse(rt, mixed, func(left []*stream) *stream {
			if run--; run < 0 || !at.more {
				turn++
				run = runs[turn%len(runs)] - 1
				at = left[turn%len(left)]
			}
			return at
		}).lines
		if !slices.Equal(got, want) {
			rt.Fatalf("%s", difference(got, want))
		}
	})
}

// difference shows lines that one of two sorted lists has, and the other has not.
func difference(got, want []string) string {
	var b strings.Builder
	for i, j, shown := 0, 0, 0; (i < len(got) || j < len(want)) && shown < 10; {
		switch {
		case j == len(want) || i < len(got) && got[i] < want[j]:
			fmt.Fprintf(&b, "too much: %s\n", got[i])
			i++
			shown++
		case i == len(got) || got[i] > want[j]:
			fmt.Fprintf(&b, "missing: %s\n", want[j])
			j++
			shown++
		default:
			i++
			j++
		}
	}
	return b.String()
}
