// Package request makes datagrams that are sent to the kernel's connector: from
// fields, by their names in the table, or as they stand in a frame of a capture. It
// says what the kernel makes of one, and why one had better not be sent. Package
// record sends them.
package request
