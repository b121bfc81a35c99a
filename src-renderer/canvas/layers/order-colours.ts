/** First to last: light gold to deep violet, even in lightness so that the sequence reads without a legend. */
const stops = [
  [255, 226, 138],
  [250, 170, 92],
  [222, 104, 104],
  [150, 66, 138],
  [58, 44, 122],
] as const;

/** The colour of a place in the order: 0 = first, 1 = last. [red, green, blue] */
export function orderColour(place: number): [number, number, number] {
  const at = Math.min(1, Math.max(0, place)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(at));
  const t = at - index;
  const [from, to] = [stops[index]!, stops[index + 1]!];
  const mix = (channel: 0 | 1 | 2): number => Math.round(from[channel] + (to[channel] - from[channel]) * t);
  return [mix(0), mix(1), mix(2)];
}
