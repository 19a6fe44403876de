package duckdb

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// odd is a capture with numbers that engines are careless about: events at four
// times of which two need all 64 bits, and a cpu of all ones.
func odd(t *testing.T) string {
	t.Helper()
	const event = "0004033800000000000000000000000b" + // cooked header
		"4c000000030000000000000000000000" + "01000000010000000000000000000000" + "28000000" +
		"02000000ffffffff%s" + "050000000600000000000000000000000000000000000000"
	b, err := hex.DecodeString("d4c3b2a1020004000000000000000000" + "00000400fd000000")
	if err != nil {
		t.Fatal(err)
	}
	for i, stamp := range []string{"0000000000000000", "ffffffffffffff7f", "0000000000000080", "ffffffffffffffff"} {
		frame, err := hex.DecodeString(fmt.Sprintf(event, stamp))
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{1700000000 + i, 0, len(frame), len(frame)} {
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		}
		b = append(b, frame...)
	}
	file := filepath.Join(t.TempDir(), "odd.pcap")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Every cell of Parquet, read by an engine that shares no code with the writer,
// is the cell of CSV.
func TestCellsOfCSV(t *testing.T) {
	const big = "../../testdata/corpus/captures/s390x-6.1.176-nlmon.pcap"
	compared := 0
	for _, capture := range []string{capture, big, odd(t)} {
		file, text := exportedFrom(t, capture, "parquet"), exportedFrom(t, capture, "csv")
		columns := rows(t, fmt.Sprintf("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '%s')", file))
		query := "SELECT count(*)"
		for _, column := range columns {
			name, kind, _ := strings.Cut(column, " ")
			cell, want := "p."+name+"::VARCHAR", "c."+name
			switch kind {
			case "BLOB":
				cell = "lower(hex(p." + name + "))"
			case "TIMESTAMP WITH TIME ZONE": // which DuckDB reads with microseconds
				cell, want = "epoch_us(p."+name+")::VARCHAR", "epoch_us(c."+name+"::TIMESTAMPTZ)::VARCHAR"
			}
			query += fmt.Sprintf(", count(p.%s), count(*) FILTER (coalesce(%s, '') IS DISTINCT FROM coalesce(%s, ''))", name, cell, want)
		}
		query += fmt.Sprintf(" FROM '%s' p FULL JOIN read_csv('%s', all_varchar=true, header=true) c ON p.frame::VARCHAR = c.frame AND p.msg::VARCHAR = c.msg", file, text)
		var counts []int
		for _, word := range strings.Fields(rows(t, query)[0]) {
			n, err := strconv.Atoi(word)
			if err != nil {
				t.Fatal(err)
			}
			counts = append(counts, n)
		}
		for i, column := range columns {
			if differ := counts[2*i+2]; differ > 0 || counts[0] == 0 {
				t.Errorf("%s: %s: %d of %d cells differ", filepath.Base(capture), column, differ, counts[0])
			}
			compared += counts[2*i+1]
		}
	}
	if compared < 10000 {
		t.Errorf("only %d cells were compared", compared)
	}
	got := rows(t, fmt.Sprintf("SELECT timestamp_ns, cpu FROM '%s' WHERE timestamp_ns >= 9223372036854775808 ORDER BY timestamp_ns", exportedFrom(t, odd(t), "parquet")))
	if want := "9223372036854775808 4294967295, 18446744073709551615 4294967295"; strings.Join(got, ", ") != want {
		t.Errorf("times with their top bit set: %v, want %s", got, want)
	}
}
