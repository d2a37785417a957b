package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	clientv3 "go.etcd.io/etcd/client/v3"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/store"
	"quire/proto/call"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

// Scenario 9: one etcd member is cut off from the other two, and with it the coordinator that leads. What is on the smaller
// side accepts nothing; the larger side goes on.
func TestPartitionBetweenEtcdMembers(t *testing.T) {
	t.Parallel()
	ctx, c := deploy(t, plan{members: 3, coordinators: 2, trainers: 2, rounds: 12, links: true})
	must(t, c.suffer(ctx, []scenario{{"9: the leader's etcd member is cut off", func() error { return c.partition(ctx, t) }}}))
	c.conclude(ctx, t)
}

func (c *cluster) partition(ctx context.Context, t *testing.T) error {
	old, err := c.leader(ctx)
	if err != nil {
		return err
	}
	i := slices.Index(c.coords, old)
	heir, pid := c.coords[1-i], old.pid()
	lonely, err := clientv3.New(clientv3.Config{Endpoints: c.endpoints[i : i+1]})
	if err != nil {
		return err
	}
	defer lonely.Close()
	majority, err := store.Open(ctx, clientv3.Config{Endpoints: slices.Delete(slices.Clone(c.endpoints), i, i+1)})
	if err != nil {
		return err
	}
	defer majority.Close()

	c.links.part(fmt.Sprintf("e%d", i))
	defer c.links.heal()
	begin := time.Now()
	stranger, err := c.joinAt(ctx, old, 3*time.Second)
	if code := connect.CodeOf(err); err == nil || code != connect.CodeUnavailable && code != connect.CodeDeadlineExceeded {
		return fmt.Errorf("a coordinator on the smaller side answered a node that wants to join: %w", err)
	}
	// The control: the member lives, and knows what it knew, but can agree with nobody.
	if err := read(ctx, lonely, time.Second, clientv3.WithSerializable()); err != nil {
		return fmt.Errorf("the member that is cut off does not live: %w", err)
	}
	if err := read(ctx, lonely, time.Second); err == nil {
		return errors.New("the member that is cut off still agrees with the others: nothing was cut")
	}
	if err := c.until(ctx, "the larger side leads", func() bool {
		id, err := majority.Leader(ctx)
		return err == nil && store.ParseMember(id).URL == "http://"+heir.flag("--listen") && c.ready(ctx, heir)
	}); err != nil {
		return err
	}
	took := time.Since(begin)
	t.Logf("the larger side led %s after the cut", took.Round(time.Millisecond))
	if took > takeover {
		return fmt.Errorf("the larger side led after %s, promised are %s", took, takeover)
	}
	if err := c.until(ctx, "the larger side makes a record", func() bool {
		_, err := c.joinAt(ctx, heir, takeover)
		return err == nil
	}); err != nil {
		return err
	}
	if err := c.until(ctx, "the coordinator on the smaller side has left", func() bool { return old.pid() != pid || old.exitCode() != -2 }); err != nil {
		return err
	}

	c.links.heal()
	if err := c.until(ctx, "all members agree again", func() bool { return read(ctx, lonely, time.Second) == nil }); err != nil {
		return err
	}
	if item, err := majority.Get(ctx, store.Campaign(c.campaign).Node(stranger)); err != nil || item.Revision != 0 {
		return fmt.Errorf("what the smaller side refused is in the record (%w)", err)
	}
	return nil
}

// joinAt registers a new node with one coordinator, past the common address. That writes a record.
func (c *cluster) joinAt(ctx context.Context, p *process, patience time.Duration) (common.Address, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	key, err := crypto.GenerateKey()
	if err != nil {
		return common.Address{}, err
	}
	api := quirev1connect.NewContributorServiceClient(&http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: c.spec}}, "http://"+p.flag("--listen"))
	_, err = api.Join(ctx, connect.NewRequest(&quirev1.JoinRequest{Campaign: c.campaign, Payout: common.Address{0xbb}.Bytes(), Name: "stranger", Profile: campaign.Profile}))
	return crypto.PubkeyToAddress(key.PublicKey), err
}

func read(ctx context.Context, c *clientv3.Client, patience time.Duration, o ...clientv3.OpOption) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := c.Get(ctx, "/quire/ping", o...)
	return err
}
