package main

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cnwire/cnwire/spec"
)

// Headers with what the table knows, and where something can be put in by name.
const (
	processes = `
#ifndef _CN_PROC_H
#define _CN_PROC_H
#include <linux/types.h>
enum proc_cn_mcast_op { PROC_CN_MCAST_LISTEN = 1, PROC_CN_MCAST_IGNORE = 2 /*op*/ };
#define PROC_EVENT_ALL (PROC_EVENT_FORK | \
	PROC_EVENT_EXIT)
enum proc_cn_event {
	PROC_EVENT_NONE = 0x00000000, // and "next" would be
	PROC_EVENT_FORK = 0x00000001,
	/*event*/
	PROC_EVENT_EXIT = 0x80000000
};
static inline enum proc_cn_event valid_event(enum proc_cn_event ev)
{
	if (ev) { return ev; }
	return ev;
}
struct proc_event {
	enum proc_cn_event what;
	__u32 cpu;
	__u64 __attribute__((aligned(8))) timestamp_ns;
	union {
		struct {
			__u32 err; /*ack*/
		} ack;
		struct exit_proc_event {
			__kernel_pid_t process_pid;
			__kernel_pid_t process_tgid;
			__u32 exit_code, exit_signal /*exit*/;
		} exit;
		struct id_proc_event {
			union { __u32 ruid; __u32 rgid; /*id*/ } r;
		} id;
		/*arm*/
	} event_data;
};
#endif`
	connector = `
#define CN_IDX_PROC 0x1
#define CN_VAL_PROC 0x1
#define CN_W1_IDX 0x3 /* w1 */
#define CN_W1_VAL 0x1
/*id*/
#define CN_NETLINK_USERS 11
#define CONNECTOR_MAX_MSG_SIZE 16384
struct cn_msg {
	struct cb_id id;
	__u32 seq; __u32 ack;
	__u16 len, flags;
	__u8 data[];
};`
	netlink = "struct nlmsghdr { __u32 nlmsg_len; }; struct sockaddr_nl { int nl_family; };\n"
)

