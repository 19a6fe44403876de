package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestWarnTakesTurns: a message waits until a line of progress is written, and
// takes it away: no two ever mix.
func TestWarnTakesTurns(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer func(was *os.File) { os.Stderr = was }(os.Stderr)
	os.Stderr = w
	statusLine.Lock()
	said := make(chan bool)
	go func() {
		warn("a message")
		close(said)
	}()
	select {
	case <-said:
		t.Error("a message in the middle of a line of progress")
	case <-time.After(50 * time.Millisecond):
	}
	w.WriteString("progress")
	statusLine.shown = true
	statusLine.Unlock()
	<-said
	w.Close()
	var b [100]byte
	n, _ := r.Read(b[:])
	if m, _ := r.Read(b[n:]); m > 0 {
		n += m
	}
	if got := string(b[:n]); !strings.HasPrefix(got, "progress\r\x1b[K") || !strings.HasSuffix(got, "cnwire: a message\n") {
		t.Errorf("%q", got)
	}
	statusLine.Lock()
	defer statusLine.Unlock()
	if statusLine.shown {
		t.Error("the line of progress is thought to be there")
	}
}
