// Package hosts makes captures as recorders on many hosts write them, and says
// what really happened on each: lives of processes, messages that are missing,
// requests with their answers. The bytes are made with the table (package spec),
// so that what reads them is not examined by itself.
//
//	made, err := hosts.Make(folder, hosts.Options{Hosts: 20, Events: 1000})
//
// The same Options make the same files.
package hosts
