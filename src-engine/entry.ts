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

// Where this machine's speeds and the devices that it takes are kept.
const [, , speedsFile = null, choicesFile = null] = process.argv;
const speeds = new SpeedBook(speedsFile);
const allowSoftwareDevice = process.env['TESSERA_ALLOW_SOFTWARE_DEVICE'] === '1';
const post = (message: EngineMessage): void => port.postMessage(message);
const engine = new Engine(post, version, speeds, { allowSoftwareDevice }, choicesFile);
const receive = inLanguage<EngineRequest>((request) => void engine.handle(request));
port.on('message', ({ data }) => receive(data));
port.postMessage({ type: 'ready' });
