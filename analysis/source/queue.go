package source

import (
	"container/heap"
	"time"
)

// Queue merges streams in the order of time: each stands in it with the time of
// its next frame. Of frames of the same time that of the stream pushed first is
// first, and one without a time, which is the zero Time, before all others. A
// stream's own order stays. The zero Queue is empty.
type Queue[T any] struct {
	streams streams[T]
	pushed  int
}

// Len is how many streams are left.
func (q *Queue[T]) Len() int { return len(q.streams) }

// Push adds a stream whose next frame is of that time.
func (q *Queue[T]) Push(next time.Time, stream T) {
	heap.Push(&q.streams, queued[T]{next, q.pushed, stream})
	q.pushed++
}

// First returns the stream with the earliest frame. There must be one.
func (q *Queue[T]) First() T { return q.streams[0].stream }

// Move says of the first stream that its next frame is now of that time.
func (q *Queue[T]) Move(next time.Time) {
	if q.streams[0].next = next; len(q.streams) > 1 {
		heap.Fix(&q.streams, 0)
	}
}

// Drop takes the first stream out: it has no more frames.
func (q *Queue[T]) Drop() { heap.Pop(&q.streams) }

// queued is a stream in the queue.
type queued[T any] struct {
	next   time.Time
	number int
	stream T
}

type streams[T any] []queued[T]

func (s streams[T]) Len() int      { return len(s) }
func (s streams[T]) Swap(i, j int) { s[i], s[j] = s[j], s[i] }
func (s *streams[T]) Push(x any)   { *s = append(*s, x.(queued[T])) }

func (s streams[T]) Less(i, j int) bool {
	if order := s[i].next.Compare(s[j].next); order != 0 {
		return order < 0
	}
	return s[i].number < s[j].number
}

func (s *streams[T]) Pop() any {
	last := len(*s) - 1
	x := (*s)[last]
	(*s)[last] = queued[T]{}
	*s = (*s)[:last]
	return x
}
