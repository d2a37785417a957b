// Package check holds the tests of the chart in ../quire: it is rendered with Helm's own engine for every file of
// ../quire/ci, and what comes out is decoded strictly into the types of the Kubernetes API, held to the "restricted" Pod
// Security Standard and compared with the flags that the programs have. It needs no cluster and no network.
//
// It is a module of its own, so that the programs do not inherit Helm's and Kubernetes' dependencies.
package check
