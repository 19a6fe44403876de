// Package users is who talks over the connector, as a list: a row an id, of the
// table in package spec and its rules.
package users
