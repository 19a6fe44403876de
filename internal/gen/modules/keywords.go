package modules

import (
	"slices"
	"strings"
)

// Words that no member can be called, of those that a field may well be called: w1_netlink_msg has a type.
var (
	rustKeywords = strings.Fields("as async await box break const continue do dyn else enum extern final fn for if impl in let loop macro match mod move mut " +
		"override priv pub ref return static struct trait try type typeof unsafe unsized use virtual where while yield abstract become true false")
	cKeywords = strings.Fields("auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return " +
		"short signed sizeof static struct switch typedef union unsigned void volatile while asm bool catch class delete explicit export friend mutable namespace " +
		"new operator private protected public template this throw try typename using virtual true false and or not xor")
)

// rustMember makes the name of a member of a field's name: id.idx is id_idx, and type is r#type.
func rustMember(name string) string {
	if slices.Contains(rustKeywords, name) {
		return "r#" + name
	}
	return snake(name)
}

// cMember does so for C and C++: default is default_.
func cMember(name string) string {
	if slices.Contains(cKeywords, name) {
		return name + "_"
	}
	return snake(name)
}
