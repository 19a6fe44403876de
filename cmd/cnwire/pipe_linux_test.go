package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	repeating "github.com/cnwire/cnwire/internal/again"
)

// A pipe in which much comes at once, and then nothing, is printed up to its last whole frame each time,
// wherever in a record it pauses; what is said of it at the end is what is said of a file.
func TestPipeStops(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.pcap")
	if err := repeating.Repeat(name, "../../testdata/corpus/captures/amd64-6.1.192-nlmon.pcap", 30_000); err != nil {
		t.Fatal(err)
	}
	capture, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	l := start(t, "read", "-T", "fields", "-e", "frame.number", "-")
	frames, next := 0, 24 // where the record behind them ends
	for n, at := 0, 0; at < len(capture); n++ {
		piece := capture[at:min(len(capture), at+[]int{90_000, 1, 400_000, 7, 65_536, 4096, 250_001, 108}[n%8])]
		at += len(piece)
		wrote := make(chan error, 1)
		go func() {
			_, err := l.in.Write(piece)
			wrote <- err
		}()
		for ; next+16 <= len(capture); frames++ {
			end := next + 16 + int(binary.LittleEndian.Uint32(capture[next+8:]))
			if end > at {
				break
			}
			line, err := l.out.ReadString('\n')
			if want := fmt.Sprintln(frames + 1); err != nil || line != want {
				t.Fatalf("%q, %v behind %d bytes; want %q", line, err, at, want)
			}
			next = end
		}
		if err := <-wrote; err != nil {
			t.Fatal(err)
		}
	}
	l.in.Close()
	if status := l.status(t); status != statusOK || frames != 30_000 {
		t.Errorf("status %d, %d frames: %s", status, frames, l.stderr.String())
	}
	for _, command := range []string{"ps", "stats", "check"} {
		of := exec.Command("cnwire", command, "-")
		in, err := of.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			defer in.Close()
			for rest := capture; len(rest) > 0; {
				n := min(len(rest), 200_003)
				in.Write(rest[:n])
				rest = rest[n:]
				time.Sleep(3 * time.Millisecond)
			}
		}()
		got, _ := of.Output() // check finds something
		want, _ := exec.Command("cnwire", command, name).Output()
		if len(want) < 1000 || !bytes.Equal(got, want) {
			t.Errorf("%s of a pipe: %d bytes, of the file %d", command, len(got), len(want))
		}
	}
}

// So it is of a compressed pipe, of which nobody knows how much must come for the next frame.
func TestCompressedPipeStops(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.pcap")
	if err := repeating.Repeat(name, "../../testdata/corpus/captures/amd64-6.1.192-nlmon.pcap", 4000); err != nil {
		t.Fatal(err)
	}
	capture, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	l := start(t, "read", "-T", "fields", "-e", "frame.number", "-")
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	frames, next, sent := 0, 24, 0
	for at := 0; at < len(capture); {
		n := min(len(capture)-at, 60_001)
		w.Write(capture[at : at+n])
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		at += n
		whole := packed.Len()
		w.Write(capture[at:min(len(capture), at+60_001)]) // of what comes behind that a part is there too
		w.Flush()
		l.write(t, packed.Bytes()[sent:whole+(packed.Len()-whole)/2])
		sent = whole + (packed.Len()-whole)/2
		for ; next+16 <= at; frames++ {
			end := next + 16 + int(binary.LittleEndian.Uint32(capture[next+8:]))
			if end > at {
				break
			}
			if line, err := l.out.ReadString('\n'); err != nil || line != fmt.Sprintln(frames+1) {
				t.Fatalf("%q, %v behind %d bytes; want %d", line, err, at, frames+1)
			}
			next = end
		}
		at = min(len(capture), at+60_001)
	}
	w.Close()
	l.write(t, packed.Bytes()[sent:])
	for ; next+16 <= len(capture); frames++ {
		next += 16 + int(binary.LittleEndian.Uint32(capture[next+8:]))
	}
	l.in.Close()
	if _, err := io.Copy(io.Discard, l.out); err != nil {
		t.Error(err)
	}
	if status := l.status(t); status != statusOK || frames != 4000 {
		t.Errorf("status %d, %d frames: %s", status, frames, l.stderr.String())
	}
}
