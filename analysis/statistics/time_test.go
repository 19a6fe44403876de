package statistics_test

import (
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/statistics"
)

// TestTimeRows: intervals count from the first frame; empty ones have rows;
// what is earlier than the one before counts in the row at hand.
func TestTimeRows(t *testing.T) {
	p := newTape(t).at(1500*time.Millisecond).event(eventFork, fork(9, 9), 0).again().event(eventExec, task(9, 9), 0)
	p.at(2499*time.Millisecond).event(eventExit, task(9, 9), 0)
	p.at(4500*time.Millisecond).event(eventExit, task(9, 9), 0)
	p.at(2*time.Second).event(eventComm, task(9, 9), 0)
	var got []string
	for _, row := range count(t, p.file(), statistics.Options{Interval: time.Second}, "time") {
		got = append(got, strings.Join([]string{row["time"], row["relative_ns"], row["messages"], row["copies"], row["forks"], row["execs"], row["exits"], row["others"], row["intervals"]}, " "))
	}
	want := "1970-01-01T00:00:01.5Z 0 3 1 1 1 1 0 1\n" +
		"1970-01-01T00:00:02.5Z 1000000000 0 0 0 0 0 0 2\n" +
		"1970-01-01T00:00:04.5Z 3000000000 2 0 0 0 1 1 1"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// TestTimeStreams: a row comes as soon as a frame of a later interval does.
func TestTimeStreams(t *testing.T) {
	rows := 0
	s := statistics.New(statistics.Options{}, []*statistics.Table{must(statistics.Lookup("time"))(t)}, func(*statistics.Row) error { rows++; return nil })
	p := newTape(t)
	for i := range 5 {
		p.at(time.Duration(i)*time.Second).event(eventExec, task(9, 9), 0)
	}
	before := -1
	feedEach(t, p.file(), s, func(frame int) {
		if rows != frame {
			t.Errorf("%d rows behind frame %d", rows, frame+1)
		}
		before = rows
	})
	if before != 4 || rows != 5 {
		t.Errorf("%d rows, at the end %d", before, rows)
	}
}

// TestTimeGap: a gap is one row, of so many intervals, whether of two seconds, of
// hours or of a century.
func TestTimeGap(t *testing.T) {
	for gap, want := range map[time.Duration]string{
		time.Second:                "1 1",
		2 * time.Second:            "1 1 1",
		10000 * time.Second:        "1 9999 1",
		100 * 365 * 24 * time.Hour: "1 3153599999 1",
	} {
		p := newTape(t).event(eventExec, task(9, 9), 0).at(gap).event(eventExec, task(9, 9), 0)
		var got []string
		for _, row := range count(t, p.file(), statistics.Options{}, "time") {
			got = append(got, row["intervals"])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v: rows of %v intervals, want %s", gap, got, want)
		}
	}
}

// TestSparkline: as high as its column is of the highest, blank where nothing
// is, and never wider than 40 columns.
func TestSparkline(t *testing.T) {
	p := newTape(t)
	for second, n := range []int{8, 1, 0, 4, 2} {
		for range n {
			p.at(time.Duration(second)*time.Second).event(eventExec, task(9, 9), 0)
		}
	}
	p.event(eventFork, fork(9, 9), 0)
	rows := count(t, p.file(), statistics.Options{Interval: time.Second}, "sparkline")
	if len(rows) != 3 || rows[0]["kind"] != "all" || rows[0]["sparkline"] != "█▁ ▄▃" || rows[1]["sparkline"] != "    █" ||
		rows[2]["kind"] != "exec" || rows[2]["sparkline"] != "█▁ ▄▂" || rows[0]["peak_per_second"] != "8" || rows[0]["messages"] != "16" {
		t.Errorf("%v", rows)
	}
	p = newTape(t)
	for i := range 1000 {
		p.at(time.Duration(i)*time.Second).event(eventExec, task(9, 9), 0)
	}
	row := count(t, p.file(), statistics.Options{Interval: time.Second}, "sparkline")[0]
	if row["sparkline"] != strings.Repeat("█", 31)+"▂" || row["column_ns"] != "32000000000" || row["peak_per_second"] != "1" {
		t.Errorf("%v", row)
	}
}
