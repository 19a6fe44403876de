// Package parallel prints frames on all processors, in the stages of source.Source.Each: each
// batch of frames is printed into memory by the processor that took it apart, and what was
// made is written in the order of the frames, to the last byte as one processor would write
// it.
//
// A frame's output depends on few things that frames before it said: whether anything
// stands before it, and how wide columns were (State). A batch is printed on the
// supposition that nothing of it changes in the batches that are still on their way;
// where that was wrong, which it is a few times in a capture, the batch is printed again.
//
// Memory is bounded: a batch has the more frames the shorter they print, and there are
// source.MaxWorkers at most. Frames behind one that printed very much are printed at once, in no batch.
package parallel
