import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cpusVariable } from '#engine/inference/own-cpus.ts';
import { networkThreads } from '#engine/inference/session-options.ts';

const small = { parameters: 6_676_160, autoencoder: null };
const autoencoder = { factor: 16, channels: 16, scale: 1, patch: 1 };

describe('threads of a network on a machine with six CPUs', () => {
  beforeEach(() => void (process.env[cpusVariable] = '6'));
  afterEach(() => void delete process.env[cpusVariable]);

  it('are one for a small network', () => {
    expect(networkThreads(0, small)).toBe(1);
  });

  it('are all for a large one, and beside an autoencoder', () => {
    expect(networkThreads(0, { ...small, parameters: 700_000_000 })).toBe(6);
    expect(networkThreads(0, { ...small, autoencoder })).toBe(6);
  });

  it('are those that were asked for', () => {
    expect(networkThreads(4, small)).toBe(4);
    expect(networkThreads(2, { ...small, parameters: 700_000_000 })).toBe(2);
  });
});
