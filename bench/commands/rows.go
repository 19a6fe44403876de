package main

import (
	"fmt"
	"regexp"
)

// row is a line of the table: a command of ours, and what it is measured against.
type row struct {
	work, name string
	goal       string
	faster     bool // the goal is how many times faster ours is; else how many times as long it takes
	ours       string
	against    string
}

// The programs, as words: CNWIRE, CAP, GZ, ZST and LUA are files that lay makes.
const (
	netlink = "tshark -n -r CAP -T fields -e frame.number -e frame.time_epoch -e netlink.hdr_seq -e netlink.hdr_type -e netlink.hdr_pid"
	lua     = "tshark -n -X lua_script:LUA -r CAP -T fields -e frame.number -e frame.time_epoch -e cn.seq -e cn_proc.what -e cn_proc.pid"
	two     = "tshark -n -X lua_script:LUA -r CAP -T fields -e cn_proc.what -e cn_proc.pid"
	five    = "tshark -n -X lua_script:LUA -r CAP -T fields -e cn.seq -e cn_proc.what -e cn_proc.pid -e cn_proc.comm.comm -e cn_proc.exit.status"
	twenty  = five + " -e cn.idx -e cn.val -e cn.ack -e cn.len -e cn.flags -e cn_proc.cpu -e cn_proc.timestamp_ns -e cn_proc.tgid -e cn_proc.fork.parent_pid -e cn_proc.fork.parent_tgid" +
		" -e cn_proc.fork.child_pid -e cn_proc.fork.child_tgid -e cn_proc.exec.process_pid -e cn_proc.exit.process_pid -e cn_proc.exit.exit_code"
	fields = "CNWIRE read CAP -T fields -e frame.number -e frame.time_epoch -e cn.seq -e cn_proc.what -e cn_proc.pid"
	md5    = "md5sum CAP"
	ek     = "tshark -n -r CAP -T ek"
)

func rows() []row {
	return []row{
		{"read", "md5sum", "≤ 2 times", false, "CNWIRE read CAP", md5},
		{"-T fields, 5 fields", "tshark, 5 fields of netlink", "≥ 40 times faster", true, fields, netlink},
		{"-T fields, 5 fields", "tshark with cnwire.lua", "≥ 200 times faster", true, fields, lua},
		{"the plugin, 2 fields", "tshark, 5 fields of netlink", "≤ 3.5 times", false, two, netlink},
		{"the plugin, 5 fields", "tshark, 5 fields of netlink", "≤ 3.5 times", false, five, netlink},
		{"the plugin, 20 fields", "tshark, 5 fields of netlink", "≤ 3.5 times", false, twenty, netlink},
		{"-T jsonl", "tshark -T ek", "≥ 60 times faster", true, "CNWIRE read -T jsonl CAP", ek},
		{"-T ek", "tshark -T ek", "≥ 25 times faster", true, "CNWIRE read -T ek CAP", ek},
		{"-T json", "tshark -T json", "≥ 25 times faster", true, "CNWIRE read -T json CAP", "tshark -n -r CAP -T json"},
		{"stats", "md5sum", "≤ 1 times", false, "CNWIRE stats CAP", md5},
		{"ps", "md5sum", "≤ 1 times", false, "CNWIRE ps CAP", md5},
		{"info", "md5sum", "≤ 1 times", false, "CNWIRE info CAP", md5},
		{"-Y, few frames", "md5sum", "≤ 1 times", false, "CNWIRE read -Y cn_proc.pid==1&&cn_proc.what==exit CAP", md5},
		{"check", "md5sum", "≤ 1.5 times", false, "CNWIRE check --fail-on never CAP", md5},
		{"info, gzip", "zcat", "≤ 1.1 times", false, "CNWIRE info GZ", "zcat GZ"},
		{"info, zstd", "info, plain", "≤ 1.2 times", false, "CNWIRE info ZST", "CNWIRE info CAP"},
		{"read on one processor", "read", "", false, "env GOMAXPROCS=1 CNWIRE read CAP", "CNWIRE read CAP"},
		{"-T json on one processor", "-T json", "", false, "env GOMAXPROCS=1 CNWIRE read -T json CAP", "CNWIRE read -T json CAP"},
	}
}

// chosen are the rows that want matches.
func chosen(want *regexp.Regexp) (list []row) {
	for _, r := range rows() {
		if want.MatchString(r.work + ", " + r.name) {
			list = append(list, r)
		}
	}
	return list
}

// ratio is what the goal is about.
func (r *row) ratio(ours, theirs float64) string {
	switch {
	case r.faster:
		return fmt.Sprintf("%.0f", theirs/max(ours, 0.001))
	default:
		return fmt.Sprintf("%.2f", ours/max(theirs, 0.001))
	}
}
