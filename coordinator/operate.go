package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"text/tabwriter"
	"time"

	"connectrpc.com/connect"
	"github.com/spf13/cobra"

	"quire/internal/keyfile"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

// operateTimeout bounds an operator's call.
const operateTimeout = 30 * time.Second

// operatorFlags are those of every command that is signed by the operator's key.
type operatorFlags struct {
	url, keyFile, password string
	asJSON                 bool
}

// operating returns a command about the campaign that its first argument names. Its run gets a client that signs with the
// operator's key.
func operating(use, short string, args int, run func(context.Context, quirev1connect.OperatorServiceClient, []string) (any, string, error)) *cobra.Command {
	var o operatorFlags
	c := &cobra.Command{Use: use, Short: short, Args: func(c *cobra.Command, got []string) error {
		if len(got) != args {
			return fmt.Errorf("%w: %s takes %d arguments, got %d (see --help)", errUsage, c.CommandPath(), args, len(got))
		}
		return nil
	}}
	c.RunE = func(c *cobra.Command, args []string) error {
		key, err := keyfile.Load(o.keyFile, o.password)
		if err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(c.Context(), operateTimeout)
		defer cancel()
		spec, err := specOf(ctx, o.url, args[0])
		if err != nil {
			return fmt.Errorf("ask %s: %w", o.url, err)
		}
		client := quirev1connect.NewOperatorServiceClient(&http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: spec}}, strings.TrimSuffix(o.url, "/"),
			connect.WithInterceptors(call.Patient(call.Patience)))
		answer, text, err := run(ctx, client, args)
		if err != nil {
			return fmt.Errorf("ask %s: %w", o.url, err)
		}
		if o.asJSON {
			return json.NewEncoder(c.OutOrStdout()).Encode(answer)
		}
		_, err = io.WriteString(c.OutOrStdout(), text)
		return err
	}
	f := c.Flags()
	f.StringVar(&o.url, "url", defaultURL, "the coordinator, any of them")
	f.StringVar(&o.keyFile, "key-file", "data/coordinator/operator.key", "file of the operator's key")
	f.StringVar(&o.password, "password-file", "", "file of its password, if it is a keystore")
	f.BoolVar(&o.asJSON, "json", false, "print JSON")
	return c
}

// specOf asks which campaign it is that has a name, so that calls about it can be repeated about no other.
func specOf(ctx context.Context, url, name string) (canon.Digest, error) {
	r, err := quirev1connect.NewPublicServiceClient(http.DefaultClient, strings.TrimSuffix(url, "/"), connect.WithInterceptors(call.Patient(call.Patience))).
		GetCampaign(ctx, connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: name}))
	if err != nil {
		return canon.Digest{}, err
	}
	return canon.ParseDigest(r.Msg.GetCampaign().GetSpecDigest())
}

// controlCommand is pause, resume or cancel.
func controlCommand(use, short string, control quirev1.Control) *cobra.Command {
	var why string
	c := operating(use+" NAME", short, 1, func(ctx context.Context, client quirev1connect.OperatorServiceClient, args []string) (any, string, error) {
		r, err := client.ControlCampaign(ctx, connect.NewRequest(&quirev1.ControlCampaignRequest{Campaign: args[0], Control: control, Why: why}))
		if err != nil {
			return nil, "", err
		}
		return r.Msg, fmt.Sprintf("%s: %s\n", args[0], r.Msg.Reason), nil
	})
	if control != quirev1.Control_CONTROL_RESUME {
		c.Flags().StringVar(&why, "why", "", "one line that everybody sees")
		_ = c.MarkFlagRequired("why")
	}
	return c
}

func auditCommand() *cobra.Command {
	return operating("audit NAME", "list what operators did to a campaign", 1, func(ctx context.Context, client quirev1connect.OperatorServiceClient, args []string) (any, string, error) {
		r, err := client.ListAudit(ctx, connect.NewRequest(&quirev1.ListAuditRequest{Campaign: args[0]}))
		if err != nil {
			return nil, "", err
		}
		var b strings.Builder
		for _, a := range r.Msg.Acts {
			fmt.Fprintf(&b, "%s  %s  %s\n", time.UnixMilli(a.AtMs).UTC().Format(time.RFC3339), a.By, a.What)
		}
		if len(r.Msg.Acts) == 0 {
			return r.Msg.Acts, "no operator has done anything to it\n", nil
		}
		return r.Msg.Acts, b.String(), nil
	})
}

func taskCommand() *cobra.Command {
	c := &cobra.Command{Use: "task", Short: "look at tasks"}
	c.AddCommand(operating("show NAME TASK", "say where a task of campaign NAME is", 2, func(ctx context.Context, client quirev1connect.OperatorServiceClient, args []string) (any, string, error) {
		task, err := canon.ParseDigest(args[1])
		if err != nil {
			return nil, "", fmt.Errorf("%w: TASK: %w", errUsage, err)
		}
		r, err := client.GetTask(ctx, connect.NewRequest(&quirev1.GetTaskRequest{Campaign: args[0], Task: task[:]}))
		if err != nil {
			return nil, "", err
		}
		return r.Msg, taskLines([]*quirev1.GetTaskResponse{r.Msg}), nil
	}))
	return c
}

func quarantineCommand() *cobra.Command {
	c := &cobra.Command{Use: "quarantine", Short: "look at tasks that failed too often"}
	c.AddCommand(
		operating("list NAME", "list the tasks of campaign NAME that rest", 1, func(ctx context.Context, client quirev1connect.OperatorServiceClient, args []string) (any, string, error) {
			r, err := client.ListQuarantine(ctx, connect.NewRequest(&quirev1.ListQuarantineRequest{Campaign: args[0]}))
			if err != nil {
				return nil, "", err
			}
			if len(r.Msg.Tasks) == 0 {
				return r.Msg.Tasks, "no task rests\n", nil
			}
			return r.Msg.Tasks, taskLines(r.Msg.Tasks), nil
		}),
		operating("release NAME TASK", "let a task be tried again at once", 2, func(ctx context.Context, client quirev1connect.OperatorServiceClient, args []string) (any, string, error) {
			task, err := canon.ParseDigest(args[1])
			if err != nil {
				return nil, "", fmt.Errorf("%w: TASK: %w", errUsage, err)
			}
			r, err := client.ReleaseQuarantine(ctx, connect.NewRequest(&quirev1.ReleaseQuarantineRequest{Campaign: args[0], Task: task[:]}))
			if err != nil {
				return nil, "", err
			}
			return r.Msg, "released\n", nil
		}))
	return c
}

func taskLines(tasks []*quirev1.GetTaskResponse) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ROUND\tTASK\tSTATUS\tATTEMPT\tNODE\tUNTIL\tROW\tDIGEST")
	for _, t := range tasks {
		until, row := "-", "-"
		if t.DeadlineMs > 0 {
			until = time.UnixMilli(t.DeadlineMs).UTC().Format(time.RFC3339)
		}
		if t.Row > 0 {
			row = fmt.Sprint(t.Row)
		}
		node := t.State.Node
		if node == "" {
			node = "-"
		}
		fmt.Fprintf(w, "%d\t%s %d\t%s\t%d\t%s\t%s\t%s\t%s\n", t.Round, t.State.Kind, t.State.Index, t.State.Status, t.State.Attempt, node, until, row, t.State.Task)
	}
	w.Flush()
	return b.String()
}
