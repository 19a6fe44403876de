package export_test

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// The seconds of the oldest events have 64 bits or 32, and one column: all of
// them are there.
func TestSecondsOfTwoWidths(t *testing.T) {
	le := binary.LittleEndian
	for layout, c := range map[codec.ProcLayout]struct {
		of      string
		seconds uint64
	}{codec.ProcLayoutTimespec32: {"proc_event_timespec32", 1<<32 - 5}, codec.ProcLayoutTimespec64: {"proc_event_timespec64", 1<<33 + 7}} {
		head := testkit.Must(spec.Default().New(le, c.of, octets.Set{"what": 2, "cpu": 1, "tv_sec": c.seconds}))(t)
		size := 40
		if layout == codec.ProcLayoutTimespec32 {
			size = 32
		}
		event := append(head, make([]byte, size)...)[:size]
		cn := testkit.Must(spec.Default().CnMsg(le, octets.Set{"id.idx": 1, "id.val": 1, "seq": 9}, event))(t)
		var out bytes.Buffer
		to := testkit.Must(export.NewParquet(&out, export.Events))(t)
		all := export.Rows{Capture: "made"}
		capture := octets.Pcap(le, false, octets.Record{Data: octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, cn))})
		testframes.Each(t, capture, func(f *analysis.Frame) {
			if err := all.Each(f, to.Write); err != nil {
				t.Fatal(err)
			}
		}, func(f *analysis.Frames) { f.Layout = layout })
		if err := to.Close(); err != nil {
			t.Fatal(err)
		}
		type seconds struct {
			Sec *int64 `parquet:"tv_sec,optional"`
		}
		got := testkit.Must(parquet.Read[seconds](bytes.NewReader(out.Bytes()), int64(out.Len())))(t)
		want := int64(c.seconds)
		if layout == codec.ProcLayoutTimespec32 {
			want = int64(int32(c.seconds))
		}
		if len(got) != 1 || got[0].Sec == nil || *got[0].Sec != want {
			t.Errorf("%s: %+v, want %d seconds", c.of, got, want)
		}
	}
}

// A message of another user has its fields in columns of their own, beside those of
// the head; what has none stays in data. The values are those of the capture, as
// tshark -x shows its bytes.
func TestColumnsOfUsers(t *testing.T) {
	file := testkit.Must(fs.ReadFile(corpus.FS(), "captures/amd64-6.1.192/dm-log-userspace.nlmon.pcap"))(t)
	var out bytes.Buffer
	to := testkit.Must(export.NewParquet(&out, export.Events))(t)
	all := export.Rows{Capture: "log"}
	testframes.Each(t, file, func(f *analysis.Frame) {
		if err := all.Each(f, to.Write); err != nil {
			t.Fatal(err)
		}
	})
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	type row struct {
		Seq  *int64  `parquet:"seq,optional"`
		Luid *uint64 `parquet:"dm_luid,optional"`
		UUID *string `parquet:"dm_uuid,optional"`
		Type *int64  `parquet:"dm_request_type,optional"`
		Size *int64  `parquet:"dm_data_size,optional"`
		Data []byte  `parquet:"data,optional"`
	}
	got := testkit.Must(parquet.Read[row](bytes.NewReader(out.Bytes()), int64(out.Len())))(t)
	if len(got) != 22 || got[1].Luid != nil || got[1].Data != nil {
		t.Fatalf("%d rows, of the short answer %+v", len(got), got[1])
	}
	if r := got[2]; *r.Seq != 1 || *r.Luid != 0xffff88803fdd2600 || *r.UUID != "cnwire-log" || *r.Type != 1 || *r.Size != 24 || string(r.Data) != "8192 clustered-core 1024" {
		t.Errorf("%d %#x %q %d %d %q", *r.Seq, *r.Luid, *r.UUID, *r.Type, *r.Size, r.Data)
	}
}
