package main

// senderSchema describes what a comment says of who sent a message.
func senderSchema() schema {
	return object("", "No part of the message: who sent it, by a comment of the frame (record/COMMENTS.md). What is not known has no key.",
		property{"port", number32("Port id of the socket.", false)},
		property{"pid", number32("The process.", true)},
		property{"tid", number32("Its thread, where that is another.", true)},
		property{"uid", number32("User id of the process.", false)},
		property{"gid", number32("Group id of the process.", false)},
		property{"pidns", number32("Inode of its pid namespace.", false)},
		property{"comm", schema{Description: "Name of the process.", Type: "string"}},
	)
}

// deliverySchema describes what a comment says of what became of a message.
func deliverySchema() schema {
	return object("", "No part of the message: what became of it, by a comment of the frame (record/COMMENTS.md). What is not known has no key.",
		property{"delivered", schema{Description: "Whether somebody was there to receive it.", Type: "boolean"}},
		property{"result", number32("What the kernel's sending returned: 0, or a negative error number.", true)},
		property{"port", number32("Port id of the socket that it was sent to, or, beside a group, of the one that was left out.", false)},
		property{"caused_by", number32("The thread that was running then.", true)},
	)
}

// number32 describes a number of 32 bits.
func number32(doc string, signed bool) schema {
	if signed {
		return schema{Description: doc, Type: "integer", Minimum: "-2147483648", Maximum: "2147483647"}
	}
	return schema{Description: doc, Type: "integer", Minimum: "0", Maximum: "4294967295"}
}
