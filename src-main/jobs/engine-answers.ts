import type { EngineMessage, EngineRequest } from '#engine/protocol.ts';

/** What the engine is asked; cancelling and pausing are told to it. */
export type EngineAsk = Exclude<EngineRequest, { type: 'cancel' | 'pause' }>;

/** Messages that end a request; its promise resolves with them. */
export type EngineResult = Extract<
  EngineMessage,
  {
    type:
      'planned' | 'expected' | 'devices' | 'device-chosen' | 'inspected' | 'imported' | 'finished' | 'paused';
  }
>;

/** Messages on the way. */
export type EngineUpdate = Extract<
  EngineMessage,
  { type: 'progress' | 'begun' | 'step' | 'preview' | 'checkpoint' | 'variant' | 'import-progress' }
>;
