package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/cnwire/cnwire/internal/again"
)

// streaming are the commands whose memory does not grow with the capture. OUT is a file.
var streaming = []string{
	"read CAP", "read -V CAP", "read -T fields -e frame.number -e cn_proc.pid CAP", "read -T json CAP", "read -T jsonl CAP", "read -T ek CAP", "read -T csv CAP", "read -T pdml CAP",
	"read -Y cn_proc.pid==1&&cn_proc.what==exit CAP", "read -Y cn_proc.name==\"sh\" CAP",
	"info CAP", "stats CAP", "ps CAP", "ps --tree CAP", "check --fail-on never CAP", "pairs CAP", "follow 1 CAP", "listeners CAP",
	"export -F csv -w OUT CAP", "export -F parquet -w OUT CAP", "convert -F pcapng CAP OUT", "convert --anonymize CAP OUT",
}

// few are so many frames that they have 10 MB.
const few = 93_000

// memory prints what chosen commands need at most, of a small capture and of one with so
// many frames: each once.
func memory(folder, top string, frames int, want *regexp.Regexp) error {
	binary, err := build(folder, top)
	if err != nil {
		return err
	}
	var sizes []string
	var captures []string
	for _, n := range []int{few, frames} {
		capture := filepath.Join(folder, fmt.Sprint(n, ".pcap"))
		if err := again.Repeat(capture, source(top), n); err != nil {
			return err
		}
		info, err := os.Stat(capture)
		if err != nil {
			return err
		}
		captures = append(captures, capture)
		sizes = append(sizes, fmt.Sprintf("%d MB", info.Size()/1e6))
	}
	fmt.Printf("%s: the most memory in MB\n\n| command | of %s | of %s | seconds |\n|---|--:|--:|--:|\n", time.Now().UTC().Format(time.DateOnly), sizes[0], sizes[1])
	for _, command := range streaming {
		if !want.MatchString(command) {
			continue
		}
		var peaks []int64
		var last timed
		for _, capture := range captures {
			out := filepath.Join(folder, "out")
			last = timed{args: append([]string{binary}, strings.Fields(strings.NewReplacer("CAP", capture, "OUT", out).Replace(command))...)}
			if err := last.run(); err != nil {
				return fmt.Errorf("%s: %w", command, err)
			}
			os.Remove(out)
			peaks = append(peaks, last.peak>>10)
		}
		fmt.Printf("| `%s` | %d | %d | %.1f |\n", strings.NewReplacer(" CAP", "", " -w OUT", "", " OUT", "").Replace(command), peaks[0], peaks[1], last.wall[0])
	}
	return nil
}
