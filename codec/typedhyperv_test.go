package codec_test

import "github.com/cnwire/cnwire/codec"

// kvp decodes a message of Hyper-V's key-value pairs.
func (u *typed) kvp(b []byte) {
	status := uint32(1)
	if len(b) >= 7432 {
		status = u.order.Uint32(b)
	}
	switch n := len(b); {
	case n == 2564:
		u.starts(codec.StructHvKuMsg, new(codec.HvKuMsg), b)
	case n < 2580:
		u.add(codec.RawData, b)
	case status == 0 || status >= 1<<31:
		u.starts(codec.StructHvKvpError, new(codec.HvKvpError), b)
	case b[0] == 100, b[0] == 4 && n == 2580:
		u.starts(codec.StructHvKvpRegister, new(codec.HvKvpRegister), b)
	case b[0] < 2:
		u.starts(codec.StructHvKvpValue, new(codec.HvKvpValue), b)
	case b[0] == 2:
		u.starts(codec.StructHvKvpDelete, new(codec.HvKvpDelete), b)
	case b[0] == 3:
		u.starts(codec.StructHvKvpEnumerate, new(codec.HvKvpEnumerate), b)
	case b[0] < 6 && n >= 7432:
		u.starts(codec.StructHvKvpIP, new(codec.HvKvpIP), b)
	default:
		u.starts(codec.StructHvKvpMsg, new(codec.HvKvpMsg), b)
	}
}

// vss decodes a message of Hyper-V's snapshots.
func (u *typed) vss(b []byte) {
	switch n := len(b); {
	case n == 4:
		u.starts(codec.StructHvVssRegistered, new(codec.HvVssRegistered), b)
	case n < 12:
		u.add(codec.RawData, b)
	case (b[0]>>1 != 64 || b[3] != 0) && (u.order.Uint32(b) == 0 || u.order.Uint32(b) >= 1<<31):
		u.starts(codec.StructHvVssError, new(codec.HvVssError), b)
	default:
		u.starts(codec.StructHvVssMsg, new(codec.HvVssMsg), b)
	}
}

// starts adds a struct that b starts with, and what is behind it.
func (u *typed) starts(s codec.Struct, v wire, b []byte) {
	n, err := v.Decode(u.order, b)
	u.fail(err)
	u.add(s, v.Append(u.order, nil))
	u.add(codec.RawData, b[n:])
}
