import { computeOrder } from '#shared/orders/index.ts';
import type { OrderName } from '#shared/runs/run-choices.ts';

const side = 5;

/** The places (0 = first, 1 = last) of a small grid's cells, from the very code that the sampler runs. [side * side] */
export function pictogramPlaces(name: OrderName): number[] {
  const count = side * side;
  const order = computeOrder(name, {
    grid: { rows: side, columns: side },
    targets: Int32Array.from({ length: count }, (_, token) => token),
    known: new Uint8Array(count),
    seed: 7,
    subject: { row: 1.5, column: 3.5 },
    drawn: Float32Array.from({ length: count }, (_, token) => drawnExample(token)),
  });
  const places = new Array<number>(count).fill(0);
  order.forEach((token, place) => (places[token] = place / (count - 1)));
  // Without known tokens around it, "from edges" starts in the middle; in a selection it comes from outside.
  return name === 'from-edges' ? places.map((place) => 1 - place) : places;
}

/** A pen's way through the grid: an S. */
function drawnExample(token: number): number {
  const row = Math.floor(token / side);
  const column = token % side;
  return (row * side + (row % 2 === 0 ? column : side - 1 - column)) / (side * side);
}

export const pictogramSide = side;
