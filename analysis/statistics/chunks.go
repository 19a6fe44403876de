package statistics

// chunk is how many things stand together in memory: 30 KiB of processes.
const chunk = 256

// chunks are a list of things that stay where they are while it grows. One large array costs more
// than its bytes: the collector looks through what is not used yet, and so has the kernel map each
// page twice, which stops the other processors.
type chunks[T any] struct {
	parts [][]T
	n     int
}

// add makes room for one more, which is zero, and returns it.
func (c *chunks[T]) add() *T {
	if c.n == chunk*len(c.parts) {
		c.parts = append(c.parts, make([]T, chunk))
	}
	c.n++
	return c.at(c.n - 1)
}

// at is the one in place i.
func (c *chunks[T]) at(i int) *T { return &c.parts[i/chunk][i%chunk] }

// cut takes away all behind the first n.
func (c *chunks[T]) cut(n int) {
	for ; c.n > n; c.n-- {
		var none T
		*c.at(c.n - 1) = none
	}
}
