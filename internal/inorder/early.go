package inorder

import "container/heap"

// early says where values wait that came when near had gone on to higher numbers:
// a heap.
type early struct{ heap earlyHeap }

type earlyValue struct {
	number uint64
	at     place
}

// add notes where the value of a number waits.
func (e *early) add(n uint64, at place) { heap.Push(&e.heap, earlyValue{n, at}) }

// first returns the lowest number, or most.
func (e *early) first() uint64 {
	if len(e.heap) == 0 {
		return most
	}
	return e.heap[0].number
}

// take takes out the number that first returned.
func (e *early) take() place { return heap.Pop(&e.heap).(earlyValue).at }

type earlyHeap []earlyValue

func (h earlyHeap) Len() int           { return len(h) }
func (h earlyHeap) Less(i, j int) bool { return h[i].number < h[j].number }
func (h earlyHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *earlyHeap) Push(v any)        { *h = append(*h, v.(earlyValue)) }
func (h *earlyHeap) Pop() any {
	last := len(*h) - 1
	v := (*h)[last]
	*h = (*h)[:last]
	return v
}
