import { namedOrders } from '#shared/orders/index.ts';

/** The options that may name a picture, as a command or a job has them. */
interface PictureOptions {
  readonly source?: unknown;
  readonly order?: unknown;
  readonly paintedEffort?: unknown;
}

/** The pictures that options name: each option with its path. */
export const pictureOptions = (options: PictureOptions): [name: keyof PictureOptions, path: string][] =>
  (['source', 'order', 'paintedEffort'] as const).flatMap((name) => {
    const value = options[name];
    const isPath = typeof value === 'string' && !namedOrders.some((order) => order === value);
    return isPath ? [[name, value]] : [];
  });

/** Their paths. */
export const picturesOf = (options: PictureOptions): string[] =>
  pictureOptions(options).map(([, path]) => path);
