import type { ErrorCode } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { BridgeError } from '#renderer/bridge/bridge.ts';

/** Something a user may do about a message. */
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'error';
  readonly title: string | null;
  readonly message: string;
  readonly action: NoticeAction | null;
  /** Whether it is still true; it goes once it is not. */
  readonly holds: () => boolean;
}

const infoSeconds = 6;
const actionSeconds = 15;

/** Messages to the user, and what screen readers are told. */
export class Notices {
  private all = $state.raw<readonly Notice[]>([]);
  /** Read out politely whenever it changes. */
  announcement = $state('');
  private nextId = 1;

  get list(): readonly Notice[] {
    return this.all.filter(({ holds }) => holds());
  }

  /** A short message that goes away by itself; later where something may be done about it. */
  info(message: string, action: NoticeAction | null = null, holds = (): boolean => true): void {
    const id = this.add('info', null, message, action, holds);
    setTimeout(() => this.dismiss(id), (action === null ? infoSeconds : actionSeconds) * 1000);
  }

  /** An error stays until it is dismissed. */
  error(error: unknown): void {
    const code: ErrorCode = error instanceof BridgeError ? error.code : 'internal';
    const message = error instanceof BridgeError ? error.message : text.dialogs.messages.unexpected;
    this.add('error', text.errorTitles[code], message);
    if (!(error instanceof BridgeError)) console.error(error);
  }

  /** An error told by main without a code. */
  problem(message: string): void {
    this.add('error', null, message);
  }

  dismiss(id: number): void {
    this.all = this.all.filter((notice) => notice.id !== id);
  }

  announce(message: string): void {
    this.announcement = message;
  }

  /** Runs something that asks main; shows what goes wrong. Undefined where it failed. */
  async guard<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await work();
    } catch (error) {
      this.error(error);
      return undefined;
    }
  }

  private add(
    kind: Notice['kind'],
    title: string | null,
    message: string,
    action: NoticeAction | null = null,
    holds = (): boolean => true,
  ): number {
    const id = this.nextId++;
    const others = this.list.filter((notice) => notice.message !== message);
    this.all = [...others.slice(-3), { id, kind, title, message, action, holds }];
    return id;
  }
}
