import { expect, it } from 'vitest';
import { PhotoThreads } from '#cli/photos/photo-threads.ts';
import type { PhotoRequest, ReadPhoto, VariantToWrite } from '#cli/photos/photo-files.ts';
import { ownPhoto, type ThreadAnswer, type ThreadCall, transferred } from '#cli/photos/thread-messages.ts';

const request = { path: 'photo.jpg', options: {}, mask: null, by: null } as unknown as PhotoRequest;

/** Threads that the test plays. */
function threadsOf(max: number) {
  const played: { readonly calls: ThreadCall[]; answer(message: ThreadAnswer): void; die(): void }[] = [];
  const threads = new PhotoThreads(max, ({ message, exit }) => {
    const calls: ThreadCall[] = [];
    played.push({ calls, answer: message, die: () => exit(1) });
    return { post: (call) => void calls.push(call), kill: () => undefined };
  });
  /** Opens a photo in the thread that is given the call. */
  const open = async (at: number) => {
    const opening = threads.open(request);
    const { id } = played[at]!.calls.at(-1)!;
    played[at]!.answer({ id, value: {} as ReadPhoto });
    return { id, ...(await opening) };
  };
  return { threads, played, open };
}

const variantOf = (samples: Uint8Array): VariantToWrite =>
  ({
    image: { data: new Uint8Array(12) },
    mask: { data: new Uint8Array(4) },
    patch: { samples },
  }) as unknown as VariantToWrite;

it('starts threads as they are needed, gives a photo to the one that keeps fewest, and writes where it was opened', async () => {
  const { played, open } = threadsOf(2);
  const first = await open(0);
  const second = await open(1);
  expect(played).toHaveLength(2);
  second.file.close();
  expect(played[1]!.calls.at(-1)).toMatchObject({ kind: 'close', file: second.id });
  await open(1);
  void first.file.write(variantOf(new Uint8Array(3)), true);
  expect(played[0]!.calls.at(-1)).toMatchObject({ kind: 'write', file: first.id, isLast: true });
});

it('rejects with what the thread says, and lets nothing wait for one that died; another takes its place', async () => {
  const { threads, played, open } = threadsOf(1);
  const missing = threads.open(request);
  const [{ id }] = played[0]!.calls as [ThreadCall];
  played[0]!.answer({ id, error: { code: 'file-not-found', message: 'It is not there.' } });
  await expect(missing).rejects.toMatchObject({ code: 'file-not-found', message: 'It is not there.' });
  const lost = threads.open(request);
  played[0]!.die();
  await expect(lost).rejects.toMatchObject({ code: 'internal' });
  const { file } = await open(1);
  const unwritten = file.write(variantOf(new Uint8Array(3)), true);
  threads.dispose();
  await expect(unwritten).rejects.toMatchObject({ code: 'internal' });
});

it('moves pictures: of several variants those of the photo with the last, and never what lies around a view', () => {
  const write = (isLast: boolean): ThreadCall =>
    ({ id: '1', kind: 'write', file: '0', variant: variantOf(new Uint8Array(3)), isLast }) as const;
  expect(transferred(write(false)).map(({ byteLength }) => byteLength)).toEqual([3]);
  expect(transferred(write(true)).map(({ byteLength }) => byteLength)).toEqual([12, 4, 3]);
  const handedOut = new Uint8Array(100).subarray(10, 22);
  const photo = {
    image: { data: handedOut, iccProfile: null },
    mask: null,
    noSource: null,
  } as unknown as ReadPhoto;
  const sent = ownPhoto(photo);
  expect(transferred({ id: '1', value: sent }).map(({ byteLength }) => byteLength)).toEqual([12]);
  expect(sent.image.data.buffer).not.toBe(handedOut.buffer);
});
