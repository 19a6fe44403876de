package scenario

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// Line is one line of a scenario's log, with every key that any line may have.
// testdata/corpus/README.md explains them.
type Line struct {
	At        int64    `json:"at"` // CLOCK_MONOTONIC, ns
	Do        string   `json:"do"`
	Sock      string   `json:"sock"`
	Port      uint32   `json:"port"`
	UID       int      `json:"uid"`
	Caps      []string `json:"caps"`
	UserNS    string   `json:"user_ns"`
	PIDNS     string   `json:"pid_ns"`
	NetNS     string   `json:"net_ns"`
	RcvBuf    int      `json:"rcvbuf"`
	Group     int      `json:"group"`
	How       string   `json:"how"`
	Mask      uint32   `json:"mask"`
	DstPort   uint32   `json:"dst_port"`
	DstGroups uint32   `json:"dst_groups"`
	Hex       string   `json:"hex"`
	Errno     int      `json:"errno"`
	Error     string   `json:"error"`
	Name      string   `json:"name"`
	Number    int64    `json:"number"`
}

// The lines that are written, each with the keys that it always has.
type (
	SocketLine struct {
		At     int64    `json:"at"`
		Do     string   `json:"do"`
		Sock   string   `json:"sock"`
		Port   uint32   `json:"port"`
		UID    int      `json:"uid"`
		Caps   []string `json:"caps"`
		UserNS string   `json:"user_ns"`
		PIDNS  string   `json:"pid_ns"`
		NetNS  string   `json:"net_ns"`
		RcvBuf int      `json:"rcvbuf"`
	}
	GroupLine struct {
		At    int64  `json:"at"`
		Do    string `json:"do"` // join or leave
		Sock  string `json:"sock"`
		Group int    `json:"group"`
		Errno int    `json:"errno"`
	}
	BindLine struct {
		At    int64  `json:"at"`
		Do    string `json:"do"` // join
		Sock  string `json:"sock"`
		How   string `json:"how"` // bind
		Mask  uint32 `json:"mask"`
		Errno int    `json:"errno"`
	}
	SendLine struct {
		At        int64  `json:"at"`
		Do        string `json:"do"`
		Sock      string `json:"sock"`
		DstPort   uint32 `json:"dst_port"`
		DstGroups uint32 `json:"dst_groups"`
		Hex       string `json:"hex"`
		Errno     int    `json:"errno"`
	}
	RecvLine struct {
		At    int64  `json:"at"`
		Do    string `json:"do"`
		Sock  string `json:"sock"`
		Errno int    `json:"errno"`
		Error string `json:"error"`
	}
	CloseLine struct {
		At   int64  `json:"at"`
		Do   string `json:"do"`
		Sock string `json:"sock"`
	}
	FactLine struct {
		At     int64  `json:"at"`
		Do     string `json:"do"`
		Name   string `json:"name"`
		Number int64  `json:"number"`
	}
)

// kinds are what "do" may be.
var kinds = []string{"socket", "join", "leave", "send", "recv", "close", "fact"}

// ParseLog reads a log. A line that is no JSON, or has a key or a kind that the
// format does not have, is an error.
func ParseLog(b []byte) ([]Line, error) {
	var lines []Line
	s := bufio.NewScanner(bytes.NewReader(b))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var l Line
		d := json.NewDecoder(bytes.NewReader(s.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(&l); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(lines)+1, err)
		}
		if !slices.Contains(kinds, l.Do) {
			return nil, fmt.Errorf("line %d: do is %q", len(lines)+1, l.Do)
		}
		if _, err := hex.DecodeString(l.Hex); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(lines)+1, err)
		}
		lines = append(lines, l)
	}
	return lines, s.Err()
}

// Bytes returns what a send line sent.
func (l Line) Bytes() []byte {
	b, _ := hex.DecodeString(l.Hex) // ParseLog has looked
	return b
}
