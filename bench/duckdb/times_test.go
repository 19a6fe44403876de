package duckdb

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fine is a capture of nanoseconds: the one of odd, each frame 123456789 ns behind its second.
func fine(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(odd(t))
	if err != nil {
		t.Fatal(err)
	}
	binary.LittleEndian.PutUint32(b, 0xa1b23c4d)
	for at := 24; at < len(b); at += 16 + int(binary.LittleEndian.Uint32(b[at+8:])) {
		binary.LittleEndian.PutUint32(b[at+4:], 123456789)
	}
	file := filepath.Join(t.TempDir(), "fine.pcap")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// What docs/formats.md says of times: Parquet has nanoseconds of an instant, DuckDB takes
// the microseconds of them, and of CSV all, when it is told.
func TestNanoseconds(t *testing.T) {
	capture := fine(t)
	parquet, csv := exportedFrom(t, capture, "parquet"), exportedFrom(t, capture, "csv")
	const typed = "read_csv('%s', types = {'time': 'TIMESTAMP_NS'})"
	formats, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	if words := fmt.Sprintf(typed, "events.csv"); !strings.Contains(string(formats), words) {
		t.Errorf("docs/formats.md has no %s", words)
	}
	for _, c := range []struct{ query, want string }{
		{fmt.Sprintf("SELECT logical_type FROM parquet_schema('%s') WHERE name = 'time'", parquet), "TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>, MICROS=<null>, NANOS=NanoSeconds()))"},
		{fmt.Sprintf("SELECT epoch_ns(time) FROM '%s' WHERE frame = 1", parquet), "1700000000123456000"},
		{fmt.Sprintf("SELECT epoch_ns(time) FROM "+typed+" WHERE frame = 1", csv), "1700000000123456789"},
	} {
		if got := strings.Join(rows(t, c.query), "; "); got != c.want {
			t.Errorf("%s: %s, want %s", c.query, got, c.want)
		}
	}
}
