package record

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap/comment"
	"github.com/cnwire/cnwire/record/request"
)

// maxGroup is the last group of the connector: netlink makes 32 of whatever a
// family asks for that is less, net/netlink/af_netlink.c:__netlink_kernel_create (R40).
const maxGroup = 32

// Join says that another user's messages are recorded: those to its group, which is
// the idx of its id, as drivers/connector/cn_queue.c:cn_queue_add_callback gives it, or
// the group that is named. id is "IDX:VAL" or empty, group 0 for none. Nothing is
// asked for then. An error says what is wrong with id.
func (o *Options) Join(id string, group uint32) (err error) {
	if id != "" {
		if o.ID, err = request.ParseID(id); err != nil {
			return err
		}
		if o.ID.IsProc() && group == 0 {
			return errors.New("1:1 are process events, which are recorded without it; --group 1 joins their group and asks for nothing")
		}
	}
	o.Group = group
	return nil
}

// Passive reports whether a group is joined and nothing asked for.
func (o *Options) Passive() bool { return o.exchange || o.Group != 0 || o.ID != codec.CbID{} }

// onlyAnswers reports whether a filter of the socket keeps events away.
func (o *Options) onlyAnswers() bool { return o.exchange && o.group() == codec.CnIdxProc }

// join leaves away what is of process events, where nothing is asked for.
func (o *Options) join() error {
	if !o.Passive() {
		return nil
	}
	*o = Options{Buffer: o.Buffer, ID: o.ID, Group: o.Group}
	if o.group() == 0 {
		return fmt.Errorf("record: there is no group 0: the connector has the groups 1 to %d", maxGroup)
	}
	return nil
}

// group is the group to join; 0 is none.
func (o *Options) group() uint32 {
	switch {
	case o.exchange && o.ID.Idx > maxGroup:
		return 0 // the answers can come to the socket alone
	case o.Group != 0:
		return o.Group
	case o.exchange || o.ID != codec.CbID{}:
		return o.ID.Idx
	}
	return codec.CnIdxProc
}

// subscription adds to a line what the socket was subscribed to: a group that it was
// in, or the events that it had asked for.
func (o *Options) subscription(l *comment.Line) {
	switch {
	case o.Tap: // it saw all that the kernel made
	case o.Passive():
		l.Add("group", strconv.FormatUint(uint64(o.group()), 10))
	case o.Events == 0:
		l.Add("mask", "all")
	default:
		l.Add("mask", fmt.Sprintf("0x%x", uint32(o.mask())))
	}
}

// subscribed says the same in words.
func (o *Options) subscribed() string {
	switch {
	case o.Nlmon:
		return "all frames"
	case o.Tap && o.Listen:
		return "all messages"
	case o.Tap:
		return "all messages, nothing was asked for"
	case o.exchange:
		return fmt.Sprintf("a request to %d:%d and its answers", o.ID.Idx, o.ID.Val)
	case o.Passive():
		return fmt.Sprintf("group %d, nothing was asked for", o.group())
	}
	return EventNames(o.Events)
}
