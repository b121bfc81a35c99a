import type { EventName, Events } from '#shared/contract/events.ts';

/** Tells every open window. */
export type Broadcast = <Name extends EventName>(name: Name, event: Events[Name]) => void;
