package listeners

import (
	"slices"
	"strings"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec"
)

// release is which kernel counts: 6.6 changed how (R43).
type release uint8

const (
	unknown release = iota
	before66
	since66
)

// masksCame is when the kernel learnt masks, and to count sockets.
var masksCame = sync.OnceValue(func() spec.Version {
	for _, v := range spec.Default().Set("proc_event_mask_bits") {
		if since, err := spec.ParseSince(v.Since); err == nil {
			return since.Present
		}
	}
	return spec.Version{}
})

// releaseOf reads it where a capture says what it was taken on: "Linux 6.12.117-amd64".
func releaseOf(f *analysis.Frame) release {
	text, ok := strings.CutPrefix(f.Interface.OS, "Linux ")
	if !ok {
		return unknown
	}
	end := strings.IndexFunc(text, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if end < 0 {
		end = len(text)
	}
	v, err := spec.ParseVersion(strings.Trim(text[:end], "."))
	switch {
	case err != nil:
		return unknown
	case v.Compare(masksCame()) < 0:
		return before66
	}
	return since66
}

// allEvents are all bits of a mask: it means what none does (R45).
var allEvents = sync.OnceValue(func() (bits uint32) {
	for _, v := range spec.Default().Set("proc_event_mask_bits") {
		bits |= uint32(v.Value)
	}
	return bits
})

// MaskNames are the events of a mask by the names of the table, without their common
// beginning, in small letters; what has no name is left out, as the kernel does.
func MaskNames(mask uint32) (list []string) {
	for _, v := range spec.Default().Set("proc_event_mask_bits") {
		if mask&uint32(v.Value) != 0 {
			list = append(list, strings.ToLower(strings.TrimPrefix(v.Name, "PROC_EVENT_")))
		}
	}
	return slices.Clip(list)
}
