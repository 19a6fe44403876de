package convert_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/pcap"
)

// TestSwapTwice: twice in the other byte order is the file again, to the byte,
// odd padding and the length of a section included.
func TestSwapTwice(t *testing.T) {
	for _, name := range corpusNames(t) {
		list := frames(t, name)
		all := forms(list)
		all["pcapng"] = rich(t, list)
		odd := newLaid(false)
		frame := append(bytes.Clone(frames(t, "captures/demo-amd64-6.1.192-nlmon.pcap")[2].Data), 'x')
		frame[16]++ // a byte of padding is counted in nlmsg_len (R5); in the block three more stand behind it
		data := string(frame)
		odd.section(16+4+108+4).iface(253).block(3, odd.body(uint32(len(data)), data))
		all["odd padding"] = odd.b
		for form, in := range all {
			once, first := converted(t, in, convert.Options{Swap: true})
			twice, _ := converted(t, once, convert.Options{Swap: true})
			kept := uint64(0)
			for _, n := range first.NotSwapped {
				kept += n
			}
			if !bytes.Equal(in, twice) || len(in) != len(once) || kept*20 > first.Read {
				t.Errorf("%s as %s: %d frames of %d kept their order", name, form, kept, first.Read)
			}
			same := 0
			was, is := packets(t, in), packets(t, once)
			for i := range was {
				if bytes.Equal(was[i].Data, is[i].Data) {
					same++
				}
			}
			if uint64(same) != kept {
				t.Errorf("%s as %s: %d frames are the same, %d are said to be", name, form, same, kept)
			}
		}
	}
}

// TestNotSwapped counts what the table does not cover, by reason.
func TestNotSwapped(t *testing.T) {
	good := frames(t, "captures/demo-amd64-6.1.192-nlmon.pcap")[2].Data
	change := func(at int, to byte) string {
		b := bytes.Clone(good)
		b[at] = to
		return string(b)
	}
	l := newLaid(false).header(0xa1b2c3d4, 262144, 253)
	for _, data := range []string{
		string(good), change(15, 16), change(48, 41), change(32, 9), change(32, 9), change(54, 0x77), string(good[:12]),
	} {
		l.record(1, 2, data, uint32(len(data)), "")
	}
	l.record(1, 2, string(good[:60]), uint32(len(good)), "")
	out, result := converted(t, l.b, convert.Options{Swap: true})
	want := map[rewrite.Reason]uint64{
		rewrite.OtherFamily: 1, rewrite.Malformed: 1, rewrite.UnknownPayload: 2, rewrite.UnknownEvent: 1, rewrite.Truncated: 1, rewrite.NotNetlink: 1,
	}
	for r, n := range want {
		if result.NotSwapped[r] != n {
			t.Errorf("%v: %d, want %d", r, result.NotSwapped[r], n)
		}
	}
	if len(result.NotSwapped) != len(want) || len(out) != len(l.b) {
		t.Errorf("%v", result.NotSwapped)
	}
	if !bytes.Equal(out[24+16+92:], l.b[24+16+92:]) {
		t.Error("a frame that is not covered was changed")
	}
	if d := packets(t, out)[0].Data; bytes.Equal(d, good) || d[19] != 76 || d[16] != 0 {
		t.Errorf("the good frame starts % x", d[:20])
	}
}

// TestAnonymize makes a pcapng with names everywhere anonymous: nothing of
// them, and none of the pids that only this capture has, is left in the file.
func TestAnonymize(t *testing.T) {
	list := frames(t, "captures/amd64-6.1.192-nlmon.pcap")
	in := rich(t, list)
	// Pids of this size are nothing else by chance.
	base := uint32(0x00213a5c)
	old := map[uint32]bool{}
	r, err := pcap.NewReader(bytes.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	var b pcap.Block
	for r.NextBlock(&b) == nil {
		if b.Packet == nil || len(b.Packet.Data) != 92 {
			continue
		}
		data := in[b.Offset:][:len(b.Raw)]
		data = data[bytes.Index(data, b.Packet.Data):]
		for at := 68; at < 76; at += 4 { // process_pid and process_tgid, or the parent's
			pid := binary.LittleEndian.Uint32(data[at:])
			if pid > 1 && pid < 1<<16 && data[52] != 0 {
				binary.LittleEndian.PutUint32(data[at:], base+pid)
				old[base+pid] = true
			}
		}
	}
	o := func(key string) convert.Options {
		return convert.Options{Anonymizer: rewrite.NewAnonymizer([]byte(key))}
	}
	out, result := converted(t, in, o("key"))
	if result.Blocks != 0 || result.Refused != 0 || len(old) < 100 {
		t.Errorf("%+v; %d pids", result, len(old))
	}
	for _, name := range []string{"darkstar", "nlmon0", "hand", "whatever", "Linux"} {
		if !bytes.Contains(in, []byte(name)) || bytes.Contains(out, []byte(name)) {
			t.Errorf("%q is left, or was not there", name)
		}
	}
	for pid := range old {
		if bytes.Contains(out, binary.LittleEndian.AppendUint32(nil, pid)) || bytes.Contains(out, binary.BigEndian.AppendUint32(nil, pid)) {
			t.Errorf("pid %d is left", pid)
		}
	}
	again, _ := converted(t, in, o("key"))
	other, _ := converted(t, in, o("kex"))
	if !bytes.Equal(out, again) || bytes.Equal(out, other) {
		t.Error("the key does not decide")
	}
	was, is := packets(t, in), packets(t, out)
	if len(was) != len(is) {
		t.Fatalf("%d frames become %d", len(was), len(is))
	}
	for i := range was {
		if len(was[i].Data) != len(is[i].Data) || !was[i].Time.IsZero() && !was[i].Time.Equal(is[i].Time) || is[i].Comments != nil || is[i].Interface.Name != "" {
			t.Fatalf("frame %d: %+v becomes %+v", i+1, was[i], is[i])
		}
	}
	if i := is[0].Interface; i.Statistics == nil || !is[2].DropCount.Present {
		t.Error("what the file says of losses is gone")
	}
}

// TestAnonymizeTwoFiles: one Anonymizer, or one key, maps a pid to the same in
// two files, of two orders.
func TestAnonymizeTwoFiles(t *testing.T) {
	const name = "captures/demo-amd64-6.1.192-nlmon.pcap"
	list := frames(t, name)
	in := forms(list)["pcap"]
	swapped, _ := converted(t, in, convert.Options{Swap: true})
	a, _ := converted(t, in, convert.Options{Anonymizer: rewrite.NewAnonymizer([]byte("k"))})
	b, result := converted(t, swapped, convert.Options{Anonymizer: rewrite.NewAnonymizer([]byte("k")), Swap: true})
	if !bytes.Equal(a, b) || len(result.NotSwapped) != 0 {
		t.Errorf("%d and %d bytes, %v", len(a), len(b), result.NotSwapped)
	}
}
