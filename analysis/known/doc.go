// Package known says of each event who it is about, as far as that is known by then:
// it gives messages their analysis.Message.Subject, for fields, filters and formats
// that show it. What is known is what a processes.Table keeps of lives; frames are
// taken as they stand, so that it is there at once.
package known
