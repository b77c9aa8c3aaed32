/**
 * The known name closest to a wrong one, where it is close enough to be meant: at most a third of its length away. The
 * distance is passed in (`leven`).
 */
export function nearest(
  name: string,
  known: Iterable<string>,
  distance: (a: string, b: string) => number,
): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const away = distance(name, candidate);
    if (best === undefined || away < best.distance) best = { name: candidate, distance: away };
  }
  return best && best.distance <= Math.max(2, name.length / 3) ? best.name : undefined;
}
