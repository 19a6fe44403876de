package main

import (
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"
)

// component is one of a bill of materials, in the words of CycloneDX.
type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// bill writes which modules a program is made of, as CycloneDX 1.5: what the linker
// wrote into the program, and nothing else. It says nothing of licences, which the
// program does not know.
func bill(program, out string, r *release) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	of := func(m *debug.Module, version string) component {
		purl := "pkg:golang/" + m.Path + "@" + version
		c := component{Type: "library", Ref: purl, Name: m.Path, Version: version, PURL: purl}
		if m.Sum != "" {
			c.Properties = []property{{"go:sum", m.Sum}}
		}
		return c
	}
	whole := of(&info.Main, r.version)
	whole.Type = "application"
	for _, s := range info.Settings {
		if s.Key == "GOOS" || s.Key == "GOARCH" || s.Key == "CGO_ENABLED" {
			whole.Properties = append(whole.Properties, property{"go:" + s.Key, s.Value})
		}
	}
	whole.Properties = append(whole.Properties, property{"vcs:commit", r.commit})
	parts := []component{of(&debug.Module{Path: "std"}, strings.TrimPrefix(info.GoVersion, "go"))}
	for _, m := range info.Deps {
		if m.Replace != nil {
			return fmt.Errorf("%s is replaced by %s: a release has no replaced module", m.Path, m.Replace.Path)
		}
		parts = append(parts, of(m, m.Version))
	}
	b, err := json.MarshalIndent(map[string]any{
		"$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
		"metadata":   map[string]any{"timestamp": r.date.Format(time.RFC3339), "component": whole},
		"components": parts,
	}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(b, '\n'), 0o666)
}
