import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { Cancelled, type ErrorCode, TesseraError } from '#shared/errors.ts';
import { objectAddress } from '../jobs/place.ts';
import { text } from '#shared/text/text.ts';

/** So often a request is made that the server cannot answer now. */
const tries = 4;

/** Where credentials, region and address of a store are, as other tools for S3 have them. */
type Environment = Readonly<Partial<Record<string, string>>>;

/**
 * An S3-compatible store. Only the server that it was opened for is asked, whatever a job or an answer names, and no
 * message shows credentials.
 */
export class ObjectStore {
  private constructor(
    private readonly client: AwsClient,
    /** Without a slash at its end. */
    private readonly endpoint: string,
  ) {}

  /** @param endpoint http(s)://host[:port]; left out = that of the environment, else Amazon's @throws TesseraError usage */
  static open(endpoint: string | undefined, environment: Environment = process.env): ObjectStore {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
    if (!accessKeyId || !secretAccessKey)
      throw new TesseraError('usage', text.commandLine.store.noCredentials);
    const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1';
    const sessionToken = environment['AWS_SESSION_TOKEN'];
    const address =
      endpoint ??
      environment['AWS_ENDPOINT_URL_S3'] ??
      environment['AWS_ENDPOINT_URL'] ??
      `https://s3.${region}.amazonaws.com`;
    const url = URL.canParse(address) ? new URL(address) : null;
    if (
      !url ||
      !/^https?:$/.test(url.protocol) ||
      url.username !== '' ||
      url.password !== '' ||
      url.search !== ''
    )
      throw new TesseraError('usage', text.commandLine.store.noEndpoint);
    return new ObjectStore(
      new AwsClient({
        ...{ accessKeyId, secretAccessKey, region, service: 's3', retries: tries - 1 },
        ...(sessionToken !== undefined && { sessionToken }),
      }),
      url.origin + url.pathname.replace(/\/+$/, ''),
    );
  }

  /** @returns sha256 of an object @throws as `fetch` */
  digest(place: string, signal?: AbortSignal): Promise<string> {
    return this.pour(place, new Writable({ write: (_piece, _encoding, done) => done() }), signal);
  }

  /** The bytes of an object. @throws as `fetch` */
  async read(place: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    const write = (piece: Buffer, _encoding: string, done: () => void): void => (pieces.push(piece), done());
    await this.pour(place, new Writable({ write }), undefined);
    return Buffer.concat(pieces);
  }

  /** Copies an object to a new file. @returns its sha256 @throws TesseraError file-not-found, file-unreadable, disk-full */
  fetch(place: string, file: string, signal?: AbortSignal): Promise<string> {
    return this.pour(place, createWriteStream(file, { flags: 'wx' }), signal);
  }

  /** Writes an object: whole, or it stays as it was. @throws TesseraError target-read-only, write-failed */
  async put(place: string, bytes: Buffer<ArrayBuffer>, signal?: AbortSignal): Promise<void> {
    const name = basename(place);
    // The store compares the digest with what arrives.
    const headers = { 'X-Amz-Content-Sha256': createHash('sha256').update(bytes).digest('hex') };
    const answer = await this.ask(place, { method: 'PUT', body: bytes, headers }, signal).catch(
      (error: unknown) => {
        throw notWritten('write-failed', name, reasonOf(error), error);
      },
    );
    const code = await codeOf(answer);
    if (answer.ok) return;
    throw notWritten(answer.status === 403 ? 'target-read-only' : 'write-failed', name, code);
  }

  private async pour(place: string, to: Writable, signal: AbortSignal | undefined): Promise<string> {
    const name = basename(place);
    const hash = createHash('sha256');
    try {
      const answer = await this.ask(place, { method: 'GET' }, signal);
      if (!answer.ok || !answer.body) {
        const code = await codeOf(answer);
        throw notRead(answer.status === 404 ? 'file-not-found' : 'file-unreadable', name, code);
      }
      const body = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
      body.on('data', (piece: Uint8Array) => hash.update(piece));
      await pipeline(body, to, { ...(signal && { signal }) });
    } catch (error) {
      to.destroy();
      if (error instanceof TesseraError) throw error;
      if (signal?.aborted) throw new Cancelled();
      const ofDisk = describeWriteError(error, name);
      throw ofDisk instanceof TesseraError && ofDisk.code === 'disk-full'
        ? ofDisk
        : notRead('file-unreadable', name, reasonOf(error), error);
    }
    return hash.digest('hex');
  }

  /** What the store answers; one that sends us to another server is not followed. */
  private async ask(place: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
    const { bucket, key } = objectAddress(place);
    const path = [bucket, ...key.split('/')].map(encodeURIComponent).join('/');
    try {
      return await this.client.fetch(`${this.endpoint}/${path}`, {
        ...init,
        redirect: 'manual',
        ...(signal && { signal }),
      });
    } catch (error) {
      if (signal?.aborted) throw new Cancelled();
      throw error;
    }
  }
}

const notRead = (code: ErrorCode, name: string, why: string, cause?: unknown): TesseraError =>
  new TesseraError(code, text.commandLine.store.notRead(name, why), { cause });

const notWritten = (code: ErrorCode, name: string, why: string, cause?: unknown): TesseraError =>
  new TesseraError(code, text.commandLine.store.notWritten(name, why), { cause });

/** What the store says of itself: its code alone, since the rest repeats the request. */
async function codeOf(answer: Response): Promise<string> {
  const body = answer.body ? await answer.text() : '';
  return `${answer.status} ${/<Code>([A-Za-z]{1,60})<\/Code>/.exec(body)?.[1] ?? answer.statusText}`.trim();
}

/** Of a connection. */
function reasonOf(error: unknown): string {
  if (error instanceof Cancelled) throw error;
  const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? text.commandLine.store.connectionFailed;
}
