package organise

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"connectrpc.com/connect"

	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

const (
	// preparesAtOnce bounds the shards of one PrepareData call.
	preparesAtOnce = 256
	// uploadTimeout bounds one shard of 8 MiB: 100 kB/s are enough.
	uploadTimeout = 2 * time.Minute
	// refusalBytesMax is how much of a store's refusal is shown.
	refusalBytesMax = 500
)

// Publish uploads the shards that the store lacks and registers the campaign with the coordinator at url. key is the
// operator's; treasury is nil for an unfunded trial. Publishing again is harmless.
func Publish(ctx context.Context, url string, key *ecdsa.PrivateKey, p Prepared, treasury *quirev1.Treasury) (*quirev1.PublishResponse, error) {
	client := quirev1connect.NewOperatorServiceClient(&http.Client{Transport: &call.Transport{Key: key, Now: time.Now}}, url)
	shards := p.Spec.Data.Shards
	for start := 0; start < len(shards); start += preparesAtOnce {
		end := min(start+preparesAtOnce, len(shards))
		request := &quirev1.PrepareDataRequest{}
		for _, o := range shards[start:end] {
			request.Objects = append(request.Objects, &quirev1.Object{Sha256: o.Digest[:], Size: o.Size})
		}
		r, err := client.PrepareData(ctx, connect.NewRequest(request))
		if err != nil {
			return nil, fmt.Errorf("ask where to put the data: %w", err)
		}
		if len(r.Msg.Puts) != end-start {
			return nil, fmt.Errorf("ask where to put the data: %d answers for %d shards", len(r.Msg.Puts), end-start)
		}
		for i, put := range r.Msg.Puts {
			if err := upload(ctx, p.shard(start+i), shards[start+i], put); err != nil {
				return nil, err
			}
		}
	}
	spec, err := canon.Encode(p.Spec)
	if err != nil {
		return nil, err
	}
	r, err := client.Publish(ctx, connect.NewRequest(&quirev1.PublishRequest{Spec: spec, Treasury: treasury, UnigramEntropy: p.Entropy}))
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	return r.Msg, nil
}

// upload puts one shard; an empty URL says that the store has it.
func upload(ctx context.Context, file string, o canon.Object, put *quirev1.Put) error {
	if put.Url == "" {
		return nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read a shard: %w", err)
	}
	if canon.Sum(b) != o.Digest {
		return fmt.Errorf("%s is damaged: its SHA-256 is not its name; prepare the campaign again", file)
	}
	ctx, cancel := context.WithTimeout(ctx, uploadTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPut, put.Url, bytes.NewReader(b))
	if err != nil {
		return err
	}
	for k, v := range put.Headers {
		r.Header.Set(k, v)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("upload %s: %w", file, err)
	}
	defer response.Body.Close()
	// 412: somebody stored the same bytes in the meantime.
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusPreconditionFailed {
		text, _ := io.ReadAll(io.LimitReader(response.Body, refusalBytesMax))
		return fmt.Errorf("upload %s: the store answers %s: %s", file, response.Status, text)
	}
	return nil
}
