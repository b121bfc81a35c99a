/**
 * Values a pickle can hold here. Lists, tuples and sets are arrays; classes that are not on the allow-list become
 * Placeholder: a name, no behaviour.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | PickleGlobal
  | Placeholder
  | PickleStorage
  | PickleTensor;

/** A class or function by name; never looked up, never called. */
export class PickleGlobal {
  constructor(
    readonly module: string,
    readonly name: string,
  ) {}

  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** What a call of something unknown would have given. */
export class Placeholder {
  constructor(readonly path: string) {}
}

/** A storage of the checkpoint: its entry's key, number format (torch's storage class) and length in elements. */
export class PickleStorage {
  constructor(
    readonly key: string,
    readonly storageClass: string,
    readonly length: number,
  ) {}
}

/** A tensor as a view of a storage; offset and strides in elements. */
export class PickleTensor {
  constructor(
    readonly storage: PickleStorage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}
