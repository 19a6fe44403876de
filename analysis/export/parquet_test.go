package export_test

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
)

// exported is what a reader that knows nothing of cnwire finds in a row.
type exported struct {
	Frame    *int64  `parquet:"frame,optional"`
	Event    *string `parquet:"event,optional"`
	ExitCode *int64  `parquet:"exit_code,optional"`
	Status   *int32  `parquet:"status,optional"`
	Signal   *int32  `parquet:"signal,optional"`
	Core     *bool   `parquet:"core,optional"`
	Data     []byte  `parquet:"data,optional"`
	CapLen   *int64  `parquet:"frame_cap_len,optional"`
	Stamp    *uint64 `parquet:"timestamp_ns,optional"`
	Len      *int64  `parquet:"frame_len,optional"`
}

// table writes a capture and returns its bytes.
func table(t *testing.T, newTable func(io.Writer, export.Kind) (export.Table, error), capture []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	to := testkit.Must(newTable(&out, export.Events))(t)
	all := export.Rows{Capture: "made"}
	testframes.Each(t, capture, func(f *analysis.Frame) {
		if err := all.Each(f, to.Write); err != nil {
			t.Fatal(err)
		}
	})
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read reads Parquet with the library's own reader of Go values.
func read(t *testing.T, b []byte) []exported {
	t.Helper()
	return testkit.Must(parquet.Read[exported](bytes.NewReader(b), int64(len(b))))(t)
}

// What an exit says is there or is null, and false is not null: every wait
// status of a few, and an event that is no exit.
func TestParquetCore(t *testing.T) {
	le := binary.LittleEndian
	var records []octets.Record
	add := func(message []byte) {
		records = append(records, octets.Record{Data: octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, message))})
	}
	codes := []uint64{0, 3 << 8, 255 << 8, 9, 11 | 0x80, 64, 0x12345678} // the last is no wait status: 16 bits of it are looked at
	for _, code := range codes {
		add(octets.Event(t, le, 0x80000000, octets.Set{"process_pid": 9, "process_tgid": 9, "exit_code": code, "exit_signal": 17}))
	}
	add(octets.Event(t, le, 2, octets.Set{"process_pid": 9, "process_tgid": 9}))
	got := read(t, table(t, export.NewParquet, octets.Pcap(le, false, records...)))
	if len(got) != len(codes)+1 {
		t.Fatalf("%d rows", len(got))
	}
	for i, code := range codes {
		r := got[i]
		if r.ExitCode == nil || r.Status == nil || r.Signal == nil || r.Core == nil {
			t.Errorf("exit code %#x: %+v has a null", code, r)
			continue
		}
		if *r.ExitCode != int64(code) || *r.Status != int32(code>>8&0xff) || *r.Signal != int32(code&0x7f) || *r.Core != (code&0x80 != 0) {
			t.Errorf("exit code %#x: %d, status %d, signal %d, core %v", code, *r.ExitCode, *r.Status, *r.Signal, *r.Core)
		}
	}
	if r := got[len(codes)]; r.ExitCode != nil || r.Status != nil || r.Signal != nil || r.Core != nil || *r.Event != "exec" {
		t.Errorf("an exec has an exit: %+v", r)
	}
}

// An exit code that was cut is none, and says nothing of how it ended.
func TestCutExit(t *testing.T) {
	le := binary.LittleEndian
	event := octets.Event(t, le, 0x80000000, octets.Set{"process_pid": 9, "process_tgid": 8, "exit_code": 0x8b, "exit_signal": 17})
	whole := octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, event))
	arm := len(whole) - 24 // pid, tgid, code, signal, parent's pid and tgid
	for kept, code := range map[int]bool{8: false, 11: false, 12: true} {
		got := read(t, table(t, export.NewParquet, octets.Pcap(le, false, octets.Record{Data: whole[:arm+kept], Wire: len(whole)})))
		if len(got) != 1 || (got[0].ExitCode != nil) != code || (got[0].Status != nil) != code || (got[0].Signal != nil) != code || (got[0].Core != nil) != code {
			t.Errorf("%d bytes of the arm: %+v", kept, got)
		}
	}
}

