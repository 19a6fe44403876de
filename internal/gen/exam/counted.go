package exam

import "fmt"

// counted makes the datagrams of users whose struct counts the bytes behind it.
func (l encoding) counted() {
	for _, u := range []struct {
		name, field string
		idx         uint64
	}{{"dm_ulog_request", "data_size", 7}, {"uvesafb_task", "buf_len", 4}} {
		for _, c := range []struct {
			name        string
			count, have uint64
			rest        int // bytes less than the struct has
			why         string
		}{
			{"none", 0, 0, 0, "Nothing is counted and nothing there."},
			{"exact", 8, 8, 0, "As many bytes as are counted."},
			{"more", 3, 8, 0, "More bytes than are counted: the others are the message's."},
			{"fewer", 8, 3, 0, "Fewer bytes than are counted: all of them."},
			{"negative", 0xffffffff, 5, 0, "A count that is less than nothing, or more than there ever is: all bytes."},
			{"short", 0, 0, 1, "One byte less than the struct has: bytes."},
		} {
			data := l.of(u.name, set{u.field: c.count})
			for i := range c.have {
				data = append(data, byte(0xa0+i))
			}
			a := about{name: fmt.Sprintf("users/%s/%s", u.name, c.name), accepts: []string{"R9"}, flags: []string{"users"}, why: c.why}
			l.datagram(l.o, l.exact(nil, set{"id.idx": u.idx}, data[:len(data)-c.rest]), "ok", a)
		}
	}
}
