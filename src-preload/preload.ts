import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Answer } from '#shared/contract/bridge.ts';
import { channelNames, eventNames } from '#shared/contract/channel-names.ts';
import type { Channel } from '#shared/contract/contract.ts';

/**
 * The only door between a window and main: a fixed list of functions made from the contract (bridge.ts says what they
 * look like). There is no function that takes a channel's name, and listeners never see Electron's event object.
 */
type BridgeFunction = (request?: unknown) => Promise<Answer<unknown>>;

const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function bridgeFunction(channel: (typeof channelNames)[number]): BridgeFunction {
  if (channel === 'documents/open-dropped') return async (files) => openDropped(files as readonly File[]);
  return async (request) => ipcRenderer.invoke(channel, request);
}

/**
 * A page only ever holds File objects: the paths of dropped ones are looked up here, so that it cannot name its own. What
 * was dragged from elsewhere (a web page) has no path and goes as bytes.
 */
async function openDropped(files: readonly File[]): Promise<Answer<unknown>> {
  const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
  const [first] = files;
  if (paths.length > 0 || first === undefined)
    return ipcRenderer.invoke('documents/open-dropped' satisfies Channel, paths);
  const data = new Uint8Array(await first.arrayBuffer());
  return ipcRenderer.invoke('documents/open-bytes' satisfies Channel, { name: first.name, data });
}

const areas: Record<string, Record<string, BridgeFunction>> = {};
for (const channel of channelNames) {
  const [area = '', name = ''] = channel.split('/');
  (areas[area] ??= {})[camelCase(name)] = bridgeFunction(channel);
}

const knownEvents = new Set<string>(eventNames);

function on(name: string, listener: (event: unknown) => void): () => void {
  if (!knownEvents.has(name)) throw new Error(`There is no event called ${name}.`);
  const forward = (_: unknown, event: unknown): void => listener(event);
  ipcRenderer.on(name, forward);
  return () => void ipcRenderer.removeListener(name, forward);
}

contextBridge.exposeInMainWorld('tessera', { ...areas, on });
