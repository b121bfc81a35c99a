import { spawn } from 'node:child_process';
import { ensureXvfb } from './system-libraries.mjs';

/** True where a window can be shown. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** Starts a virtual screen of our own (never the user's: tests must not take over their mouse). Null where there is none. */
export async function startVirtualDisplay() {
  if (process.platform !== 'linux') return { display: undefined, stop: () => {} };
  if (!ensureXvfb()) return null;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    server.stdio[3].once('data', (data) => resolve(String(data).trim()));
    server.once('exit', () => reject(new Error('Xvfb did not start')));
  });
  return { display: `:${number}`, stop: () => server.kill() };
}
