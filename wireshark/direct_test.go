package wireshark_test

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
	"github.com/cnwire/cnwire/wireshark"
)

// counted is what stands before the end of a plugin that says of each frame that the
// direct way showed it.
const counted = `
do
  local show = direct.show
  function direct.show(...)
    local o = show(...)
    io.stderr:write(o and "direct\n" or "walked\n")
    return o
  end
end
`

// counting has the plugin of a shark say which way frames go.
func (s *shark) counting(t testing.TB) {
	t.Helper()
	const last = "register_postdissector(cn)\n"
	if strings.Count(string(wireshark.Plugin), last) != 1 {
		t.Fatalf("%q does not stand in the plugin once", last)
	}
	s.write(t, "cnwire.lua", []byte(strings.Replace(string(wireshark.Plugin), last, counted+last, 1)))
}

// plain are the fields that a frame has alone: with none but these asked for, a frame
// that is one whole event takes the direct way.
func plain(t testing.TB) []string {
	return slices.DeleteFunc(theFields(), func(name string) bool {
		return strings.HasPrefix(name, "cn.reply") || slices.Contains([]string{"cn.copy_of", "cn.possible_copy_of", "cn.host"}, name) ||
			ofTap(name) || must(analysis.Lookup(name))(t).OfSubject()
	})
}

// whole are the vectors that are datagrams, and as many with some bits changed.
func whole(t testing.TB) (list []record) {
	r := rand.New(rand.NewPCG(14, 4))
	for _, v := range must(vectors.Load())(t).Vectors {
		if v.Kind != vectors.Datagram || v.Struct == "frame" {
			continue
		}
		b := octets.Cooked(11, must(hex.DecodeString(v.Hex))(t))
		flipped := slices.Clone(b)
		flipped[r.IntN(len(b))] ^= 1 << r.IntN(8)
		list = append(list, record{Data: b}, record{Data: flipped})
	}
	return list
}

// cuts are all shapes of the corpus, whole and cut at every byte.
func cuts(t testing.TB) (list []record) {
	for _, b := range shapes(t) {
		for n := range len(b) {
			list = append(list, record{Data: b[:n+1], Wire: len(b)}, record{Data: b[:n+1]})
		}
	}
	return list
}

// Where the fields asked for are a frame's own, nearly all frames are shown without a
// walk over their messages, and their columns are what we have: of the corpus, of all
// its shapes cut at every byte, of the exam, in every layout, in a given order. Other
// frames are walked.
func TestDirect(t *testing.T) {
	t.Parallel()
	type try struct {
		name           string
		capture        []byte
		args           []string
		set            func(*source.Options)
		direct, walked int // at least; of 0 direct none
	}
	var longer []record
	for _, b := range shapes(t) {
		longer = append(longer, record{Data: b, Wire: len(b) + 4})
	}
	// Where as many frames told one order as the other, what tells nothing goes by the file,
	// whose order Lua does not see: its last resort is little-endian.
	exam := octets.Pcap(binary.LittleEndian, false, whole(t)...)
	tries := []try{
		{"corpus", joined(t, frames.Captures(t)), nil, nil, 6000, 40},
		{"pcap", frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), nil, nil, 20, 2},
		{"cut", octets.Pcap(binary.LittleEndian, false, cuts(t)...), nil, nil, 30, 2000},
		{"cut behind the message", octets.Pcap(binary.LittleEndian, false, longer...), nil, nil, 0, 0},
		{"exam", exam, nil, nil, 100, 500},
		{"big", exam, []string{"-o", "cn.byte_order:big-endian"}, func(o *source.Options) { o.Order = codec.BigEndian }, 50, 500},
	}
	for pref, layout := range layouts {
		tries = append(tries, try{pref, exam, []string{"-o", "cn.layout:" + pref}, func(o *source.Options) { o.Layout = layout }, 100, 500})
	}
	fields := slices.DeleteFunc(plain(t), func(name string) bool { return strings.HasPrefix(name, "cn_proc.tv_") }) // of two widths: that takes a walk
	for k, s := range sharks(t) {
		s.counting(t)
		for i, c := range tries {
			if i > 3 && !testkit.Share(i+k, 2) {
				continue // another version tries it
			}
			var settings []func(*source.Options)
			if c.set != nil {
				settings = append(settings, c.set)
			}
			s.same(t, c.name, fields, s.columns(t, c.capture, fields, c.args...), ours(t, c.capture, fields, settings...))
			direct, walked := strings.Count(s.said, "direct\n"), strings.Count(s.said, "walked\n")
			if direct < c.direct || c.direct == 0 && direct > 0 || walked < c.walked {
				t.Errorf("%s: %s: %d frames went the direct way, want %d or more; %d were walked, want %d or more", s.path, c.name, direct, c.direct, walked, c.walked)
			}
		}
	}
}
