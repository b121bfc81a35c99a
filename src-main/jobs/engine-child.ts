import type { EngineMessage, EngineRequest } from '#engine/protocol.ts';

/** A running engine, however it is started: Electron's utilityProcess in the app, a fake in tests. */
export interface EngineChild {
  post(request: EngineRequest): void;
  kill(): void;
}

/** Starts an engine; `exit` is called exactly once, also after `kill`. */
export type StartEngine = (listeners: {
  message(message: EngineMessage): void;
  exit(code: number | null): void;
}) => EngineChild;
