import { drawn } from './drawn.ts';
import { fromEdges } from './from-edges.ts';
import { fromSubject } from './from-subject.ts';
import { hilbert } from './hilbert.ts';
import type { OrderDefinition, OrderInput } from './order.ts';
import { random } from './random.ts';
import { raster } from './raster.ts';
import { spiral } from './spiral.ts';

export type { OrderInput } from './order.ts';

/** Every order, in the sequence they are offered in. */
export const orders = [fromEdges, raster, spiral, hilbert, random, fromSubject, drawn] as const;
export type OrderName = (typeof orders)[number]['name'];

export const orderNames = orders.map(({ name }) => name) as [OrderName, ...OrderName[]];
/** Those that can be named alone, on the command line and as a pack's default. */
export const namedOrders = orders.filter(({ needsDrawing }) => !needsDrawing).map(({ name }) => name) as [
  OrderName,
  ...OrderName[],
];

/**
 * The sequence in which the targets are generated: a permutation of `input.targets`.
 * The sampler runs it and the renderer draws it before the run, so it is pure and the same on both sides.
 */
export const computeOrder = (name: OrderName, input: OrderInput): Int32Array =>
  (orders.find((order) => order.name === name) as OrderDefinition).permute(input);
