package pairs_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// listed returns a line for each pair of a capture of the corpus.
func listed(t *testing.T, name string, p *pairs.Pairs) []string {
	t.Helper()
	var lines []string
	p.Emit = func(p *pairs.Pair) error {
		lines = append(lines, line(p))
		return nil
	}
	frames.Each(t, frames.Capture(t, name), func(f *analysis.Frame) {
		if err := p.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// line writes a pair as the tables below have it.
func line(p *pairs.Pair) string {
	row := make(rows.Row, len(pairs.Columns.Columns))
	var cells []any
	for _, name := range []string{"request_frame", "request_msg", "reply_frame", "id", "seq", "ack", "rule", "reply_ack", "answer"} {
		at := pairs.Columns.Place(name)
		pairs.Columns.Fill(row, []int{at}, p)
		cells = append(cells, string(row[at].Append(nil, new(rows.Column))))
	}
	return fmt.Sprintf("%s.%s > %s %s %s %s %s %s %s", cells...)
}

// What was asked and answered is what the program that made the traffic did,
// as its scenario in MANIFEST says, and what the bytes of the frames show.
var conversation = []string{
	"1.0 > 2 1:1 7 100 ack+1 101 ok",
	"4.0 > 5 1:1 4294967295 4294967295 ack+1 0 ok", // every event behind it has ack 0, too
	"365.0 > 366 1:1 5 50 ack+1 51 EPERM",
	"378.0 > 379 1:1 9 200 ack+1 201 EINVAL",
	"381.0 >  1:1 10 201   none", // no data
	"382.0 >  1:1 11 202   none", // 8 bytes, before 6.6
	"383.0 >  77:88 12 203   none",
	"384.0 > 385 1:1 13 204 ack+1 205 ok",
	"384.1 >  1:1 14 205   none", // the second of two in a datagram
	"387.0 > 388 3:1 15 300 seq+1 16 ok",
	"389.0 >  1:1 21 400   none",
	"3219.0 >  1:1 22 500   none", // nobody listens any more
	"3220.0 >  1:1 23 501   none",
	"3221.0 >  1:1 24 502   none",
}

func TestConversation(t *testing.T) {
	var p pairs.Pairs
	got := listed(t, "amd64-6.1.192-nlmon.pcap", &p)
	if strings.Join(got, "\n") != strings.Join(conversation, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(conversation, "\n"))
	}
	if p.Requests != 14 || p.Answered != 6 || p.Alone != 0 {
		t.Errorf("%d requests, %d answered, %d answers alone", p.Requests, p.Answered, p.Alone)
	}
}

// The same program on a big-endian kernel asks the same and is answered the
// same, in other frames.
func TestConversationBigEndian(t *testing.T) {
	var p pairs.Pairs
	got := listed(t, "s390x-6.1.176-nlmon.pcap", &p)
	if len(got) != len(conversation) {
		t.Fatalf("%d pairs, want %d", len(got), len(conversation))
	}
	for i := range got {
		_, have, _ := strings.Cut(got[i], ":")
		_, want, _ := strings.Cut(conversation[i], ":")
		if have != want {
			t.Errorf("pair %d: %s, want as %s", i, got[i], conversation[i])
		}
	}
}

// A listener's socket sees the answer to its request, not the request.
func TestUnsolicited(t *testing.T) {
	var p pairs.Pairs
	if got := listed(t, "amd64-6.18.44-socket.pcap", &p); len(got) != 0 || p.Alone != 1 {
		t.Errorf("%q, %d answers alone", got, p.Alone)
	}
	p = pairs.Pairs{Unsolicited: true}
	got := listed(t, "amd64-6.18.44-socket.pcap", &p)
	if want := ". > 1 1:1    1 ok"; len(got) != 1 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What the scenario w1 asked, and its statuses: internal/rig/scenario/w1.go has both.
func TestW1(t *testing.T) {
	for _, kernel := range []string{"amd64-5.10.262", "amd64-7.3.4", "s390x-6.1.176"} {
		got := listed(t, kernel+"/w1.nlmon.pcap", new(pairs.Pairs))
		want := []string{
			"1.0 > 2 3:1 15 300 seq+1 16 ok",
			"3.0 > 4 3:1 17 310 ack 310 ENODEV",
			"5.0 > 6 3:1 19 320 ack 320 EPROTO",
			"7.0 > 8 3:1 21 330 ack 330 EPROTO",
			"9.0 >  3:1 23 340   none",
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %q", kernel, got)
		}
	}
}

// What a program sent another is no request, whatever it looks like: two taps of one run
// have the same pairs, though one of them shows what sockets sent each other as well.
func TestAside(t *testing.T) {
	tell := func(file string) (list []string) {
		p := pairs.Pairs{Unsolicited: true, Emit: func(p *pairs.Pair) error {
			list = append(list, fmt.Sprintf("%s %d %d %v %s", p.Asked, *p.Seq, *p.Ack, p.ReplyFrame != nil, p.AppendAnswer(nil)))
			return nil
		}}
		capture, err := os.ReadFile("../../record/tap/testdata/amd64-7.3.4/groups." + file)
		if err != nil {
			t.Fatal(err)
		}
		frames.Each(t, capture, func(f *analysis.Frame) {
			if err := p.Add(f); err != nil {
				t.Fatal(err)
			}
		})
		if err := p.End(); err != nil {
			t.Fatal(err)
		}
		return list
	}
	shown, tapped := tell("frames.pcapng"), tell("tap.pcapng")
	if want := []string{"LISTEN 289 4624 true ok", "IGNORE 291 4656 false none"}; !slices.Equal(shown, want) || !slices.Equal(tapped, want) { // as the log has them
		t.Errorf("%q and %q, want %q", shown, tapped, want)
	}
}
