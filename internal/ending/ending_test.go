package ending_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/ending"
)

func TestFits(t *testing.T) {
	for _, c := range []struct{ name, words, says string }{
		{"r.html", "HTML", ""}, {"R.HTM", "HTML", ""}, {"r", "HTML", ""}, {"-", "HTML", ""}, {"/dev/stdout", "HTML", ""}, {"r.txt", "HTML", ""}, {"x.md/r", "HTML", ""},
		{"r.md", "HTML", "HTML is written, and r.md is called as Markdown is: ps --tree -T mermaid"},
		{"a/r.PDF", "HTML", "HTML is written, and a/r.PDF is called as PDF is: a browser"},
		{"x.json", "a trace,JSON", ""}, {"x.pftrace", "a trace,JSON", ""}, {"x.html", "a trace,JSON", "a trace is written, and x.html is called as HTML is: report writes it"},
		{"x.pcapng", "a capture", ""}, {"x.csv", "a capture", "a capture is written, and x.csv is called as CSV is: -T csv"},
		{"x.ntar", "a capture", ""}, {"x.pcap", "CSV,Parquet", "CSV is written, and x.pcap is called as a capture is: convert"},
	} {
		err := ending.Fits(c.name, strings.Split(c.words, ",")...)
		if (err == nil) != (c.says == "") || err != nil && !strings.HasPrefix(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
