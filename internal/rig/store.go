package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// store copies captures and logs into the corpus, in the place of those that an
// earlier run made of the same series, and writes their records.
func store(corpus string, p provenance, results string, list []scenario.Scenario) error {
	folder := filepath.Join(corpus, filepath.FromSlash(p.folder()))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(corpus, "MANIFEST"))
	if err != nil {
		return err
	}
	records := parseRecords(string(text))
	for _, s := range list {
		prefix := p.folder() + "/" + s.Name + "."
		old, err := filepath.Glob(filepath.Join(folder, s.Name+".*"))
		if err != nil {
			return err
		}
		for _, file := range old {
			if err := os.Remove(file); err != nil {
				return err
			}
		}
		records = without(records, prefix)
		files, err := filepath.Glob(filepath.Join(results, s.Name+".*"))
		if err != nil {
			return err
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(folder, filepath.Base(file)), b, 0o644); err != nil {
				return err
			}
			if strings.HasPrefix(filepath.Ext(file), ".pcap") {
				r, err := p.record(s, filepath.Base(file), b)
				if err != nil {
					return err
				}
				records = append(records, r)
			}
		}
	}
	folders, err := filepath.Glob(filepath.Join(corpus, p.root(), p.kernel.Arch+"-*"))
	if err != nil {
		return err
	}
	for _, dir := range folders { // of earlier releases of the series, but not the captures beside them
		release := strings.TrimPrefix(filepath.Base(dir), p.kernel.Arch+"-")
		if info, err := os.Stat(dir); err == nil && info.IsDir() && dir != folder && seriesOf(release) == seriesOf(p.kernel.Release) {
			records = without(records, p.root()+"/"+filepath.Base(dir)+"/")
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(filepath.Join(corpus, "MANIFEST"), []byte(formatRecords(records)), 0o644)
}

// record makes the record of one capture.
func (p provenance) record(s scenario.Scenario, file string, b []byte) (record, error) {
	order, orderName := codec.LittleEndian, "little"
	if p.kernel.BigEndian() {
		order, orderName = codec.BigEndian, "big"
	}
	frames, err := scenario.Frames(b, order)
	if err == nil && len(frames) == 0 {
		err = errors.New("no frames")
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	who, proves := strings.Split(file, ".")[1], s.Proves
	source, tools := p.source(who)
	switch {
	case source == "socket":
		proves = []string{"what socket " + who + " of the log received"}
	case who == "tap":
		what := "a tap of the kernel as shipped has each message once, with who sent a request"
		if p.kernel.Traced() {
			what += ", and whether anybody received what the kernel sent"
		}
		proves = []string{what}
	case who == "frames":
		proves = []string{"a tap of the kernel as shipped has what nlmon shows of one that lets it: a copy for each listener"}
	}
	lines := []string{
		"file: " + p.folder() + "/" + file,
		"source: " + source,
		"kernel: " + p.says,
		"arch: " + p.kernel.Arch,
		"byte_order: " + orderName,
		fmt.Sprintf("frames: %d", len(frames)),
		"tools: " + tools,
		"scenario: " + s.Name + ": " + s.Does,
		"log: " + p.folder() + "/" + s.Name + ".log.jsonl",
		"date: " + frames[0].Time.UTC().Format(time.DateOnly),
		fmt.Sprintf("sha256: %x", sha256.Sum256(b)),
		"licence: CC0-1.0",
	}
	for _, what := range proves {
		lines = append(lines, "proves: "+what)
	}
	return record(strings.Join(lines, "\n")), nil
}

// seriesOf is the first two numbers of a release: 6.1 of 6.1.192.
func seriesOf(release string) string {
	numbers := strings.SplitN(release, ".", 3)
	return strings.Join(numbers[:min(2, len(numbers))], ".")
}
