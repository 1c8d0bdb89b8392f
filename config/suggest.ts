import { distance } from "fastest-levenshtein";

/** The candidate that a mistyped name most likely means, if one is near: two letters off, or a third of its length. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, off: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.off - b.off);
  const best = ranked[0];
  return best !== undefined && best.off <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : undefined;
}

/** What people write for yes and no. Undefined: neither. */
export function toBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (["1", "true", "t", "yes", "y", "on"].includes(word)) {
    return true;
  }
  return ["0", "false", "f", "no", "n", "off"].includes(word) ? false : undefined;
}

/** Elements of a comma-separated list, without empty ones. */
export function toList(text: string): string[] {
  return text
    .split(",")
    .map((element) => element.trim())
    .filter((element) => element !== "");
}
