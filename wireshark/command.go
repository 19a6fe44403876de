package wireshark

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Command is cnwire wireshark: its subcommands and their flags, with the tags of
// the command line.
type Command struct {
	Install   installCmd   `cmd:"" help:"Put plugin, profile and a program that captures where Wireshark looks for them."`
	Uninstall uninstallCmd `cmd:"" help:"Take them away again."`
	Path      pathCmd      `cmd:"" help:"Say where they stand, or would."`
	Status    statusCmd    `cmd:"" help:"Say which of them are there, and which Wireshark."`
}

// where chooses a Wireshark.
type where struct {
	Global bool   `help:"For all users of the machine, and not for this one."`
	Tshark string `default:"tshark" placeholder:"PATH" help:"The tshark to ask for its folders."`
}

func (w *where) ask() (*Wireshark, error) { return Ask(w.Tshark, w.Global) }

type (
	installCmd   struct{ where }
	uninstallCmd struct{ where }
	pathCmd      struct{ where }
	statusCmd    struct{ where }
)

// Run installs.
func (c *installCmd) Run() error {
	w, err := c.ask()
	if err != nil {
		return err
	}
	if why := w.TooOld(); why != "" {
		return fmt.Errorf("%s; nothing is installed", why)
	}
	list, err := w.Install()
	if errors.Is(err, fs.ErrPermission) && c.Global {
		return fmt.Errorf("%w: these folders are root's, so run it as root", err)
	}
	if err != nil {
		return err
	}
	for _, s := range list {
		fmt.Println("installed", s.Place)
	}
	fmt.Printf("Wireshark %s shows the connector from its next start on; its profile is called %s.\n", w.Version, profileName)
	if why := w.NoProgram(); why != "" {
		fmt.Println(why)
	} else {
		fmt.Println("It captures the connector too, as the interface cnwire, by a copy of this program: install again after an upgrade.")
	}
	rootless()
	return nil
}

// rootless says what root has to know.
func rootless() {
	if os.Getuid() == 0 {
		fmt.Println("Run as root, Wireshark and tshark may load no plugins: be another user, or give tshark -X lua_script:FILE.")
	}
}

// Run takes away.
func (c *uninstallCmd) Run() error {
	w, err := c.ask()
	if err != nil {
		return err
	}
	gone, kept, err := w.Uninstall()
	for _, s := range gone {
		fmt.Println("removed", s.Place)
	}
	for _, s := range kept {
		fmt.Println("kept", s.Place+":", s.Said)
	}
	if err == nil && len(gone)+len(kept) == 0 {
		fmt.Println("Nothing of ours was there.")
	}
	return err
}

// Run prints the places.
func (c *pathCmd) Run() error {
	w, err := c.ask()
	if err != nil {
		return err
	}
	list, err := w.States()
	for _, s := range list {
		fmt.Println(s.Place)
	}
	return err
}

// Run prints the states.
func (c *statusCmd) Run() error {
	w, err := c.ask()
	if err != nil {
		return err
	}
	if why := w.TooOld(); why != "" {
		fmt.Println(why)
	} else {
		fmt.Printf("Wireshark %s is new enough.\n", w.Version)
	}
	list, err := w.States()
	for _, s := range list {
		fmt.Printf("%s: %s\n", s.Place, s.Said)
	}
	if why := w.NoProgram(); why != "" {
		fmt.Println(why)
	}
	return err
}
