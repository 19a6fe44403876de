package users

import (
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/spec"
)

type (
	cell   = rows.Cell
	column = rows.Column
	field  = rows.Field[spec.User]
)

// Columns are the columns of a list of users.
var Columns = rows.Define("user", nil, []field{
	{Column: column{Name: "id", Title: "Id", Type: rows.Text, SortBy: "idx", Doc: "idx:val of cn_msg.id; from 256 on the numbers are hexadecimal."},
		Set: func(c *cell, u *spec.User) { c.SetText(u.ID()) }},
	{Column: column{Name: "idx", Right: true, Type: rows.Unsigned, Doc: "Number of the user; also its multicast group."},
		Set: func(c *cell, u *spec.User) { c.SetUint(uint64(u.Idx)) }},
	{Column: column{Name: "val", Right: true, Type: rows.Unsigned, Doc: "Number within the user."},
		Set: func(c *cell, u *spec.User) { c.SetUint(uint64(u.Val)) }},
	{Column: column{Name: "name", Title: "Name", Type: rows.Text, Doc: "What it calls itself."},
		Set: func(c *cell, u *spec.User) { c.SetText(u.Name) }},
	{Column: column{Name: "constant", Title: "In connector.h", Type: rows.Text, Doc: "What connector.h calls the number of the user; POHMELFS has that of another, whom no kernel knows."},
		Set: func(c *cell, u *spec.User) { setText(c, constant(u)) }},
	{Column: column{Name: "kernels", Title: "Kernels", Type: rows.Text, Doc: "The first kernel that has it, or the first and the last; of a pair in brackets the first lacks it."},
		Set: func(c *cell, u *spec.User) { setText(c, u.Kernels) }},
	{Column: column{Name: "first", Title: "First", Type: rows.Text, Doc: "Who sends first: kernel, or user for user space; nothing where nobody ever sent."},
		Set: func(c *cell, u *spec.User) { setText(c, u.Starts) }},
	{Column: column{Name: "ack", Title: "Answers", Type: rows.Text, Doc: "What ack is in an answer, or payload where that tells, and in which kernels (spec/genealogy.md, R24); - where nothing is answered."},
		Set: func(c *cell, u *spec.User) { setText(c, answers(u)) }},
	{Column: column{Name: "payload", Title: "Payload", Type: rows.Text, Doc: "What the data of its messages is."},
		Set: func(c *cell, u *spec.User) { setText(c, payload(u)) }},
	{Column: column{Name: "header", Title: "Header", Type: rows.Text, Doc: "The file of the kernel's that declares its messages, where the last kernel of the row has it."},
		Set: func(c *cell, u *spec.User) { c.SetText(u.Header) }},
	{Column: column{Name: "source", Type: rows.Text, Doc: "Where the kernel does what its rules say: path:function (version)."},
		Set: func(c *cell, u *spec.User) { setText(c, sources(u)) }},
	{Column: column{Name: "doc", Type: rows.Text, Doc: "What it is for."},
		Set: func(c *cell, u *spec.User) { c.SetText(u.Doc) }},
})

func setText(c *cell, s string) {
	if s != "" {
		c.SetText(s)
	}
}
