import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';

/** Whoever is not root needs to be it in there to leave the network. */
export const apart = process.getuid?.() === 0 ? '-n' : '-rn';
/** Before a command: keeps what it and its children ask of sockets. */
export const traced = (way: string, calls: string): string =>
  `strace ${way} -f --seccomp-bpf -qq -e trace=execve,connect,sendto,sendmsg,sendmmsg -o '${calls}'`;

/** The calls that name an address outside of this machine's own sockets. */
export async function reachedOutside(calls: string): Promise<readonly string[]> {
  const traced = await readFile(calls, 'utf8');
  expect(traced, 'something was traced').toContain('execve(');
  const reached = traced.split('\n').filter((call) => call.includes('sa_family='));
  return reached.filter((call) => !/sa_family=AF_(UNIX|NETLINK)/.test(call));
}
