import Module, { createRequire } from 'node:module';
import type sharpFunction from 'sharp';

type Sharp = typeof sharpFunction;

interface ResolvingModule {
  _resolveFilename(request: string, ...rest: unknown[]): string;
}

/**
 * Loads the image library. Inside Electron on Linux its native build clashes with the system's GLib that Electron links
 * (crashes upstream), so resolving the native package is made to fail and the library falls back to its WebAssembly build,
 * which gives the same samples. Everywhere else the native build is used.
 */
function loadSharp(): Sharp {
  const require = createRequire(import.meta.url);
  if (process.platform !== 'linux' || !process.versions['electron']) return require('sharp') as Sharp;
  const resolving = Module as unknown as ResolvingModule;
  const resolve = resolving._resolveFilename;
  resolving._resolveFilename = function (request, ...rest) {
    if (/^@img\/sharp-linux/.test(request))
      throw Object.assign(new Error(`${request} is not used inside Electron`), { code: 'MODULE_NOT_FOUND' });
    return resolve.call(this, request, ...rest);
  };
  try {
    return require('sharp') as Sharp;
  } finally {
    resolving._resolveFilename = resolve;
  }
}

/**
 * The bytes that the library handed out, in memory of their own. Its WebAssembly build hands out its own memory, which it uses for
 * other pictures once nothing refers to that very buffer any more: a view on it isn't enough. What fills its memory is
 * nobody else's.
 */
export const ownBytes = (handedOut: Uint8Array): Uint8Array =>
  handedOut.length === handedOut.buffer.byteLength
    ? new Uint8Array(handedOut.buffer)
    : new Uint8Array(handedOut);

let loaded: Sharp | null = null;

/** The image library, loaded on first use. */
export function getSharp(): Sharp {
  if (!loaded) {
    loaded = loadSharp();
    // The library keeps decoded pictures in a cache of its own; ours are large and used once.
    loaded.cache(false);
  }
  return loaded;
}
