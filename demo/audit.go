package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// auditPage is the ledger rows per call.
const auditPage = 1000

// audit checks the invariants of the system from what anybody can read: the public API, the chain, the trainers'
// receipts, and a computation of one's own.
func (d *demo) audit(ctx context.Context) error {
	rows, err := d.ledger(ctx)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		what string
		run  func(context.Context, []ledger.Row) error
	}{
		{"every task was accepted once, and once more by each owner who checked it", d.tasksOnce},
		{"the round records hold what the ledger's owners agree on", d.rowsAreRounds},
		{"claimed and claimable on chain = sum of the ledger, wrong work left out", d.chainIsLedger},
		{"who lied was seen, and false work earned nothing", func(ctx context.Context, _ []ledger.Row) error { return d.caught(ctx) }},
		{"every receipt that a trainer holds has its ledger row", d.receiptsHaveRows},
		{"each epoch was posted once", d.epochsOnce},
		{"the whole campaign verifies, and a sample of its work recomputes to the same bits", d.verify},
		{"the objects and the chain alone prove it too, down to every byte; no coordinator is asked", d.verifyAlone},
		{"the model carries its colophon: signed, and every file as it says", d.colophon},
		{"an undisturbed run in a single process ends with the same checkpoint", d.reference},
	} {
		if err := d.check(c.what, c.run(ctx, rows)); err != nil {
			return err
		}
	}
	d.out.event("checkpoint of %d trainers, with kills  %s", d.cfg.trainers, d.checkpoint)
	d.out.event("checkpoint of one quiet process      %s", d.referenceDigest)
	return nil
}

