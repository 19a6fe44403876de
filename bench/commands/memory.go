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

// streaming are the commands whose memory does not grow with the capture, but for a bit of each
// process in a timeline, and the list of pages at the end of Parquet. OUT is a file. Those whose
// first line hangs on the last process have little of each in memory, and the rest in temporary
// files.
var streaming = []string{
	"read CAP", "read -V CAP", "read -x CAP", "read -T fields -e frame.number -e cn_proc.pid CAP", "read -T json CAP", "read -T jsonl CAP", "read -T ek CAP", "read -T csv CAP", "read -T pdml CAP", "read -T psml CAP",
	"read -Y cn_proc.pid==1&&cn_proc.what==exit CAP", "read -Y cn_proc.name==\"sh\" CAP", "read -w OUT.pcapng CAP",
	"info CAP", "stats CAP", "stats --by kind,id,cpu,process,comm,latency,loss,interface,time CAP", "stats --hierarchy CAP", "ps CAP", "check --fail-on never CAP", "pairs CAP", "follow 1 CAP", "listeners CAP",
	"export -F csv -w OUT CAP", "export -F parquet -w OUT CAP", "export --context -F parquet -w OUT CAP", "export --table processes -F parquet -w OUT CAP", "export --table pairs -F csv -w OUT CAP", "export --table notes -F csv -w OUT CAP", "export --table losses -F csv -w OUT CAP",
	"timeline -F perfetto -o OUT CAP", "timeline -F json -o OUT CAP", "convert -F pcapng CAP OUT", "convert --anonymize CAP OUT", "merge -w OUT CAP CAP", "diff CAP CAP",
	"ps --tree CAP", "ps --tree -T dot CAP", "ps --tree -T mermaid CAP", "ps --gantt CAP", "ps --sort pid CAP", "ps --sort=-duration CAP", "report -o OUT CAP",
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
			os.Remove(out + ".pcapng")
			peaks = append(peaks, last.peak>>10)
		}
		fmt.Printf("| `%s` | %d | %d | %.1f |\n", strings.NewReplacer(" CAP", "", " -w OUT.pcapng", " -w", " -w OUT", "", " -o OUT", "", " OUT", "").Replace(command), peaks[0], peaks[1], last.wall[0])
	}
	return nil
}
