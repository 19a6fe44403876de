// Package ending knows what the ending of a file's name promises, so that nothing else is
// written under it.
package ending

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// promises are what files by an ending are, in a word, and what makes one.
var promises = map[string]struct{ what, by string }{
	".csv":      {"CSV", "-T csv of read and of lists prints it, and export writes it"},
	".tsv":      {"tab-separated text", "-T fields of read and of lists prints it"},
	".json":     {"JSON", "-T json of read and of lists prints it"},
	".jsonl":    {"JSON", "-T jsonl of read and of lists prints it"},
	".ndjson":   {"JSON", "-T jsonl of read and of lists prints it"},
	".xml":      {"XML", "read -T pdml prints it"},
	".pdml":     {"XML", "read -T pdml prints it"},
	".parquet":  {"Parquet", "export writes it"},
	".html":     {"HTML", "report writes it"},
	".htm":      {"HTML", "report writes it"},
	".md":       {"Markdown", "ps --tree -T mermaid prints what stands in it"},
	".markdown": {"Markdown", "ps --tree -T mermaid prints what stands in it"},
	".dot":      {"a graph", "ps --tree -T dot prints it"},
	".gv":       {"a graph", "ps --tree -T dot prints it"},
	".svg":      {"a picture", "ps --tree -T dot and Graphviz's dot make one"},
	".png":      {"a picture", "ps --tree -T dot and Graphviz's dot make one"},
	".pdf":      {"PDF", "a browser prints the page of report into one"},
	".pftrace":  {"a trace", "timeline writes it"},
	".pcap":     {"a capture", "convert, merge and -w of read and of lists write it"},
	".pcapng":   {"a capture", "convert, merge and -w of read and of lists write it"},
	".cap":      {"a capture", "convert, merge and -w of read and of lists write it"},
}

// Fits returns an error where the ending of a name promises something else than is
// written: one of words, as promises have them. Most endings promise nothing.
func Fits(name string, words ...string) error {
	p := promises[strings.ToLower(filepath.Ext(name))]
	if p.what == "" || slices.Contains(words, p.what) {
		return nil
	}
	return fmt.Errorf("%s is written, and %s is called as %s is: %s", words[0], name, p.what, p.by)
}
