// progress answers how far a campaign is and how long the rest may take.
import type { Campaign, Round } from "./wire";

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

// refundRule says in one sentence when a funder's money comes back.
export function refundRule(c: Campaign, goal: string, deadline: string): string {
  switch (c.funding?.phase) {
    case "Pledging":
      return `If pledges do not reach ${goal} by ${deadline}, every funder takes back the whole pledge; before that, nothing is spent.`;
    case "Ready":
      return "The goal is reached and training may start; should it never start, every funder takes back the whole pledge.";
    case "Active":
      return "Money leaves the treasury only for work that was verified; whatever is not earned goes back to the funders.";
    case "Closed":
      return "The treasury is closed: contributors claim what they earned, and whatever was not earned goes back to the funders.";
    case "Failed":
      return "The campaign failed before training: every funder takes back the whole pledge.";
  }
  if (c.treasury === null) return "This is an unfunded trial: work is verified and counted, but nobody pledges and nobody is paid.";
  return "The treasury has not reported yet; until it does, this page knows neither goal nor pledges.";
}
