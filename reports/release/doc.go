// Package release assembles a release: a folder of files named for its
// content, with a manifest that says what it was made of and the hash of every file.
//
// The steps: the files are written into a folder of their own beside the
// others, read back and checked; the folder takes the name that follows from its
// manifest; then one small index.html is replaced, which sends readers to it. A
// reader never sees half a release, and a release that fails a check leaves the
// last one standing. Nothing is locked, so it works on a network share.
//
// Names finds references in the files of a release, also inside office documents: a release for others is searched with it before it is published.
//
// The same files and facts give the same bytes and so the same name.
package release
