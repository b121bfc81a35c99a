import { version } from '../package.json';
import { inLanguage } from '#shared/text/child-language.ts';
import { SpeedBook } from './editing/plan/speed-book.ts';
import { Engine } from './engine.ts';
import type { EngineMessage, EngineRequest } from './protocol.ts';

/** Electron's utilityProcess gives its child a port to its parent; typed here because the engine never imports Electron. */
interface ParentPort {
  postMessage(message: EngineMessage): void;
  on(event: 'message', listener: (event: { data: EngineRequest }) => void): void;
}

const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
if (!port) throw new Error('The engine is started by Tessera itself; from a terminal, use `npx tessera`.');

// The one argument: where this machine's speeds are kept.
const speeds = new SpeedBook(process.argv[2] ?? null);
const allowSoftwareDevice = process.env['TESSERA_ALLOW_SOFTWARE_DEVICE'] === '1';
const engine = new Engine((message) => port.postMessage(message), version, speeds, { allowSoftwareDevice });
const receive = inLanguage<EngineRequest>((request) => void engine.handle(request));
port.on('message', ({ data }) => receive(data));
port.postMessage({ type: 'ready' });
