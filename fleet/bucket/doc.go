// Package bucket is what one worker does: it takes the captures of some hosts, makes
// streams of them, one for each recorder, and writes the rows of all tables into files
// that are there once, however often it is done again. It knows nothing of Beam.
//
//	Look     says of a file whose it is, from its head, and what it holds, by a digest
//	streams  sorts the files of a bucket: a stream a recorder, in the order of time, each content once
//	Run      reads the streams one after the other and writes
//
// # Files, and what makes them come once
//
//	out/TABLE/date=DATE/bucket=NNN/NAME-00001.parquet
//	out/_fleet/bucket=NNN/NAME.json      that they are there: inputs, outputs, counts (Entry)
//	out/_fleet/bucket=NNN/NAME.begun     what is about to come to stand there
//
// NAME is a hash of what is read, key by key and content by content, and of how. Two that
// do the same work, a second try or a run for speed, write the same names, each beside
// its place, and the renames of one replace those of the other.
//
// A later run with other captures finds the entries of those before. One whose inputs
// are all among the new ones is replaced by them. Inputs of one that is not are left out:
// their rows are there. Which entries one replaces stands in it until they are gone, and the
// next run ends what died before. Files of an attempt that was begun and never ended are removed.
package bucket
