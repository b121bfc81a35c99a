import type { Answer, TesseraBridge } from '#shared/contract/bridge.ts';
import type { ErrorCode, ErrorReport } from '#shared/errors.ts';

declare global {
  interface Window {
    readonly tessera: TesseraBridge;
  }
}

/** What main answered instead of a value; its message is written for the user. */
export class BridgeError extends Error {
  readonly code: ErrorCode;

  constructor(report: ErrorReport) {
    super(report.message);
    this.name = 'BridgeError';
    this.code = report.code;
  }
}

/** The value of an answer. Throws BridgeError where main refused or failed. */
export async function ask<Value>(answer: Promise<Answer<Value>>): Promise<Value> {
  const settled = await answer;
  if (settled.ok) return settled.value;
  throw new BridgeError(settled.error);
}

/** Bytes as a zlib stream, as `mask/commit` wants its coverage. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