// A reader is told what the cells are: nanoseconds are no microseconds.
func TestParquetTypes(t *testing.T) {
	b := written(t, export.NewParquet)
	file := testkit.Must(parquet.OpenFile(bytes.NewReader(b), int64(len(b))))(t)
	sql := map[string]string{}
	for _, f := range file.Schema().Fields() {
		sql[f.Name()] = f.Type().String()
	}
	want := map[string]string{
		"INTEGER": "INT(32,true)", "BIGINT": "INT(64,true)", "UBIGINT": "INT(64,false)", "BOOLEAN": "BOOLEAN", "BLOB": "BYTE_ARRAY", "VARCHAR": "STRING", "TIMESTAMPTZ": "TIMESTAMP(isAdjustedToUTC=true,unit=NANOS)",
	}
	for _, c := range export.Events.Schema().Columns {
		if sql[c.Name] != want[c.SQL()] {
			t.Errorf("%s is %s, and %s in the file", c.Name, c.SQL(), sql[c.Name])
		}
	}
}

// What was captured of a frame, and what it had.
func TestLengthsOfCutFrame(t *testing.T) {
	le := binary.LittleEndian
	event := octets.Event(t, le, 2, octets.Set{"process_pid": 9, "process_tgid": 9})
	whole := octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, event))
	cut := len(whole) - 8 // zero bytes behind the arm
	got := read(t, table(t, export.NewParquet, octets.Pcap(le, false, octets.Record{Data: whole[:cut], Wire: len(whole)})))
	if len(got) != 1 || *got[0].CapLen != int64(cut) || *got[0].Len != int64(len(whole)) {
		t.Errorf("%d of %d bytes: %+v", cut, len(whole), got)
	}
}

// R21: a copy is no row, also in a frame that has something new behind it.
func TestCopyBesideAnEvent(t *testing.T) {
	le := binary.LittleEndian
	message := func(seq uint64) []byte {
		e := testkit.Must(spec.Default().Event(le, octets.Set{"what": 2, "cpu": 1, "timestamp_ns": 5 + seq}, octets.Set{"process_pid": 9, "process_tgid": 9}))(t)
		cn := testkit.Must(spec.Default().CnMsg(le, octets.Set{"id.idx": 1, "id.val": 1, "seq": seq}, e))(t)
		return octets.Message(t, le, octets.Set{"nlmsg_type": 3, "nlmsg_seq": seq}, cn)
	}
	capture := octets.Pcap(le, false,
		octets.Record{Data: octets.Cooked(11, message(1))},
		octets.Record{Data: octets.Cooked(11, message(1), message(2))})
	var rows []string
	for _, record := range testkit.Must(csv.NewReader(bytes.NewReader(table(t, export.NewCSV, capture))).ReadAll())(t) {
		rows = append(rows, strings.Join(record[1:3], "."))
	}
	if got := strings.Join(rows, " "); got != "frame.msg 1.0 2.1" {
		t.Errorf("rows %s, want 1.0 and 2.1", got)
	}
}

// Nor is a copy of an answer one: that goes to all listeners too.
func TestCopyOfAnAnswer(t *testing.T) {
	le := binary.LittleEndian
	e := testkit.Must(spec.Default().Event(le, octets.Set{"what": 0, "cpu": 1, "timestamp_ns": 5}, octets.Set{"err": 0}))(t)
	cn := testkit.Must(spec.Default().CnMsg(le, octets.Set{"id.idx": 1, "id.val": 1, "seq": 1, "ack": 8}, e))(t)
	answer := octets.Record{Data: octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1}, cn))}
	got := read(t, table(t, export.NewParquet, octets.Pcap(le, false, answer, answer, answer)))
	if len(got) != 1 {
		t.Errorf("%d rows of an answer with two copies", len(got))
	}
}

