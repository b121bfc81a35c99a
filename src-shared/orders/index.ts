import type { OrderName } from '#shared/runs/run-settings.ts';
import { drawn } from './drawn.ts';
import { fromEdges } from './from-edges.ts';
import { fromSubject } from './from-subject.ts';
import type { Order, OrderInput } from './order.ts';
import { random } from './random.ts';
import { raster } from './raster.ts';
import { spiral } from './spiral.ts';

export type { OrderInput } from './order.ts';

const orders: Readonly<Record<OrderName, Order>> = {
  'from-edges': fromEdges,
  raster,
  spiral,
  random,
  'from-subject': fromSubject,
  drawn,
};

/**
 * The sequence in which the targets are generated: a permutation of `input.targets`.
 * The sampler runs it and the renderer draws it before the run, so it is pure and the same on both sides.
 */
export const computeOrder = (name: OrderName, input: OrderInput): Int32Array => orders[name](input);
