import type { Candidate } from "../rank.ts";

/** How many candidates are kept for the waves of one pick; after them a coordinator decides again. What is urgent may be broadcast. */
export const keptCandidates = { urgent: 40, soon: 10, routine: 10 } as const;

/** A candidate as the request keeps them. */
export const listed = ({ personId, score, reasons, distanceWords }: Candidate) => ({
  personId,
  score,
  reasons: distanceWords && !reasons.includes(distanceWords) ? `${reasons} · ${distanceWords}` : reasons,
});
