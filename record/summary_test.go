package record

import "testing"

// What is said to be in files is said of files that a user finds.
func TestSummaryOfFiles(t *testing.T) {
	for _, c := range []struct {
		result Result
		want   string
	}{
		{Result{}, "3 messages received, 0 lost"},
		{Result{Frames: 5, Files: []string{"a.pcapng"}}, "3 messages received, 0 lost; 5 frames in a.pcapng"},
		{Result{Frames: 5, Files: []string{"a", "b"}}, "3 messages received, 0 lost; 5 frames in 2 files"},
		{Result{Frames: 5, Files: []string{"a", "b", "c"}, Removed: 1}, "3 messages received, 0 lost; 5 frames in 3 files, of which the last 2 are kept"},
		{Result{Frames: 5, Files: []string{"a", "b"}, Removed: 1}, "3 messages received, 0 lost; 5 frames in 2 files, of which the last is kept"},
	} {
		r := newRecorder(Options{})
		r.counters.received.Store(3)
		if got, _ := r.Summary(c.result); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
