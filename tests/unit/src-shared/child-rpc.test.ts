import { expect, it } from 'vitest';
import { ChildRpc, type Reply } from '#shared/child-rpc.ts';

interface Call {
  readonly id: string;
}

/** An rpc over children that the test plays. */
function withChildren() {
  const children: {
    readonly calls: string[];
    killed: boolean;
    say(reply: Reply<number, string>): void;
    die(): void;
  }[] = [];
  let readies = 0;
  const rpc = new ChildRpc<Call, Reply<number, string>, number, string>({
    start: ({ message, exit }) => {
      const child = { calls: [] as string[], killed: false, say: message, die: () => exit(1) };
      children.push(child);
      return {
        post: ({ id }) => void child.calls.push(id),
        kill: () => {
          child.killed = true;
          exit(null);
        },
      };
    },
    read: (reply) => reply,
    ready: () => readies++,
    died: () => new Error('it died'),
  });
  return { rpc, children, readies: () => readies };
}

it('starts one child for all calls and matches answers, errors and updates to them', async () => {
  const { rpc, children, readies } = withChildren();
  const updates: string[] = [];
  const first = rpc.call({ id: 'a' }, (update) => updates.push(update));
  const second = rpc.call({ id: 'b' });
  const [child] = children;
  child!.say({ kind: 'ready' });
  child!.say({ kind: 'value', id: 'b', value: 2 });
  child!.say({ kind: 'update', id: 'a', update: 'half' });
  child!.say({ kind: 'value', id: 'unknown', value: 0 });
  expect(rpc.pending).toBe(1);
  child!.say({ kind: 'error', id: 'a', error: new Error('no') });
  await expect(second).resolves.toBe(2);
  await expect(first).rejects.toThrow('no');
  expect([children.length, child!.calls, updates, readies(), rpc.pending]).toEqual([
    1,
    ['a', 'b'],
    ['half'],
    1,
    0,
  ]);
});

it('leaves no call of a child that dies without an answer, and starts another for the next', async () => {
  const { rpc, children } = withChildren();
  const owed = rpc.call({ id: 'a' });
  children[0]!.die();
  await expect(owed).rejects.toThrow('it died');
  const next = rpc.call({ id: 'b' });
  children[1]!.say({ kind: 'value', id: 'b', value: 1 });
  await expect(next).resolves.toBe(1);
});

it('hears nothing more of a child that was stopped', async () => {
  const { rpc, children } = withChildren();
  rpc.tell({ id: 'nobody' });
  const owed = rpc.call({ id: 'a' });
  rpc.stop(new Error('stopped'));
  await expect(owed).rejects.toThrow('stopped');
  expect(children[0]!.killed).toBe(true);
  const next = rpc.call({ id: 'b' });
  children[0]!.say({ kind: 'value', id: 'b', value: 0 });
  children[0]!.die();
  expect(rpc.pending).toBe(1);
  children[1]!.say({ kind: 'value', id: 'b', value: 1 });
  await expect(next).resolves.toBe(1);
  expect(children).toHaveLength(2);
});
