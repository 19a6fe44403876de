package record

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/pcap/comment"
)

// Host is the machine that is recorded.
type Host struct {
	Name string
	ID   string // as record/COMMENTS.md has it; empty where the machine has no id
	Boot string // which boot of it; empty where the kernel does not say

	kernel kernelInfo
	start  clocks
}

// thisHost asks the machine who it is.
func thisHost(start clocks) Host {
	k := uname()
	h := Host{Name: k.host, kernel: k, start: start}
	for _, file := range []string{"/etc/machine-id", "/var/lib/dbus/machine-id"} {
		if text, err := os.ReadFile(file); err == nil {
			if h.ID = hostID(string(text)); h.ID != "" {
				break
			}
		}
	}
	h.Boot = thisBoot()
	return h
}

// thisBoot is which boot of the machine it is; empty where the kernel does not say.
func thisBoot() string {
	text, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// hostID makes of a machine id, which machine-id(5) wants kept from others, one
// that says as well which machine it is. It is empty for a text that is none.
func hostID(machine string) string {
	key, err := hex.DecodeString(strings.TrimSpace(machine))
	if err != nil || len(key) != 16 {
		return ""
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("cnwire"))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// line is the line that says whose packets these are.
func (h *Host) line(o *Options) string {
	l := comment.Line{Kind: "host"}
	add := func(key, value string) {
		if value != "" {
			l.Add(key, value)
		}
	}
	add("name", h.Name)
	add("id", h.ID)
	add("boot", h.Boot)
	add("source", o.source())
	add("order", codec.NativeOrder.String())
	o.subscription(&l)
	add("filter", o.filter())
	h.start.words(&l)
	return l.String()
}

// source is what packets are taken from.
func (o *Options) source() string {
	switch {
	case o.Nlmon:
		return "nlmon"
	case o.Tap:
		return "tap"
	}
	return "socket"
}

// filter says in words what else keeps events away.
func (o *Options) filter() string {
	var words []string
	if o.Events != 0 && !hasMasks() && !o.Tap {
		words = append(words, "the socket's own filter keeps away what mask has not")
	}
	if o.mask() != o.Events || o.Tap && o.Events != 0 {
		words = append(words, "only "+names(o.Events))
	}
	if o.onlyAnswers() {
		words = append(words, "only answers to requests")
	}
	if o.Follow != 0 {
		who := fmt.Sprintf("only process %d", o.Follow)
		if o.Descendants {
			who += " and what descends from it"
		}
		words = append(words, who)
	}
	return strings.Join(words, "; ")
}

// Interface describes the socket. What says which host it is stands in the
// description too: tools that join captures take interfaces for one that do not
// differ there.
func (h *Host) Interface(o *Options) *pcap.Interface {
	about := "connector " + o.source() + " of " + h.Name
	if h.ID != "" {
		about += ", id " + h.ID
	}
	if h.Boot != "" {
		about += ", boot " + h.Boot
	}
	return &pcap.Interface{
		LinkType: pcap.LinkTypeNetlink, SnapLen: pcap.MaxSnapLen, Resolution: pcap.Nanoseconds,
		Name: "connector " + o.source(), Description: about + ", " + o.subscribed(), OS: h.system(), Hardware: h.kernel.machine,
		Comments: []string{h.line(o)},
	}
}

// Section describes the machine and the program that recorded.
func (h *Host) Section(application string) *pcap.Section {
	return &pcap.Section{Hardware: h.kernel.machine, OS: h.system(), Application: application}
}

func (h *Host) system() string { return h.kernel.system + " " + h.kernel.release }