func (d *demo) ledger(ctx context.Context) ([]ledger.Row, error) {
	var rows []ledger.Row
	for {
		r, err := d.public.ListLedger(ctx, connect.NewRequest(&quirev1.ListLedgerRequest{Campaign: d.name, From: int64(len(rows) + 1), Limit: auditPage}))
		if err != nil {
			return nil, err
		}
		for _, b := range r.Msg.Rows {
			row, err := canon.Decode[ledger.Row](b)
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
		if len(r.Msg.Rows) == 0 {
			return rows, nil
		}
	}
}

// rounds lists every closed round.
func (d *demo) rounds(ctx context.Context) ([]*quirev1.Round, error) {
	var rounds []*quirev1.Round
	for {
		r, err := d.public.ListRounds(ctx, connect.NewRequest(&quirev1.ListRoundsRequest{Campaign: d.name, From: uint32(len(rounds))}))
		if err != nil || len(r.Msg.Rounds) == 0 {
			return rounds, err
		}
		rounds = append(rounds, r.Msg.Rounds...)
	}
}

// epochs lists every closed epoch.
func (d *demo) epochs(ctx context.Context) ([]*quirev1.Epoch, error) {
	var epochs []*quirev1.Epoch
	for {
		r, err := d.public.ListEpochs(ctx, connect.NewRequest(&quirev1.ListEpochsRequest{Campaign: d.name, From: uint32(len(epochs) + 1)}))
		if err != nil || len(r.Msg.Epochs) == 0 {
			return epochs, err
		}
		epochs = append(epochs, r.Msg.Epochs...)
	}
}

// tasksOnce checks that nobody is credited twice for a task: a second row of a task is another owner's, who checked it.
func (d *demo) tasksOnce(_ context.Context, rows []ledger.Row) error {
	type answer struct {
		task  canon.Digest
		owner common.Address
	}
	seen := map[answer]bool{}
	for _, r := range rows {
		a := answer{r.Task, r.Payout}
		if seen[a] {
			return fmt.Errorf("%s is credited twice for task %s", r.Payout, r.Task)
		}
		seen[a] = true
	}
	return nil
}

// rowsAreRounds checks that the rounds consist of what the ledger's rows agree on.
func (d *demo) rowsAreRounds(ctx context.Context, rows []ledger.Row) error {
	rounds, err := d.rounds(ctx)
	if err != nil {
		return err
	}
	c, err := d.look(ctx)
	if err != nil {
		return err
	}
	if len(rounds) != int(c.Rounds)+1 {
		return fmt.Errorf("%d rounds are closed, the spec has %d", len(rounds), c.Rounds+1)
	}
	tally := tallyOf(rows)
	for _, summary := range rounds {
		b, err := d.fetch(ctx, summary.Record)
		if err != nil {
			return err
		}
		record, err := canon.Decode[round.Record](b)
		if err != nil {
			return err
		}
		for _, done := range record.Done {
			claims := tally.Claims(done.Task)
			if len(claims) == 0 || verify.Judge(claims, len(claims)).Output != done.Output {
				return fmt.Errorf("round %d accepted %s %d, which the ledger does not know so", record.Number, done.Kind, done.Index)
			}
		}
	}
	return nil
}

func tallyOf(rows []ledger.Row) *ledger.Tally {
	tally := ledger.NewTally()
	for _, r := range rows {
		tally.Enter(r)
	}
	return tally
}

// payable returns the rows that count: each epoch judged by its own rows, as the contract was paid.
func payable(spec campaign.Spec, rows []ledger.Row) ([]ledger.Row, error) {
	epochs := make([]*ledger.Tally, spec.Epochs()+1)
	for _, r := range rows {
		e := spec.EpochOf(r.Round)
		if epochs[e] == nil {
			epochs[e] = ledger.NewTally()
		}
		epochs[e].Enter(r)
	}
	var paid []ledger.Row
	for _, tally := range epochs {
		if tally == nil {
			continue
		}
		some, err := tally.Paid(spec.Audit)
		if err != nil {
			return nil, err
		}
		paid = append(paid, some...)
	}
	return paid, nil
}

func (d *demo) spec() (campaign.Spec, error) {
	b, err := os.ReadFile(filepath.Join(d.prepared, "spec.json"))
	if err != nil {
		return campaign.Spec{}, err
	}
	return campaign.DecodeSpec(b)
}

func (d *demo) chainIsLedger(ctx context.Context, rows []ledger.Row) error {
	spec, err := d.spec()
	if err != nil {
		return err
	}
	paid, err := payable(spec, rows)
	if err != nil {
		return err
	}
	earned := new(big.Int)
	for account := mallory; account < firstPayout+len(d.trainers); account++ {
		s, err := d.status(ctx, d.contract, account)
		if err != nil {
			return err
		}
		earned.Add(earned, big10(s.Account.Earned))
	}
	return equal(earned, ledger.Sum(paid))
}

func (d *demo) receiptsHaveRows(ctx context.Context, rows []ledger.Row) error {
	held := 0
	for _, t := range d.trainers {
		dir := filepath.Join(d.cfg.dir, t.name)
		if _, err := d.command(ctx, "trainer", "receipts", "--check", "--data-dir", dir); err != nil {
			return err
		}
		var receipts []struct{ Receipt struct{ Row json.RawMessage } }
		if err := d.ask(ctx, &receipts, "trainer", "receipts", "--json", "--data-dir", dir); err != nil {
			return err
		}
		for _, r := range receipts {
			var row ledger.Row
			if err := json.Unmarshal(r.Receipt.Row, &row); err != nil {
				return err
			}
			if row.Seq < 1 || row.Seq > int64(len(rows)) || rows[row.Seq-1] != row {
				return fmt.Errorf("%s holds a receipt for row %d, which the ledger does not have", t.name, row.Seq)
			}
		}
		held += len(receipts)
	}
	if held == 0 {
		return fmt.Errorf("no trainer holds a receipt")
	}
	return nil
}

func (d *demo) epochsOnce(ctx context.Context, _ []ledger.Row) error {
	c, err := d.look(ctx)
	if err != nil {
		return err
	}
	epochs, err := d.epochs(ctx)
	if err != nil {
		return err
	}
	s, err := d.status(ctx, d.contract, organiser)
	if err != nil {
		return err
	}
	return sameEpochs(s, c.Epochs, epochs)
}

// sameEpochs compares the contract with the coordinator's epochs: all of the spec's are final, each was posted in a
// transaction of its own, together they pay what the contract counts as earned, and its root is the last one's. Roots are
// of cumulative rewards: the last one stands for every balance of the epochs before.
func sameEpochs(contract position, want uint32, epochs []*quirev1.Epoch) error {
	if contract.Epoch != want || contract.Pending != nil || len(epochs) != int(want) {
		return fmt.Errorf("the spec has %d epochs, the coordinator %d; on chain %d are final, and one is pending: %t", want, len(epochs), contract.Epoch, contract.Pending != nil)
	}
	txs, earned, root := map[string]uint32{}, new(big.Int), ""
	for i, e := range epochs {
		record, err := canon.Decode[ledger.Epoch](e.Record)
		if err != nil {
			return fmt.Errorf("record of epoch %d: %w", e.Number, err)
		}
		if int(e.Number) != i+1 || record.Number != i+1 {
			return fmt.Errorf("epoch %d is listed in the place of epoch %d", e.Number, i+1)
		}
		if e.Tx == "" {
			return fmt.Errorf("no transaction is said to have posted epoch %d", e.Number)
		}
		if other, taken := txs[e.Tx]; taken {
			return fmt.Errorf("epochs %d and %d are said to be posted in the same transaction %s", other, e.Number, e.Tx)
		}
		txs[e.Tx], root = e.Number, record.Root.Hex()
		earned.Add(earned, record.Increment.Int())
	}
	if contract.Root != root {
		return fmt.Errorf("the contract's root is %s, the last epoch's %s", contract.Root, root)
	}
	return equal(big10(contract.Earned), earned)
}

func (d *demo) verify(ctx context.Context, _ []ledger.Row) error {
	_, err := d.command(ctx, "trainer", "verify", d.campaignURL(d.name), "--sample", "0.05", "--spec", d.specDigest, "--data-dir", d.auditorDir())
	return err
}

// bucket is the folder in which the coordinator's own S3 server keeps its objects.
func (d *demo) bucket() string {
	return filepath.Join(d.cfg.dir, "coordinator", "services", "s3", "data", "quire")
}

func (d *demo) verifyAlone(ctx context.Context, _ []ledger.Row) error {
	var v struct {
		Right, Over                     bool
		Checkpoint                      string
		Epochs, OnChain, Tasks, Objects int
	}
	if err := d.ask(ctx, &v, "trainer", "verify", d.bucket(), "--contract", d.contract, "--rpc", d.rpc, "--sample", "0.05", "--json", "--data-dir", d.auditorDir()); err != nil {
		return err
	}
	if !v.Right || !v.Over || v.Checkpoint != d.checkpoint || v.OnChain != v.Epochs || v.Objects <= v.Tasks {
		return fmt.Errorf("it finds %+v, want checkpoint %s", v, d.checkpoint)
	}
	return nil
}

// colophon exports the model with its colophon from the objects and the chain, and lets a stranger check it.
func (d *demo) colophon(ctx context.Context, _ []ledger.Row) error {
	model := filepath.Join(d.cfg.dir, "model")
	if _, err := d.command(ctx, "trainer", "export", d.bucket(), model, "--contract", d.contract, "--rpc", d.rpc, "--key-file", d.key(organiser), "--data-dir", d.auditorDir()); err != nil {
		return err
	}
	by, err := d.address(ctx, organiser)
	if err != nil {
		return err
	}
	_, err = d.command(ctx, "trainer", "colophon", "verify", model, "--signer", by)
	return err
}

func (d *demo) reference(ctx context.Context, _ []ledger.Row) error {
	text, err := d.command(ctx, "trainer", "reference", d.prepared)
	if err != nil {
		return err
	}
	lines := strings.Fields(text)
	d.referenceDigest = lines[len(lines)-1]
	if d.referenceDigest != d.checkpoint {
		return fmt.Errorf("%s is not %s", d.referenceDigest, d.checkpoint)
	}
	return nil
}

// fetch reads a record by its digest and checks it.
func (d *demo) fetch(ctx context.Context, digest string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url+"/o/"+digest, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	b, err := io.ReadAll(io.LimitReader(response.Body, canon.RecordBytesMax+1))
	if err != nil {
		return nil, err
	}
	if canon.Sum(b).String() != digest {
		return nil, fmt.Errorf("object %s has other bytes (%s)", digest, response.Status)
	}
	return b, nil
}
