import type { OrderName } from '../runs/run-settings';
import { drawn } from './drawn';
import { fromEdges } from './from-edges';
import { fromSubject } from './from-subject';
import type { Order, OrderInput } from './order';
import { random } from './random';
import { raster } from './raster';
import { spiral } from './spiral';

export type { OrderInput } from './order';

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
