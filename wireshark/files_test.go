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

// fake is a program that answers as tshark does, with folders below one folder: one
// for programs that capture in 4.0, a user's besides in later versions.
func fake(t *testing.T, version string) (path, home string) {
	t.Helper()
	home = t.TempDir()
	path = filepath.Join(home, "tshark")
	extcap := "Personal Extcap path:\t" + home + "/extcap\\nGlobal Extcap path:  \t" + home + "/allextcap\\n"
	if strings.HasPrefix(version, "4.0.") {
		extcap = "Extcap path:         \t" + home + "/allextcap\\n"
	}
	script := "#!/bin/sh\ncase $1 in --version) echo 'TShark (Wireshark) " + version + " (made up).';; *)\n" +
		"printf 'Personal configuration:\\t" + home + "/conf\\nGlobal configuration:\\t" + home + "/all\\n" +
		"Personal Lua Plugins:\\t" + home + "/lua\\nGlobal Lua Plugins:\\t" + home + "/alllua\\n" + extcap + "';; esac\n"
	if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return path, home
}

// What is installed stands where that Wireshark looks, is of this version, and goes
// away again without a trace.
func TestInstall(t *testing.T) {
	t.Parallel()
	wireshark.On(t, "linux")
	for _, c := range []struct {
		version string
		global  bool
		program string // where it stands
		says    string
	}{
		{"4.0.17", false, "", "as root, cnwire wireshark install --global"},
		{"4.0.17", true, "allextcap", ""},
		{"4.4.19", false, "extcap", "allextcap is not there"},
		{"4.4.19", true, "allextcap", ""},
	} {
		path, home := fake(t, c.version)
		w := must(wireshark.Ask(path, c.global))(t)
		if says := w.NoProgram(); (says == "") != (c.says == "") || !strings.Contains(says, c.says) {
			t.Errorf("%+v: it says %q", c, says)
		}
		if w.Version != c.version || w.TooOld() != "" {
			t.Errorf("version %q, too old: %q", w.Version, w.TooOld())
		}
		for range 2 { // again is no fault
			for _, s := range must(w.Install())(t) {
				if s.Said != "this version" || !s.Ours {
					t.Errorf("%s: %s", s.Place, s.Said)
				}
			}
		}
		plugin := filepath.Join(home, map[bool]string{false: "lua", true: "alllua"}[c.global], "cnwire.lua")
		if b := must(os.ReadFile(plugin))(t); !bytes.Equal(b, wireshark.Plugin) {
			t.Error("the plugin is another text")
		}
		files := 4
		if c.program != "" {
			files++
			program := filepath.Join(home, c.program, "cnwire-extcap")
			if b := must(os.ReadFile(program))(t); !bytes.Equal(b, must(os.ReadFile(must(os.Executable())(t)))(t)) {
				t.Errorf("%+v: the program has %d bytes, and is another than this one", c, len(b))
			}
			if mode := must(os.Stat(program))(t).Mode(); mode&0o111 != mode&0o444>>2 || mode&0o100 == 0 {
				t.Errorf("%+v: the program has mode %v", c, mode)
			}
		}
		gone, kept, err := w.Uninstall()
		if err != nil || len(gone) != files || len(kept) != 0 {
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

// The program that captures is written once: again would take away the capabilities
// that it was given. One of another build is written over, and so is a link to one,
// but not what it leads to; something else stays.
func TestInstallProgram(t *testing.T) {
	t.Parallel()
	wireshark.On(t, "linux")
	path, home := fake(t, "4.4.19")
	program := filepath.Join(home, "extcap", "cnwire-extcap")
	w := must(wireshark.Ask(path, false))(t)
	must(w.Install())(t)
	first := must(os.Stat(program))(t)
	must(w.Install())(t)
	if again := must(os.Stat(program))(t); !os.SameFile(first, again) {
		t.Error("it was written again")
	}
	said := func() string { return must(w.States())(t)[1].Said }

	this := must(os.ReadFile(program))(t)
	other := append(bytes.Clone(this), 0)
	target := filepath.Join(home, "another")
	if err := errors.Join(os.WriteFile(target, other, 0o755), os.Remove(program), os.Symlink(target, program)); err != nil {
		t.Fatal(err)
	}
	if said() != "ours, from another build, by a link" {
		t.Errorf("of a link to another build: %q", said())
	}
	must(w.Install())(t)
	if said() != "this version" || !bytes.Equal(must(os.ReadFile(target))(t), other) {
		t.Errorf("it is %q, and what the link led to was changed", said())
	}

	if err := errors.Join(os.Remove(program), os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755)); err != nil {
		t.Fatal(err)
	}
	_, err := w.Install()
	if spared := (*wireshark.NotOursError)(nil); !errors.As(err, &spared) || spared.Place != program {
		t.Errorf("Install over a script: %v", err)
	}
}

// The connector is Linux's: on other systems there is nothing to capture.
func TestInstallElsewhere(t *testing.T) {
	wireshark.On(t, "darwin")
	path, _ := fake(t, "4.4.19")
	w := must(wireshark.Ask(path, false))(t)
	if list := must(w.Install())(t); len(list) != 4 || !strings.Contains(w.NoProgram(), "Linux's") {
		t.Errorf("%+v, %q", list, w.NoProgram())
	}
}
