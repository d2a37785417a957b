package engine

import (
	"encoding/binary"
	"errors"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/treasury/reward"
)

func person(n int) (a common.Address) {
	binary.BigEndian.PutUint64(a[:], uint64(n+1))
	return a
}

// One address more than the contract takes would keep every epoch from being posted.
func TestNoMoreAddressesThanTheContractPays(t *testing.T) {
	d := &desk{head: head{Treasury: &Treasury{}}, totals: newTotals()}
	for i := range reward.RowsMax {
		if err := d.payable(person(i)); err != nil {
			t.Fatalf("address %d: %v", i, err)
		}
		d.payees[person(i)] = true
	}
	if err := d.payable(person(0)); err != nil {
		t.Errorf("an address that is paid already: %v", err)
	}
	if err := d.payable(person(reward.RowsMax)); !errors.Is(err, ErrRefused) {
		t.Errorf("one address more: %v", err)
	}
	d.head.Treasury = nil
	if err := d.payable(person(reward.RowsMax)); err != nil {
		t.Errorf("a trial that pays nobody: %v", err)
	}
}

func TestRegistrationsAreBounded(t *testing.T) {
	d := &desk{e: &Engine{cfg: Config{Now: time.Now}}, nodes: map[common.Address]*node{}}
	for i := range nodesMax {
		d.nodes[person(i)] = &node{}
	}
	if err := d.join(person(nodesMax), Registration{}); !errors.Is(err, ErrRefused) {
		t.Errorf("one node more: %v", err)
	}
}
