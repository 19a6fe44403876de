package export_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// file is a capture by its name.
type file struct {
	name string
	b    []byte
}

// tables reads captures once and returns the files of the tables that are wanted.
func tables(t testing.TB, newTable func(io.Writer, export.Kind) (export.Table, error), wanted []export.Kind, o source.Options, files ...file) map[export.Kind][]byte {
	t.Helper()
	all := export.Tables{Context: true}
	written, writers := map[export.Kind]*bytes.Buffer{}, map[export.Kind]export.Table{}
	rowsOf := map[export.Kind]uint64{}
	for _, k := range wanted {
		written[k] = new(bytes.Buffer)
		to := testkit.Must(newTable(written[k], k))(t)
		writers[k] = to
		all.Write[k] = func(r rows.Row) error {
			rowsOf[k]++
			return to.Write(r)
		}
	}
	var inputs []source.Input
	for _, f := range files {
		inputs = append(inputs, source.Reader(f.name, bytes.NewReader(f.b)))
	}
	o.Done = all.Done
	for f, err := range source.New(o, inputs...).Frames() {
		var input *source.Error
		switch {
		case err == nil:
			testkit.Must(0, all.Add(f))(t)
		case errors.As(err, &input):
			all.Wrong(input)
		default:
			t.Fatal(err)
		}
	}
	testkit.Must(0, all.Close())(t)
	out := map[export.Kind][]byte{}
	for k, to := range writers {
		testkit.Must(0, to.Close())(t)
		if to.Rows() != rowsOf[k] {
			t.Errorf("%s counts %d rows of %d", k, to.Rows(), rowsOf[k])
		}
		out[k] = written[k].Bytes()
	}
	return out
}

// several are captures of several hosts, one in parts and one damaged.
func several(t testing.TB) []file {
	demo, loss := corpus.Demo(), testframes.Capture(t, "amd64-6.1.192/loss.slow.pcap")
	events := testframes.Capture(t, "amd64-6.1.192/events.nlmon.pcap")
	return []file{{"dir/a.pcap", demo}, {"b.pcap.gz", loss}, {"c.pcap", events}, {"cut.pcap", demo[:len(demo)-7]}, {"none", []byte("no capture, by its first bytes")}}
}

// cells are the rows of a table in CSV, by the names of the columns.
func cells(t testing.TB, b []byte) (list []map[string]string) {
	t.Helper()
	records := testkit.Must(csv.NewReader(bytes.NewReader(b)).ReadAll())(t)
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		list = append(list, row)
	}
	return list
}

// pcapng is a capture of packets.
func pcapng(t testing.TB, packets []pcap.Packet) []byte {
	t.Helper()
	var b bytes.Buffer
	w := testkit.Must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t)
	for i := range packets {
		testkit.Must(0, w.WritePacket(&packets[i]))(t)
	}
	testkit.Must(0, w.Close())(t)
	return b.Bytes()
}
