//go:build !unix

package main

// rightsByFolder says that a file has the rights of its folder, which its mode does not show.
const rightsByFolder = true

// ownerOnly does nothing where a file has the rights of its folder.
func ownerOnly() func(work func() error) error {
	return func(work func() error) error { return work() }
}
