package extcap

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"github.com/cnwire/cnwire/record"
)

// Program is the name that the command has in Wireshark's folder.
const Program = "cnwire-extcap"

const (
	interfaceName = "cnwire"
	display       = "Linux connector: process events"
	page          = "https://github.com/cnwire/cnwire#use-it-from-wireshark"
	linkType      = "253" // LINKTYPE_NETLINK, which is DLT_NETLINK
)

// usage is for who calls it without Wireshark.
const usage = `This is cnwire as Wireshark and tshark call it, to capture the Linux connector:
    tshark -i cnwire
    tshark -i cnwire -f exec,exit -o extcap.cnwire.who:exe
--extcap-interfaces lists the interface, --extcap-interface cnwire --extcap-config its options.
To record without Wireshark: cnwire record.
`

// Called reports whether the command was called by the name of this program.
func Called(command string) bool {
	return strings.TrimSuffix(filepath.Base(command), ".exe") == Program
}

// program answers one question.
type program struct {
	version        string
	system         string // GOOS
	out, complaint io.Writer
}

// Run answers the question of a command line, of its arguments without the name,
// on standard output, and returns the exit status: 0 for an answer or a capture
// that ended well, 1 for an error, which is said on standard error, and 2 for a
// command line that is none. version is that of the command.
func Run(args []string, version string) int {
	// While it captures, signals end it, each as the first: Ctrl-C reaches us from
	// the terminal, and again from Wireshark.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	p := &program{version: version, system: runtime.GOOS, out: os.Stdout, complaint: os.Stderr}
	return p.run(ctx, args)
}

func (p *program) run(ctx context.Context, args []string) int {
	c, err := parse(args)
	if err != nil {
		p.complain(err)
		return 2
	}
	if err := p.answer(ctx, c); err != nil {
		p.complain(err)
		return 1
	}
	return 0
}

func (p *program) complain(what any) { fmt.Fprintf(p.complaint, "cnwire: %v\n", what) }

func (p *program) say(text string) error {
	_, err := io.WriteString(p.out, text)
	return err
}

// answer answers one question.
func (p *program) answer(ctx context.Context, c *call) error {
	switch {
	case c.interfaces:
		return p.say(p.interfaces())
	case c.help:
		return p.say(usage)
	case p.system != "linux":
		return record.ErrNotLinux
	case !c.dlts && !c.config && !c.capture && c.filter == nil:
		return errors.New("Wireshark calls this program; cnwire record records without it")
	case c.name != interfaceName:
		return fmt.Errorf("%q is no interface: --extcap-interface %s", c.name, interfaceName)
	case c.dlts:
		return p.say(sentence("dlt", "number", linkType, "name", "NETLINK", "display", "Linux netlink"))
	case c.config:
		text, err := config(c.reload)
		if err != nil {
			return err
		}
		return p.say(text)
	case c.capture:
		return p.capture(ctx, c)
	}
	// The first line of an answer is what is wrong with the filter.
	if _, err := parseFilter(*c.filter); err != nil && *c.filter != "" {
		return p.say(err.Error() + "\n")
	}
	return nil
}

// interfaces lists what can be captured here.
func (p *program) interfaces() string {
	text := sentence("extcap", "version", strings.TrimPrefix(p.version, "cnwire "), "help", page)
	if p.system == "linux" {
		text += sentence("interface", "value", interfaceName, "display", display)
	}
	return text
}

// config lists the options, or the values of one of them, without its --.
func config(reload string) (string, error) {
	var b strings.Builder
	for i, o := range options {
		switch {
		case reload == "":
			b.WriteString(o.sentences(i))
		case "--"+reload == o.call && o.values != nil:
			return o.valueSentences(i), nil
		}
	}
	if reload != "" {
		return "", fmt.Errorf("--extcap-reload-option: %q is no option with values to choose from", reload)
	}
	return b.String(), nil
}
