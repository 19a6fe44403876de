package exam

import "fmt"

// The lengths of the messages of id 9:1.
const (
	kvpSize = 7432
	kvpOld  = 2580
	kvpKu   = 2564
)

// hyperV makes the datagrams of ids 9:1 and 10:1, whose structs are told apart by
// lengths and by the first four bytes.
func (l encoding) hyperV() {
	kvp := func(name string, size int, b []byte, why string) {
		l.hyperVOne(9, "kvp/"+name, append(b, make([]byte, max(size-len(b), 0))...)[:size], why)
	}
	with := func(operation uint64) set { return set{"operation": operation, "pool": 2} }
	kvp("ku", kvpKu, l.of("hv_ku_msg", set{"index": 5}), "The message of kernels up to 3.2: cn_msg.seq says what it is.")
	kvp("ku-less", kvpKu-1, l.of("hv_ku_msg", nil), "One byte less than that: bytes.")
	kvp("set", kvpOld, l.of("hv_kvp_msg_value", set{"operation": 1, "pool": 2, "value_type": 1, "key_size": 7, "value_size": 9}), "A key and its value, in the form up to 3.6: four bytes are behind them.")
	kvp("get-external", kvpOld, l.of("hv_kvp_msg_value", nil), "Four zeros of the form up to 3.6 are GET of the first pool, as answers say there what they answer.")
	kvp("delete", kvpOld, l.of("hv_kvp_msg_delete", set{"operation": 2, "pool": 2, "key_size": 7}), "A key alone.")
	kvp("enumerate", kvpOld, l.of("hv_kvp_msg_enumerate", set{"operation": 3, "pool": 2, "index": 5}), "A number before the key and its value: all of the form up to 3.6.")
	kvp("less", kvpOld-1, l.of("hv_kvp_msg", with(3)), "One byte less than any message has: bytes.")
	kvp("register", kvpOld, l.of("hv_kvp_msg_register", set{"operation": 4}), "4 registers in the form up to 3.6.")
	kvp("register1", kvpOld+1, l.of("hv_kvp_msg_register", set{"operation": 100}), "100 registers in any form.")
	kvp("unknown", kvpOld, l.of("hv_kvp_msg", with(6)), "An operation that nobody knows has a head, and bytes behind it.")
	kvp("ip-old", kvpOld, l.of("hv_kvp_msg", with(5)), "Addresses need more room than the form up to 3.6 has.")
	kvp("ip", kvpSize, l.of("hv_kvp_msg_ip", set{"operation": 4, "addr_family": 2, "dhcp_enabled": 1}), "4 asks for addresses in the form since 3.7.")
	kvp("done", kvpSize, l.of("hv_kvp_msg_error", nil), "Four zeros of the form since 3.7 are the answer that it is done.")
	kvp("failed", kvpSize, l.of("hv_kvp_msg_error", set{"error": 0x80070103}), "A number from 0x80000000 on is a status, though its first byte is that of an operation.")

	vss := func(name string, b []byte, why string) { l.hyperVOne(10, "vss/"+name, b, why) }
	for _, u := range []struct {
		name      string
		operation uint64
	}{{"freeze", 5}, {"register", 128}, {"register1", 129}} {
		vss(u.name, l.of("hv_vss_msg", set{"operation": u.operation, "flags": 3}), "What is to be done, or that the program is there.")
	}
	vss("done", l.of("hv_vss_msg_error", set{"flags": 3}), "Four zeros are the answer that it is done.")
	vss("failed", l.of("hv_vss_msg_error", set{"error": 0x80004005, "flags": 3}), "A number from 0x80000000 on is a status.")
	vss("registered", l.of("hv_vss_registered", set{"operation": 129}), "Four bytes are the driver's answer to REGISTER1.")
	vss("behind", append(l.of("hv_vss_msg", set{"operation": 6}), 1, 2, 3), "What is behind the struct is the message's.")
	vss("less", l.of("hv_vss_msg", set{"operation": 5})[:11], "One byte less than the struct has: bytes.")
}

func (l encoding) hyperVOne(idx uint64, name string, data []byte, why string) {
	a := about{name: fmt.Sprintf("users/%s", name), accepts: []string{"R9"}, flags: []string{"users"}, why: why}
	l.datagram(l.o, l.exact(nil, set{"id.idx": idx}, data), "ok", a)
}
