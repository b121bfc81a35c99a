import type { EventName, Events } from '../../src-shared/contract/events';

/** Tells every open window. */
export type Broadcast = <Name extends EventName>(name: Name, event: Events[Name]) => void;
