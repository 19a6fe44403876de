// Package output writes frames out: a line each, the tree of every byte, hex
// dumps, chosen fields, JSON for people, for Elasticsearch, and one object a
// connector message; XML is package pdml's. The forms are tshark's where tshark has them.
package output
