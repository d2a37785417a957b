// Package campaign holds what a campaign is: its immutable spec, what its work costs, and the machine of its life.
// It is pure: no clock, no I/O, no randomness. Coordinator, trainer and treasury share it.
package campaign
