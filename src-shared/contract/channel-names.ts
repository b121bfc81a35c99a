import type { Channel } from './contract';
import type { EventName } from './events';

/** Every channel, without zod: preload is sandboxed and builds its functions from this list. The types prove it complete. */
const channels: Readonly<Record<Channel, true>> = {
  'app/info': true,
  'app/open-link': true,
  'preferences/get': true,
  'preferences/set': true,
  'documents/open-dialog': true,
  'documents/open-bytes': true,
  'documents/open-dropped': true,
  'documents/open-recent': true,
  'documents/list-recent': true,
  'documents/open-sample': true,
  'documents/new': true,
  'documents/paste': true,
  'documents/current': true,
  'documents/close': true,
  'documents/undo': true,
  'documents/redo': true,
  'documents/export': true,
  'documents/list-restorable': true,
  'documents/restore': true,
  'documents/discard-restorable': true,
  'mask/commit': true,
  'mask/operate': true,
  'mask/load': true,
  'mask/save': true,
  'packs/list': true,
  'packs/import': true,
  'packs/cancel-import': true,
  'packs/delete': true,
  'devices/list': true,
  'runs/plan': true,
  'runs/start': true,
  'runs/cancel': true,
  'runs/accept': true,
  'runs/discard': true,
};

const events: Readonly<Record<EventName, true>> = {
  'document/changed': true,
  'document/closed': true,
  'run/progress': true,
  'run/preview': true,
  'run/finished': true,
  'run/failed': true,
  'run/cancelled': true,
  'engine/status': true,
  'packs/changed': true,
  'packs/import-progress': true,
  'app/message': true,
  'app/command': true,
};

export const channelNames = Object.keys(channels) as readonly Channel[];
export const eventNames = Object.keys(events) as readonly EventName[];
