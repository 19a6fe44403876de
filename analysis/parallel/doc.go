// Package parallel prints frames on all processors. Whoever reads the frames, and
// knows what must be known in their order, goes on with that alone: it fills batches of
// frames, workers print each into memory, and what they made is written in the order
// of the frames, to the last byte as one processor would write it.
//
// A frame's output depends on few things that frames before it said: whether anything
// stands before it, and how wide columns were (State). A batch is printed on the
// supposition that nothing of it changes in the batches that are still on their way;
// where that was wrong, which it is a few times in a capture, the batch is printed again.
//
// Memory is bounded: a batch has the more frames the shorter they print, there are a
// few batches for each worker, and a large frame is printed at once, alone, as are those
// behind one that printed very much.
package parallel
