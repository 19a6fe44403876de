package wireshark_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/pcap"
)

// Whose an interface is, the plugin reads in its description alone: as `record` describes
// sockets and taps, with all that it may know of a host, it finds whom the comment names.
func TestDescribed(t *testing.T) {
	t.Parallel()
	const boot, other = "d49920c7-4143-49b4-b775-421bf777521c", "00000000-4143-49b4-b775-421bf777521c"
	var list []pcap.Packet
	for _, h := range []struct{ source, name, id, boot, subscribed string }{
		{"socket", "web", "", boot, "exec, exit"},
		{"socket", "web", "", other, "exec, exit"},
		{"socket", "db, old", "0123456789abcdef0123456789abcdef", boot, "all events"},
		{"socket", "c", "fedcba9876543210fedcba9876543210", "", "all events"},
		{"socket", "d", "", "", "group 3, nothing was asked for"},
		{"tap", "(none)", "", boot, "all messages, nothing was asked for"},
		{"tap", "(none)", "", strings.ToUpper(boot), "all messages"}, // the same
		{"tap", "e", "", "", "all messages, nothing was asked for"},
		{"nlmon", "web", "", boot, "all frames"}, // the first
		{"nlmon", "f", "1123456789abcdef0123456789abcdef", boot, "all frames"},
	} {
		face := &pcap.Interface{
			LinkType: pcap.LinkTypeNetlink, SnapLen: pcap.MaxSnapLen, Resolution: pcap.Nanoseconds,
			Description: fmt.Sprintf("connector %s of %s", h.source, h.name), Comments: []string{fmt.Sprintf("cnwire:1 host name=%q", h.name)},
		}
		if h.id != "" {
			face.Description, face.Comments[0] = face.Description+", id "+h.id, face.Comments[0]+" id="+h.id
		}
		if h.boot != "" {
			face.Description, face.Comments[0] = face.Description+", boot "+h.boot, face.Comments[0]+" boot="+h.boot
		}
		face.Description += ", " + h.subscribed
		p := play(t, "fork 1 10")[0]
		p.Interface = face
		list = append(list, p)
	}
	capture, fields := pcapng(t, list), []string{"cn.host", "cn.copy_of"}
	want := ours(t, capture, fields)
	if got := strings.Join(want, " "); !strings.HasPrefix(got, "web\t web boot 00000000\t db, old\t c\t d\t (none)\t (none)\t6 e\t web\t1 f\t") {
		t.Fatalf("the command reads %q", got)
	}
	for _, s := range sharks(t) {
		if n := s.same(t, "descriptions", fields, s.columns(t, capture, fields), want); n != len(list)+2 {
			t.Errorf("%s: %d cells have a value", s.path, n)
		}
	}
}
