import type { RedisOptions } from 'ioredis';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** The queue's name in Redis: the version changes with what a job holds. */
export const queueName = 'tessera-1';

/** A Redis server by its address. */
export interface QueueAddress {
  readonly connection: RedisOptions;
  /** The address without user and password, for messages and logs. */
  readonly shown: string;
}

/**
 * `redis://[user:password@]host[:port][/database]`; `rediss://` is TLS.
 * @throws TesseraError usage
 */
export function queueAddress(address: string): QueueAddress {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || (url.protocol !== 'redis:' && url.protocol !== 'rediss:') || url.hostname === '')
    throw new TesseraError('usage', text.commandLine.queue.noAddress);
  const database = /^\/?(\d*)$/.exec(url.pathname);
  if (!database) throw new TesseraError('usage', text.commandLine.queue.noDatabase);
  // An IPv6 address stands in brackets.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? 6379 : Number(url.port);
  return {
    connection: {
      host,
      port,
      ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
      ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
      ...(database[1] !== '' && { db: Number(database[1]) }),
      ...(url.protocol === 'rediss:' && { tls: { servername: host } }),
      // While Redis restarts, what is asked of it waits.
      maxRetriesPerRequest: null,
      retryStrategy: (attempt) => Math.min(5000, 100 * 2 ** Math.min(attempt, 6)),
    },
    shown: `${url.protocol}//${url.host}${database[1] === '' ? '' : `/${database[1]}`}`,
  };
}

/** Seconds in which a server must answer at first. */
const patience = 10;

/**
 * Looks whether the server is there and lets us in, before anything is queued.
 * @throws TesseraError file-unreadable
 */
export async function assertReachable({ connection, shown }: QueueAddress): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis({
    ...connection,
    lazyConnect: true,
    connectTimeout: patience * 1000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // What ended the connection is said before the call that waits for it fails.
  let first: NodeJS.ErrnoException | null = null;
  redis.on('error', (error) => (first ??= error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const { code, message } = first ?? (error as NodeJS.ErrnoException);
    const reason = code ?? message;
    throw new TesseraError('queue-unreachable', text.commandLine.queue.unreachable(shown, reason));
  } finally {
    redis.disconnect();
  }
}
