// Package whole writes files that come to stand under their names when they are
// whole: beside the place, on the disk, and then renamed. Find says what the name
// of an output stands for, Create writes one file, and Set several that belong
// together. What was not finished goes away with Abandon, or with RemoveAll.
package whole
