import leven from "leven";

/** The known address closest to a wrong one, where it is close enough to be meant. */
export function nearestOf(address: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: leven(address, candidate, { maxDistance: 20 }) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, address.length / 3) ? best.candidate : undefined;
}
