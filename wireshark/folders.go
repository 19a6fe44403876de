package wireshark

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/wireshark/extcap"
)

// Wireshark is an installed one, as its tshark describes it.
type Wireshark struct {
	Version  string // "4.0.17"
	folders  map[string]string
	personal bool
}

// oldest is the first version that the plugin is written for and tried with.
const oldest = 4

var versionLine = regexp.MustCompile(`^TShark \(Wireshark\) (\d+)(\.\d+)*`)

// Ask runs a tshark, by its name or path, and asks it for its version and its
// folders: those of one user, or of the machine.
func Ask(tshark string, global bool) (*Wireshark, error) {
	about, err := output(tshark, "--version")
	if err != nil {
		return nil, err
	}
	m := versionLine.FindStringSubmatch(about)
	if m == nil {
		return nil, fmt.Errorf("%s does not say which version it is", tshark)
	}
	list, err := output(tshark, "-G", "folders")
	if err != nil {
		return nil, err
	}
	w := &Wireshark{Version: strings.Fields(m[0])[2], folders: map[string]string{}, personal: !global}
	for line := range strings.Lines(list) {
		if name, folder, ok := strings.Cut(line, ":"); ok {
			w.folders[name] = strings.TrimSpace(folder)
		}
	}
	return w, nil
}

// output returns what a program prints, whose complaints its error has.
func output(path string, args ...string) (string, error) {
	out, err := exec.Command(path, args...).Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return "", fmt.Errorf("%s %s: %w: %s", path, strings.Join(args, " "), err, strings.TrimSpace(string(exit.Stderr)))
	}
	return string(out), err
}

// TooOld says why the plugin may not work there, or nothing.
func (w *Wireshark) TooOld() string {
	major, _, _ := strings.Cut(w.Version, ".")
	if n, err := strconv.Atoi(major); err == nil && n < oldest {
		return fmt.Sprintf("Wireshark %s is too old: the plugin needs %d.0 or later", w.Version, oldest)
	}
	return ""
}

// places returns where our files stand there, by their names here.
func (w *Wireshark) places() (map[string]string, error) {
	kind := "Global"
	if w.personal {
		kind = "Personal"
	}
	plugins, configuration := w.folders[kind+" Lua Plugins"], w.folders[kind+" configuration"]
	if plugins == "" || configuration == "" {
		return nil, fmt.Errorf("Wireshark %s does not say where its plugins and profiles are (tshark -G folders)", w.Version)
	}
	places := map[string]string{pluginName: filepath.Join(plugins, pluginName)}
	if place, _ := w.programPlace(); place != "" {
		places[extcap.Program] = place
	}
	for _, name := range profileNames() {
		places[name] = filepath.Join(configuration, "profiles", profileName, filepath.Base(name))
	}
	return places, nil
}
