package wireshark_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/wireshark"
)

// fake is a program that answers as tshark does, with folders below one folder.
func fake(t *testing.T, version string) (path, home string) {
	t.Helper()
	home = t.TempDir()
	path = filepath.Join(home, "tshark")
	script := "#!/bin/sh\ncase $1 in --version) echo 'TShark (Wireshark) " + version + " (made up).';; *)\n" +
		"printf 'Personal configuration:\\t" + home + "/conf\\nGlobal configuration:\\t" + home + "/all\\n" +
		"Personal Lua Plugins:\\t" + home + "/lua\\nGlobal Lua Plugins:\\t" + home + "/alllua\\n';; esac\n"
	if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return path, home
}

// What is installed stands where that Wireshark looks, is of this version, and goes
// away again without a trace.
func TestInstall(t *testing.T) {
	for _, global := range []bool{false, true} {
		path, home := fake(t, "4.0.17")
		w := must(wireshark.Ask(path, global))(t)
		if w.Version != "4.0.17" || w.TooOld() != "" {
			t.Errorf("version %q, too old: %q", w.Version, w.TooOld())
		}
		for range 2 { // again is no fault
			for _, s := range must(w.Install())(t) {
				if s.Said != "this version" || !s.Ours {
					t.Errorf("%s: %s", s.Place, s.Said)
				}
			}
		}
		plugin := filepath.Join(home, map[bool]string{false: "lua", true: "alllua"}[global], "cnwire.lua")
		if b := must(os.ReadFile(plugin))(t); !bytes.Equal(b, wireshark.Plugin) {
			t.Error("the plugin is another text")
		}
		gone, kept, err := w.Uninstall()
		if err != nil || len(gone) != 4 || len(kept) != 0 {
			t.Errorf("%d gone, %d kept: %v", len(gone), len(kept), err)
		}
		if left, _ := filepath.Glob(filepath.Join(home, "*", "*", "*")); len(left) > 0 {
			t.Errorf("left: %q", left)
		}
	}
}

// A file that is not ours stays, and then nothing else is installed either.
func TestInstallSparesOthers(t *testing.T) {
	path, home := fake(t, "4.4.1")
	w := must(wireshark.Ask(path, false))(t)
	colors := filepath.Join(home, "conf", "profiles", "cnwire", "colorfilters")
	if err := errors.Join(os.MkdirAll(filepath.Dir(colors), 0o755), os.WriteFile(colors, []byte("@mine@tcp@[0,0,0][1,1,1]\n"), 0o644)); err != nil {
		t.Fatal(err)
	}
	_, err := w.Install()
	if spared := (*wireshark.NotOursError)(nil); !errors.As(err, &spared) || spared.Place != colors {
		t.Errorf("Install: %v", err)
	}
	if _, err := os.Stat(filepath.Join(home, "lua", "cnwire.lua")); err == nil {
		t.Error("the plugin was installed all the same")
	}
	if gone, kept, err := w.Uninstall(); err != nil || len(gone) != 0 || len(kept) != 1 {
		t.Errorf("%d gone, %d kept: %v", len(gone), len(kept), err)
	}
	if b := must(os.ReadFile(colors))(t); !strings.HasPrefix(string(b), "@mine") {
		t.Errorf("it is %q now", b)
	}
}

// An older version of ours is written over, and status says which it is; a Wireshark
// before 4.0 is too old.
func TestVersions(t *testing.T) {
	path, home := fake(t, "3.6.2")
	w := must(wireshark.Ask(path, false))(t)
	if w.TooOld() == "" {
		t.Error("3.6.2 is new enough")
	}
	os.MkdirAll(filepath.Join(home, "lua"), 0o755)
	os.WriteFile(filepath.Join(home, "lua", "cnwire.lua"), []byte("-- cnwire for Wireshark, version 0\n"), 0o644)
	if list := must(w.States())(t); list[0].Said != "version 0, this one is 1" || !list[0].Ours || list[1].There {
		t.Errorf("%+v", list)
	}
}
