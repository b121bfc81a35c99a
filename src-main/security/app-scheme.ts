import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Protocol } from 'electron';
import { appHost, appScheme } from './origin.ts';

/** Rule: windows get what they need and nothing else; no inline script, no eval, no other origin, no frames. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  'connect-src image:',
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Rule: windows load from app://tessera, never file://; only files that really lie in `folder` are answered. */
export function serveApp(protocol: Protocol, folder: string): void {
  protocol.handle(appScheme, async (request) => {
    const file = await fileFor(request.url, folder);
    if (!file) return new Response('not found', { status: 404 });
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}

/** The file an address means; null where that is no file of the app's, also through a link that leads out of the folder. */
export async function fileFor(address: string, folder: string): Promise<string | null> {
  try {
    const { host, pathname } = new URL(address);
    if (host !== appHost) return null;
    const path = decodeURIComponent(pathname);
    if (path.includes('\0')) return null;
    const root = await realpath(folder);
    const file = await realpath(join(root, path === '/' ? 'index.html' : path));
    return file.startsWith(root + sep) ? file : null;
  } catch {
    return null;
  }
}
