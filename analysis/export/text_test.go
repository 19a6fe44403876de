package export_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
)

// A text has a column beside its bytes; a request to the notifier has columns, and its
// ranges stay in data. What others send has neither.
func TestText(t *testing.T) {
	le := binary.LittleEndian
	table := spec.Default()
	ctl := testkit.Must(table.New(le, "cn_ctl_msg", octets.Set{"idx_notify_num": 1, "group": 5, "len": 8}))(t)
	ctl = append(ctl, testkit.Must(table.New(le, "cn_notify_req", octets.Set{"first": 3, "range": 2}))(t)...)
	var records []octets.Record
	for _, m := range []struct {
		idx, val uint64
		data     []byte
	}{{14, 0x457, []byte("counter = 7\x00")}, {0xffffffff, 0xffffffff, ctl}, {14, 0x458, []byte("counter = 7\x00")}} {
		cn := testkit.Must(table.CnMsg(le, octets.Set{"id.idx": m.idx, "id.val": m.val, "seq": 7}, m.data))(t)
		records = append(records, octets.Record{Data: octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, cn))})
	}
	var out bytes.Buffer
	to := testkit.Must(export.NewParquet(&out, export.Events))(t)
	all := export.Rows{Capture: "made"}
	testframes.Each(t, octets.Pcap(le, false, records...), func(f *analysis.Frame) {
		if err := all.Each(f, to.Write); err != nil {
			t.Fatal(err)
		}
	})
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	type row struct {
		Text  *string `parquet:"text,optional"`
		Group *int64  `parquet:"ctl_msg_group,optional"`
		Data  []byte  `parquet:"data,optional"`
	}
	got := testkit.Must(parquet.Read[row](bytes.NewReader(out.Bytes()), int64(out.Len())))(t)
	if len(got) != 3 {
		t.Fatalf("%d rows", len(got))
	}
	if r := got[0]; r.Text == nil || *r.Text != "counter = 7" || r.Group != nil || string(r.Data) != "counter = 7\x00" {
		t.Errorf("the sample: %+v", r)
	}
	if r := got[1]; r.Text != nil || r.Group == nil || *r.Group != 5 || !bytes.Equal(r.Data, ctl[16:]) {
		t.Errorf("the notifier: %+v", r)
	}
	if r := got[2]; r.Text != nil || r.Group != nil || string(r.Data) != "counter = 7\x00" {
		t.Errorf("another val: %+v", r)
	}
}
