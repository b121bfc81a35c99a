/** A running child, however it is started: Electron's utilityProcess in the app, a thread of a batch, a fake in tests. */
export interface Child<Call> {
  post(call: Call): void;
  kill(): void;
}

/** Starts a child; `exit` is called exactly once, also after `kill`. */
export type StartChild<Call, Message> = (listeners: {
  message(message: Message): void;
  exit(code: number | null): void;
}) => Child<Call>;

/** What a message of the child means: to the call that it names, or `ready`. */
export type Reply<Value, Update> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'update'; readonly id: string; readonly update: Update }
  | { readonly kind: 'value'; readonly id: string; readonly value: Value }
  | { readonly kind: 'error'; readonly id: string; readonly error: Error };

/** What a child says and answers, and what is to be done when it dies. */
export interface ChildApi<Call, Message, Value, Update> {
  readonly start: StartChild<Call, Message>;
  read(message: Message): Reply<Value, Update>;
  /** The child can answer. */
  ready?(): void;
  /** The child died by itself. @returns what the calls that it owes an answer are told */
  died(): Error;
}

interface Waiting<Value, Update> {
  resolve(value: Value): void;
  reject(error: Error): void;
  update(update: Update): void;
}

/**
 * Its user's end of a child process or thread: starts it when first needed and again after its end, matches answers to calls, and leaves
 * no call without an answer: those of a child that ends are rejected.
 */
export class ChildRpc<Call extends { readonly id: string }, Message, Value, Update = never> {
  private child: Child<Call> | null = null;
  private readonly waiting = new Map<string, Waiting<Value, Update>>();

  constructor(private readonly api: ChildApi<Call, Message, Value, Update>) {}

  /** How many calls wait for an answer. */
  get pending(): number {
    return this.waiting.size;
  }

  get isRunning(): boolean {
    return this.child !== null;
  }

  /** Starts the child where none runs, ahead of the first call. */
  warmUp(): void {
    this.running();
  }

  /** Asks the child. Resolves with its answer; rejects with its error, or with what its end is told as. */
  call(call: Call, update: (update: Update) => void = () => undefined): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.waiting.set(call.id, { resolve, reject, update });
      this.running().post(call);
    });
  }

  /** Sends something that is owed no answer of its own. Nothing where no child runs. */
  tell(call: Call): void {
    this.child?.post(call);
  }

  /** Kills the child; the calls that it owes an answer are rejected with `error`. The next call starts another. */
  stop(error: Error): void {
    const { child } = this;
    this.child = null;
    child?.kill();
    for (const { reject } of this.takeWaiting()) reject(error);
  }

  private running(): Child<Call> {
    if (this.child) return this.child;
    const child: Child<Call> = this.api.start({
      message: (message) => {
        if (this.child === child) this.receive(message);
      },
      exit: () => {
        if (this.child !== child) return;
        this.child = null;
        const owed = this.takeWaiting();
        const error = this.api.died();
        for (const { reject } of owed) reject(error);
      },
    });
    this.child = child;
    return child;
  }

  private receive(message: Message): void {
    const reply = this.api.read(message);
    if (reply.kind === 'ready') return this.api.ready?.();
    const waiting = this.waiting.get(reply.id);
    if (!waiting) return;
    if (reply.kind === 'update') return waiting.update(reply.update);
    this.waiting.delete(reply.id);
    if (reply.kind === 'value') waiting.resolve(reply.value);
    else waiting.reject(reply.error);
  }

  private takeWaiting(): readonly Waiting<Value, Update>[] {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    return all;
  }
}