// TestNews puts one thing at a time into headers that hold nothing new.
func TestNews(t *testing.T) {
	for _, c := range []struct{ name, mark, put, want string }{
		{"nothing", "", "", ""},
		{"event", "/*event*/", "PROC_EVENT_CGROUP = 0x400,", "linux/cn_proc.h: PROC_EVENT_CGROUP (0x400): the table has no value of this name"},
		{"event without a number", "/*event*/", "PROC_EVENT_CGROUP,", "linux/cn_proc.h: PROC_EVENT_CGROUP (0x2): the table has no value of this name"},
		{"event that is calculated", "/*event*/", "PROC_EVENT_CGROUP = 1 << 10,", "linux/cn_proc.h: PROC_EVENT_CGROUP: the table has no value of this name"},
		{"event renumbered", "PROC_EVENT_FORK = 0x00000001", "PROC_EVENT_FORK = 2", "linux/cn_proc.h: PROC_EVENT_FORK is 0x2, and the table has 0x1"},
		{"operation", "/*op*/", ", PROC_CN_MCAST_MUTE = 3", "linux/cn_proc.h: PROC_CN_MCAST_MUTE (0x3): the table has no value of this name"},
		{"field", "/*exit*/", ", exit_time[2]", "linux/cn_proc.h: struct exit_proc_event: the table has no field exit_time"},
		{"field of an arm without a tag", "/*ack*/", "__u32 hint;", "linux/cn_proc.h: struct proc_event: the table has no field event_data.ack.hint"},
		{"field of a union within", "/*id*/", "__u32 rfsid;", "linux/cn_proc.h: struct id_proc_event: the table has no field r.rfsid"},
		{"field without a name around it", "/*ack*/", "struct { __u32 hint : 4; };", "linux/cn_proc.h: struct proc_event: the table has no field event_data.ack.hint"},
		{"arm", "/*arm*/", "struct cgroup_proc_event { __kernel_pid_t process_pid; __u64 id; } cgroup;",
			"linux/cn_proc.h: struct cgroup_proc_event: the table has no row for it (members process_pid, id)"},
		{"arm of a struct that is there", "/*arm*/", "struct exit_proc_event vfork;", "linux/cn_proc.h: struct proc_event: the table has no field event_data.vfork"},
		{"id", "/*id*/", "#define CN_IDX_NEW 0xB\n#define CN_VAL_NEW 0x1\n",
			"linux/connector.h: CN_IDX_NEW (0xb): the table has no value of this name\nlinux/connector.h: CN_VAL_NEW: the table has no user 11:1"},
		{"val", "/*id*/", "#define CN_VAL_W1_MORE 2\n", "linux/connector.h: CN_VAL_W1_MORE: the table has no user 3:2"},
		{"number", "/*id*/", "#define CN_FLAGS_NEW 1\n", "linux/connector.h: CN_FLAGS_NEW (0x1): the table has no value of this name"},
		{"users", "CN_NETLINK_USERS 11", "CN_NETLINK_USERS 12", "linux/connector.h: CN_NETLINK_USERS is 12, and the rules have 11"},
		{"flags", "flags;", "flags; __u32 more;", "linux/connector.h: struct cn_msg: the table has no field more"},
		{"another's field", "nlmsg_len;", "nlmsg_len; __u32 nlmsg_more;", "linux/netlink.h: struct nlmsghdr: the table has no field nlmsg_more"},
	} {
		put := func(text string) *fstest.MapFile {
			return &fstest.MapFile{Data: []byte(strings.Replace(text, c.mark, c.put, min(1, len(c.mark))))}
		}
		folder := fstest.MapFS{"linux/cn_proc.h": put(processes), "linux/connector.h": put(connector), "linux/netlink.h": put(netlink)}
		if c.mark != "" && !strings.Contains(processes+connector+netlink, c.mark) {
			t.Errorf("%s: no %s in the headers", c.name, c.mark)
		}
		if strings.Contains(processes, c.mark) && strings.Contains(connector, c.mark) && c.mark != "" { // one header at a time
			delete(folder, "linux/connector.h")
			if strings.Contains(c.put, "#define") {
				folder["linux/cn_proc.h"], folder["linux/connector.h"] = &fstest.MapFile{Data: []byte(processes)}, put(connector)
			} else {
				folder["linux/connector.h"] = &fstest.MapFile{Data: []byte(connector)}
			}
		}
		news, err := read(spec.Default(), folder)
		news = slices.DeleteFunc(news, func(line string) bool { return strings.HasSuffix(line, "the table has structs of it") }) // of other users
		if got := strings.Join(news, "\n"); err != nil || got != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, got, c.want)
		}
	}
}

// TestUsers: who talks over the connector is found by what only they write, in headers
// that the table does not name.
func TestUsers(t *testing.T) {
	folder := fstest.MapFS{
		"linux/connector.h":  {Data: []byte(connector)},
		"linux/new.h":        {Data: []byte("#include <linux/connector.h>\n")},
		"misc/other.h":       {Data: []byte("int send(struct  cn_msg *m);\n")},
		"misc/third.h":       {Data: []byte("#define N CN_THIRD_IDX\n")},
		"linux/disconnect.h": {Data: []byte("struct drm_connector { int cn_msg; }; int LCN_IDX_;\n")},
		"linux/new.c":        {Data: []byte("#include <linux/connector.h>\n")},
	}
	news, err := users(spec.Default(), folder)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, line := range news {
		name, _, _ := strings.Cut(line, ": ")
		found = append(found, name)
	}
	if want := []string{"linux/new.h", "misc/other.h", "misc/third.h"}; !slices.Equal(found, want) {
		t.Errorf("%q, want %q", found, want)
	}
}

// TestLacks: a header that the table has structs of, and the headers have not.
func TestLacks(t *testing.T) {
	news, err := read(spec.Default(), fstest.MapFS{"linux/cn_proc.h": {Data: []byte(processes)}})
	if err != nil || !slices.Contains(news, "linux/connector.h: the headers lack it, and the table has structs of it") {
		t.Errorf("%q, %v", news, err)
	}
}
