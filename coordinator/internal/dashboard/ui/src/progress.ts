// progress answers how far a campaign is and how long the rest may take.
import type { Campaign, Epoch, Funding, Round } from "./wire";

// closedRounds counts the training rounds that are closed. Round 0, which makes the initial checkpoint, is not one.
export function closedRounds(c: Campaign): number {
  return c.stage === "trained" ? c.rounds : Math.max(0, c.round - 1);
}

// remaining estimates the time that the open rounds need, as a range: the quicker and the slower quartile of the recent
// rounds, each times what is left. null before there are enough rounds to say.
export function remaining(c: Campaign, rounds: Round[]): { fromMs: number; toMs: number } | null {
  const spans = rounds.filter((r) => r.number > 0).slice(-recentRounds).map((r) => r.closedMs - r.openedMs).sort((a, b) => a - b);
  const left = c.rounds - closedRounds(c);
  if (c.stage !== "training" || left === 0 || spans.length < 4) return null;
  const at = (q: number) => spans[Math.round(q * (spans.length - 1))]!;
  return { fromMs: at(0.25) * left, toMs: at(0.75) * left };
}

const recentRounds = 12;

// backing is what counts towards the goal. While pledges can be taken back they no longer count; what is returned after
// the end has counted.
export function backing(f: Funding): bigint {
  return f.phase === "Closed" || f.phase === "Failed" ? f.pledged : f.pledged - f.refunded;
}

// Place is where a part of the money is, and of how much.
export interface Place { id: "paid" | "earned" | "posted" | "escrow" | "refunded"; of: bigint }

// places splits the money of a campaign by where it is. Rewards that were posted and may still be challenged are in
// escrow on chain; they are shown apart, because they are promised.
export function places(f: Funding, epochs: Epoch[]): Place[] {
  const promised = epochs.filter((e) => e.state === "posted").reduce((sum, e) => sum + e.increment, 0n);
  const posted = promised < f.escrow ? promised : f.escrow;
  return [
    { id: "paid", of: f.paid }, { id: "earned", of: f.earned - f.paid }, { id: "posted", of: posted },
    { id: "escrow", of: f.escrow - posted }, { id: "refunded", of: f.refunded },
  ];
}

// refundRule says in one sentence when a funder's money comes back.
export function refundRule(c: Campaign, goal: string, deadline: string): string {
  switch (c.funding?.phase) {
    case "Pledging":
      return `If pledges do not reach ${goal} by ${deadline}, every funder takes back the whole pledge; until the goal is reached a funder may do so at any time.`;
    case "Ready":
      return "The goal is reached and pledges are locked; should training never start, every funder takes back the whole pledge.";
    case "Active":
      return "Money leaves the treasury only for work that stands in the ledger; whatever is not earned when the campaign closes goes back to the funders.";
    case "Closed":
      return "The treasury is closed: contributors claim what they earned, and whatever was not earned goes back to the funders.";
    case "Failed":
      return "The campaign failed before training: every funder takes back the whole pledge.";
  }
  if (c.treasury === null) return "This is an unfunded trial: work is recorded and counted, but nobody pledges and nobody is paid.";
  return "The treasury has not reported yet; until it does, this page knows neither goal nor pledges.";
}