// Bytes without a column stand in data one behind the other, when they are in
// two places, and a row has nothing of the row before.
func TestDataInTwoPlaces(t *testing.T) {
	le := binary.LittleEndian
	event := testkit.Must(spec.Default().Event(le, octets.Set{"what": 2, "cpu": 1, "timestamp_ns": 5}, nil))(t)[:16]
	le.PutUint32(event, 0x4000) // an event that nobody knows
	for len(event) < 40 {
		event = append(event, byte(0xa0+len(event)))
	}
	behind := []byte{1, 2, 3, 4, 5, 6, 7} // the cn_msg, within its netlink message
	odd := testkit.Must(spec.Default().CnMsg(le, octets.Set{"id.idx": 1, "id.val": 1, "seq": 9}, event))(t)
	whole := octets.Event(t, le, 2, octets.Set{"process_pid": 9, "process_tgid": 9})
	capture := octets.Pcap(le, false,
		octets.Record{Data: octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, odd, behind))},
		octets.Record{Data: octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, whole))})
	spans := 0
	testframes.Each(t, capture, func(f *analysis.Frame) {
		for _, s := range f.Messages[0].Spans {
			if s.Struct.IsRaw() && f.Number == 1 {
				spans++
			}
		}
	})
	if spans != 2 {
		t.Fatalf("the bytes are in %d places", spans)
	}
	want, rest := hex.EncodeToString(append(event[16:], behind...)), strings.Repeat("00", 16) // behind an exec's arm
	got := read(t, table(t, export.NewParquet, capture))
	if hex.EncodeToString(got[0].Data) != want || hex.EncodeToString(got[1].Data) != rest {
		t.Errorf("Parquet has %x and %x, want %s and %s", got[0].Data, got[1].Data, want, rest)
	}
	records := testkit.Must(csv.NewReader(bytes.NewReader(table(t, export.NewCSV, capture))).ReadAll())(t)
	for i, name := range records[0] {
		if name == "data" && (records[1][i] != want || records[2][i] != rest) {
			t.Errorf("CSV has %s and %s, want %s and %s", records[1][i], records[2][i], want, rest)
		}
	}
}

// A u64 of the wire is the number that it is, with its top bit too: digits in
// CSV, UINT_64 in Parquet, whose statistics order it so.
func TestUnsigned(t *testing.T) {
	le := binary.LittleEndian
	var records []octets.Record
	stamps := []uint64{0, 1<<63 - 1, 1 << 63, math.MaxUint64}
	for _, stamp := range stamps {
		event := testkit.Must(spec.Default().Event(le, octets.Set{"what": 2, "cpu": 0xffffffff, "timestamp_ns": stamp}, nil))(t)
		message := testkit.Must(spec.Default().CnMsg(le, octets.Set{"id.idx": 1, "id.val": 1}, event))(t)
		records = append(records, octets.Record{Data: octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, message))})
	}
	capture := octets.Pcap(le, false, records...)
	b := table(t, export.NewParquet, capture)
	csvRows := testkit.Must(csv.NewReader(bytes.NewReader(table(t, export.NewCSV, capture))).ReadAll())(t)
	column := slices.Index(csvRows[0], "timestamp_ns")
	for i, r := range read(t, b) {
		if want := strconv.FormatUint(stamps[i], 10); *r.Stamp != stamps[i] || csvRows[i+1][column] != want {
			t.Errorf("Parquet has %d and CSV %s, want %s", *r.Stamp, csvRows[i+1][column], want)
		}
	}
	file := testkit.Must(parquet.OpenFile(bytes.NewReader(b), int64(len(b))))(t)
	leaf, _ := file.Schema().Lookup("timestamp_ns")
	kind := leaf.Node.Type()
	low, high, _ := file.RowGroups()[0].ColumnChunks()[leaf.ColumnIndex].(*parquet.FileColumnChunk).Bounds()
	if kind.String() != "INT(64,false)" || low.Uint64() != 0 || high.Uint64() != math.MaxUint64 {
		t.Errorf("%v from %d to %d", kind, low.Uint64(), high.Uint64())
	}
	if c := export.Events.Schema().Columns[column]; c.SQL() != "UBIGINT" {
		t.Errorf("%s is %s", c.Name, c.SQL())
	}
}
