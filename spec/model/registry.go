package model

import (
	"fmt"
	"strings"
)

// ID is struct cb_id: who a message is for, or from.
type ID struct{ Idx, Val uint32 }

// Message is what a callback is given: a message that passed all checks.
type Message struct {
	ID       ID
	Seq, Ack uint32
	Len      uint16
	Flags    uint16
	Data     []byte  // Len bytes
	Sender   *Socket // nil where the generation does not tell the callback (R33)

	ignored Drop
}

// Callback is what a user of the connector has registered. It may call
// Kernel.Transmit.
type Callback func(*Message)

// user is an entry of the registry.
type user struct {
	id       ID
	name     string
	callback Callback
}

// group returns the group that goes with the id, the idx itself (R34). It may be
// one that nobody can join.
func (u *user) group() uint32 { return u.id.Idx }

// Add registers a callback. An id that is registered is refused with EINVAL, and
// the old callback stays (R33). The deliveries are those of the notifier.
func (k *Kernel) Add(id ID, name string, c Callback) ([]Delivery, Errno) {
	if k.user(id) != nil {
		return nil, EINVAL
	}
	k.users = append(k.users, &user{id, name, c})
	return k.recorded(func() { k.notify(id, registered) }), 0
}

// Delete removes a callback, if there is one with this id; the notifier tells of
// it in either case. Afterwards no message is delivered to it.
func (k *Kernel) Delete(id ID) []Delivery {
	for i, u := range k.users {
		if u.id == id {
			k.users = append(k.users[:i:i], k.users[i+1:]...)
			break
		}
	}
	return k.recorded(func() { k.notify(id, unregistered) })
}

// user returns the entry with both numbers of the id, or nil.
func (k *Kernel) user(id ID) *user {
	for _, u := range k.users {
		if u.id == id {
			return u
		}
	}
	return nil
}

// Registered returns what /proc/net/connector holds (2.6.26).
func (k *Kernel) Registered() string {
	var b strings.Builder
	b.WriteString("Name            ID\n")
	for _, u := range k.users {
		fmt.Fprintf(&b, "%-15s %d:%d\n", u.name, u.id.Idx, u.id.Val)
	}
	return b.String()
}
