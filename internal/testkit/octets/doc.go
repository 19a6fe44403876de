// Package octets makes and shows bytes for tests, by package spec and never by
// codec, so that the witnesses against codec may use it.
package octets
