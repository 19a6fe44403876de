package rows

// HostField is the column that says of which host a T is, where there are
// several. What is of no host has none.
func HostField[T any](of func(*T) string) Field[T] {
	return Field[T]{
		Column: Column{Name: "host", Title: "Host", Hosts: true, Type: Text, Doc: "The host: its name in the capture, else the file's, or what --host-by says."},
		Set: func(c *Cell, t *T) {
			if c.Kind = Absent; of(t) != "" {
				c.SetText(of(t))
			}
		},
	}
}

// HostCell is a host's name; without one it is nothing, and has no key.
func HostCell(name string) (c Cell) {
	if c.Kind = Absent; name != "" {
		c.SetText(name)
	}
	return c
}

// HostsCell is how many hosts there are; of one it is nothing, and has no key.
func HostsCell(n int) (c Cell) {
	if c.Kind = Absent; n > 1 {
		c.SetInt(int64(n))
	}
	return c
}
