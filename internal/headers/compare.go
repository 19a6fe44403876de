package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// numbers are those of the headers that the rules of the specification rest on, and
// that are in no table (include/uapi/linux/connector.h).
var numbers = map[string]uint64{
	"CN_NETLINK_USERS":       11,    // how high idx goes, less one: R34
	"CONNECTOR_MAX_MSG_SIZE": 16384, // R35

	// spec/users.md, include/uapi/linux/dm-log-userspace.h
	"DM_ULOG_REQUEST_MASK":    0xff,
	"DM_ULOG_REQUEST_VERSION": 3, // the highest that dm_ulog_request.version has
}

// nested are structs that the table has as a member of other ones: as which, of which.
var nested = map[string]string{
	"v86_regs": "uvesafb_task regs",

	// include/uapi/linux/hyperv.h, what the members of hv_kvp_msg and hv_vss_msg are
	"hv_vss_hdr":             "hv_vss_msg vss_hdr",
	"hv_vss_check_feature":   "hv_vss_msg vss_cf",
	"hv_kvp_hdr":             "hv_kvp_msg kvp_hdr",
	"hv_kvp_exchg_msg_value": "hv_kvp_msg body.kvp_enum_data.data",
	"hv_kvp_msg_enumerate":   "hv_kvp_msg body.kvp_enum_data",
	"hv_kvp_msg_get":         "hv_kvp_msg body.kvp_get",
	"hv_kvp_msg_delete":      "hv_kvp_msg body.kvp_delete",
	"hv_kvp_register":        "hv_kvp_msg body.kvp_register",
	"hv_kvp_ipaddr_value":    "hv_kvp_msg body.kvp_ip_val",
}

// beside are structs, members and numbers that are known, and in no table for a reason:
// data that the table has as bytes, members of a union that are laid out as another one,
// and what its headers have for other channels.
var beside = []string{
	// what a uvesafb_task's buffer may hold (include/uapi/video/uvesafb.h)
	"vbe_ib", "VBE_CAP_CAN_SWITCH_DAC", "VBE_CAP_VGACOMPAT",

	// include/uapi/linux/hyperv.h: other names of the same bytes, as vss_cf, body.kvp_get,
	// value and hv_kvp_msg itself; of reserved the table has reserved[2]
	"hv_vss_check_dm_info", "hv_vss_msg.dm_info", "hv_kvp_msg_set", "hv_kvp_msg.body.kvp_set", "hv_kvp_ip_msg",
	"hv_kvp_exchg_msg_value.value_u32", "hv_kvp_exchg_msg_value.value_u64", "hv_vss_hdr.reserved",
	// file copies, which go over a character device
	"hv_fcopy_hdr", "hv_start_fcopy", "hv_do_fcopy", "START_FILE_COPY", "WRITE_TO_FILE", "COMPLETE_FCOPY", "CANCEL_FCOPY",
	"FCOPY_VERSION_0", "FCOPY_VERSION_1", "W_MAX_PATH", "OVER_WRITE", "CREATE_PATH",
	// what driver and hypervisor agree on, ends of lists, sizes; types of values, which are
	// numbers here; KVP_OP_GET_IP_INFO's old name
	"UTIL_FW_MINOR", "UTIL_WS2K8_FW_MAJOR", "UTIL_FW_MAJOR", "VSS_HBU_NO_AUTO_RECOVERY", "VSS_OP_COUNT", "KVP_OP_COUNT", "KVP_POOL_COUNT",
	"MAX_ADAPTER_ID_SIZE", "MAX_IP_ADDR_SIZE", "MAX_GATEWAY_SIZE", "REG_SZ", "REG_U32", "REG_U64", "KVP_OP_REGISTER",
}

var (
	idxMacro = regexp.MustCompile(`^CN_(IDX_\w+|\w+_IDX)$`)
	valMacro = regexp.MustCompile(`^CN_(VAL_\w+|\w+_VAL)$`)
)

// compare says what a header has that the table does not know. Of a header of the
// connector's own that is everything; of another one, what it adds to structs that
// the table has.
func compare(t *spec.Table, text string, own bool) (news []string) {
	macros, words := split(text)
	d := declare(words)
	for _, s := range d.structs {
		known := fieldsOf(t, s.tag)
		if known == nil {
			if own && !slices.Contains(beside, s.tag) {
				news = append(news, fmt.Sprintf("struct %s: the table has no row for it (members %s)", s.tag, strings.Join(s.members, ", ")))
			}
			continue
		}
		for _, m := range s.members {
			if !slices.Contains(beside, s.tag+"."+m) && !slices.ContainsFunc(known, func(f string) bool { return f == m || strings.HasPrefix(f, m+".") }) {
				news = append(news, fmt.Sprintf("struct %s: the table has no field %s", s.tag, m))
			}
		}
	}
	if !own {
		return news
	}
	for _, e := range d.enumerators {
		if slices.Contains(beside, e.name) {
			continue
		}
		news = append(news, constant(t, e.name, e.value, e.known)...)
	}
	return append(news, identifiers(t, macros)...)
}

// fieldsOf returns the paths of all that the table has of a C struct, in its own rows
// and in those of arms that begin with it, or nil.
func fieldsOf(t *spec.Table, tag string) (paths []string) {
	if in, member, ok := strings.Cut(nested[tag], " "); ok {
		for _, f := range fieldsOf(t, in) {
			if rest, ok := strings.CutPrefix(f, member+"."); ok {
				paths = append(paths, rest)
			}
		}
		return paths
	}
	for _, s := range t.Structs() {
		base, path, _ := strings.Cut(s.C, ".")
		if base != "struct "+tag && base != "union "+tag {
			continue
		}
		for _, f := range s.Fields {
			if f.C != "" {
				paths = append(paths, strings.Trim(path+"."+f.C, "."))
			}
		}
		paths = append(paths, tag) // not nil, and no member's name
	}
	return paths
}

// constant says what the table does not know of an enumerator.
func constant(t *spec.Table, name string, value uint64, known bool) []string {
	for _, set := range t.Sets() {
		if v, ok := t.Number(set, name); ok {
			if known && v != value {
				return []string{fmt.Sprintf("%s is %#x, and the table has %#x", name, value, v)}
			}
			return nil
		}
	}
	if !known {
		return []string{fmt.Sprintf("%s: the table has no value of this name", name)}
	}
	return []string{fmt.Sprintf("%s (%#x): the table has no value of this name", name, value)}
}

// identifiers says what the table does not know of macros that are numbers: an idx, a
// val, which belongs to the idx above it, or another one.
func identifiers(t *spec.Table, macros []macro) (news []string) {
	var idx uint64
	for _, m := range macros {
		n, err := strconv.ParseUint(m.value, 0, 64)
		want, one := numbers[m.name]
		switch {
		case err != nil: // an expression, or what guards the header
		case idxMacro.MatchString(m.name):
			idx = n
			news = append(news, constant(t, m.name, n, true)...)
		case valMacro.MatchString(m.name):
			if _, ok := t.User(uint32(idx), uint32(n)); !ok {
				news = append(news, fmt.Sprintf("%s: the table has no user %d:%d", m.name, idx, n))
			}
		case slices.Contains(beside, m.name):
		case !one:
			news = append(news, constant(t, m.name, n, true)...)
		case n != want:
			news = append(news, fmt.Sprintf("%s is %d, and the rules have %d", m.name, n, want))
		}
	}
	return news
}
