//go:build unix

package main

import "syscall"

// rightsByFolder says that a file has the rights of its folder, which its mode does not show.
const rightsByFolder = false

// ownerOnly makes every file that the process writes from now on its owner's
// alone: the engine gives its log, and what it spills, the rights that the process
// leaves it. What is returned carries out work whose files are for others to read,
// with the rights that the caller of the program left.
func ownerOnly() func(work func() error) error {
	was := syscall.Umask(0o077)
	return func(work func() error) error {
		defer syscall.Umask(syscall.Umask(was))
		return work()
	}
}
