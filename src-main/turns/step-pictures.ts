import { copyFile, link, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { EditStep } from '#engine/protocol.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { workingCopy, writing } from '#engine/files/system-errors.ts';
import type { StepId } from '#shared/runs/run-plan.ts';
import type { DisplayPicture } from '#main/pixels/pixel-operations.ts';

const deflateBytes = promisify(deflate);
const inflateBytes = promisify(inflate);

/** The file of a step's picture: RGBA, deflated (zlib). */
export const picturePath = (folder: string, { pass, step }: StepId): string =>
  join(folder, `${pass}-${step}.rgba.z`);

/** Writes the picture of a step into `folder` (made where missing). */
export async function writePicture(folder: string, at: StepId, rgba: Uint8Array): Promise<void> {
  await writing(workingCopy, mkdir(folder, { recursive: true }));
  await writeFileAtomically(picturePath(folder, at), await deflateBytes(rgba, { level: 1 }));
}

/** The picture of a step; null where it is missing or damaged. */
export async function readPicture(
  folder: string,
  { at, width, height }: Pick<EditStep, 'at' | 'width' | 'height'>,
): Promise<DisplayPicture | null> {
  const size = width * height * 4;
  try {
    const file = await open(picturePath(folder, at), 'r');
    try {
      // Deflating never makes anything much larger: a longer file is not one that Tessera wrote.
      if ((await file.stat()).size > size + (size >> 3) + 1024) return null;
      const rgba = await inflateBytes(await file.readFile(), { maxOutputLength: Math.max(1, size) });
      return rgba.byteLength === size ? { width, height, rgba } : null;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** Puts a picture into a second folder as well, at no cost where the file system has links; false where there is none. */
export async function sharePicture(from: string, to: string, at: StepId): Promise<boolean> {
  const [source, target] = [picturePath(from, at), picturePath(to, at)];
  await writing(workingCopy, mkdir(dirname(target), { recursive: true }));
  return link(source, target).then(
    () => true,
    () =>
      copyFile(source, target).then(
        () => true,
        () => false,
      ),
  );
}

/** Step pictures of a running variant that are not on the disk yet, or cannot be put there: the latest 64 (about 16 MB). */
export class LivePictures {
  private readonly pictures = new Map<string, DisplayPicture>();

  constructor(private readonly most = 64) {}

  add(at: StepId, picture: DisplayPicture): void {
    this.pictures.set(key(at), picture);
    for (const oldest of this.pictures.keys()) {
      if (this.pictures.size <= this.most) break;
      this.pictures.delete(oldest);
    }
  }

  /** Forgets the picture, unless a newer one of the same step has come. */
  remove(at: StepId, picture: DisplayPicture): void {
    if (this.pictures.get(key(at)) === picture) this.pictures.delete(key(at));
  }

  get(at: StepId): DisplayPicture | null {
    return this.pictures.get(key(at)) ?? null;
  }

  clear(): void {
    this.pictures.clear();
  }
}

const key = ({ pass, step }: StepId): string => `${pass}-${step}`;
