package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus"
)

// benchFrames is how many frames the capture of BenchmarkCommands has, at least.
const benchFrames = 200_000

// BenchmarkCommands times whole commands over one capture of real traffic, again
// and again: CPU nanoseconds a frame, user and system, start included. With
// CNWIRE_OLD=PATH another binary runs each command in turn with this one, and
// the ratio stands beside: 0.9 is a tenth less.
func BenchmarkCommands(b *testing.B) {
	capture, frames := benchCapture(b)
	out := filepath.Join(b.TempDir(), "out")
	for _, command := range []string{
		"read CAP", "read -V CAP", "read -x CAP", "read -T csv CAP", "read -T jsonl CAP", "read -T json CAP", "read -T ek CAP", "read -T pdml CAP",
		"read -T fields -e frame.number -e cn_proc.what -e cn.seq -e cn_proc.pid -e frame.time_epoch CAP",
		"read -2 CAP", "read --no-copies CAP", "read -w OUT.pcap CAP", "info CAP", "stats CAP", "stats --by process,comm,cpu,loss CAP", "stats --by time --interval 1ms -T csv CAP",
		"ps CAP", "ps -T jsonl CAP", "ps --tree CAP", "follow 1 CAP", "pairs CAP", "check --fail-on never CAP",
		"export -F csv -w OUT.csv CAP", "export -F parquet -w OUT.parquet CAP", "convert CAP OUT.pcapng", "convert --swap-byte-order CAP OUT.pcap",
		"convert --anonymize CAP OUT.pcap", "merge -w OUT.pcapng CAP CAP", "diff CAP CAP", "demo", "fields", "vectors list",
	} {
		b.Run(strings.ReplaceAll(strings.ReplaceAll(command, " CAP", ""), " ", "_"), func(b *testing.B) {
			args := strings.Fields(strings.NewReplacer("CAP", capture, "OUT", out).Replace(command))
			var now, old float64
			for b.Loop() {
				now += cpuOf(b, os.Args[0], args)
				if other := os.Getenv("CNWIRE_OLD"); other != "" {
					old += cpuOf(b, other, args)
				}
			}
			b.ReportMetric(now/float64(b.N)/float64(frames), "cpu-ns/frame")
			if old > 0 {
				b.ReportMetric(now/old, "of-old")
			}
		})
	}
}

// cpuOf runs a binary as cnwire and returns the nanoseconds of CPU it took.
func cpuOf(b *testing.B, binary string, args []string) float64 {
	cmd := exec.Command(binary, args...)
	if binary == os.Args[0] {
		cmd.Args[0] = "cnwire" // which TestMain knows
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != statusFile { // the capture has payloads that cannot be swapped
		b.Fatalf("%v: %v\n%s", args, err, stderr.String())
	}
	return float64(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime())
}

// benchCapture lays the capture, and says how many frames it has.
func benchCapture(b *testing.B) (name string, frames int) {
	source, err := corpus.FS().Open("captures/amd64-6.1.192-nlmon.pcap")
	if err != nil {
		b.Fatal(err)
	}
	defer source.Close()
	var all bytes.Buffer
	if _, err := all.ReadFrom(source); err != nil {
		b.Fatal(err)
	}
	const fileHeader, recordHeader = 24, 16
	records := all.Bytes()[fileHeader:]
	n := 0
	for off := 0; off < len(records); n++ {
		off += recordHeader + int(binary.LittleEndian.Uint32(records[off+8:]))
	}
	repeats := (benchFrames + n - 1) / n
	name = filepath.Join(b.TempDir(), "bench.pcap")
	if err := os.WriteFile(name, append(all.Bytes()[:fileHeader:fileHeader], bytes.Repeat(records, repeats)...), 0o600); err != nil {
		b.Fatal(err)
	}
	return name, n * repeats
}
