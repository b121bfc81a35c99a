import { mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runningApp } from '#tests/unit/src-main/jobs/running-app.ts';
import { killed, notes, withTurns } from './killed-app.ts';

describe('damaged files', () => {
  const turnFile = (folder: string, id: string, name: string) => join(folder, 'region', 'turns', id, name);

  it.each([
    ['cut off', (path: string) => truncate(path, 100)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['overwritten', (path: string) => writeFile(path, '{"version":1}')],
  ])('a turn whose description is %s is named, the others come back', async (_, damage) => {
    const { app, turnIds } = await withTurns(3);
    const again = await killed(app, (folder) => damage(turnFile(folder, turnIds[1]!, 'turn.json')));
    expect(again.turns.tree(again.documentId)!.turns.map(({ id }) => id)).toEqual([turnIds[0], turnIds[2]]);
    expect(notes(again)).toEqual([expect.stringContaining('One version that waited could not be read')]);
    await again.runs.accept(again.documentId, turnIds[2]!);
    expect(await again.topLeft()).toBe(22);
  });

  it('a turn that cannot be read just now is said to be kept, and is there once it can be, tiles and all', async () => {
    const { app, turnIds } = await withTurns(2);
    let path = '';
    const again = await killed(app, async (folder) => {
      path = turnFile(folder, turnIds[1]!, 'turn.json');
      await rename(path, `${path}-aside`);
      await mkdir(path);
    });
    expect(again.turns.tree(again.documentId)!.turns.map(({ id }) => id)).toEqual([turnIds[0]]);
    expect(notes(again)).toEqual([expect.stringContaining('Nothing was deleted')]);
    await again.documents.close(again.documentId);
    await rm(path, { recursive: true });
    await rename(`${path}-aside`, path);
    const third = await killed(again);
    expect(third.turns.tree(third.documentId)!.turns.map(({ id }) => id)).toEqual(turnIds);
    await third.runs.accept(third.documentId, turnIds[1]!);
    expect(await third.topLeft()).toBe(21);
  });

  it('a turn whose tile is missing is named, the others come back', async () => {
    const { app, turnIds } = await withTurns(2);
    const { pixels } = app.turns.turnById(turnIds[0]!)!;
    const own = Object.values(pixels.tiles).filter(
      (name) => !Object.values(app.document.present.pixels.tiles).includes(name),
    );
    const again = await killed(app, (folder) => rm(join(folder, 'tiles', own[0]!)));
    expect(again.turns.tree(again.documentId)!.turns.map(({ id }) => id)).toEqual([turnIds[1]]);
    expect(notes(again)).toHaveLength(1);
  });

  it('a turn whose state is damaged still comes back; what is kept of it is computed again, and that is said', async () => {
    const { app, turnIds } = await withTurns(1);
    const path = (folder: string) => turnFile(folder, turnIds[0]!, 'state.bin');
    const again = await killed(app, async (folder) => {
      const bytes = await readFile(path(folder));
      bytes[bytes.length - 1]! ^= 1;
      await writeFile(path(folder), bytes);
    });
    again.start({}, { kind: 'step', turnId: turnIds[0]!, at: { pass: 0, step: 0 } });
    expect(await again.engineIsAsked()).toMatchObject({ parentState: null, earlier: [{}] });
    expect(again.events).toContainEqual([
      'app/message',
      { kind: 'info', message: expect.stringContaining('computed again') },
    ]);
  });

  it('a step picture that is damaged is missing, nothing else', async () => {
    const { app, turnIds } = await withTurns(1);
    const again = await killed(app, (folder) =>
      writeFile(turnFile(folder, turnIds[0]!, join('steps', '0-0.rgba.z')), 'no picture'),
    );
    expect(await again.turns.stepPicture(turnIds[0]!, 0)).toBeNull();
    expect(again.turns.tree(again.documentId)!.turns).toHaveLength(1);
  });

  it('a saved moment that is damaged lets the run begin again, and that is said', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    await app.checkpoint([1, 2, 3], 1, 0.5);
    const again = await killed(app, (folder) =>
      truncate(join(folder, 'region', 'run', 'checkpoint.bin'), 90),
    );
    expect(again.turns.tree(again.documentId)!.interrupted).toMatchObject({ fraction: 0 });
    expect(notes(again)).toEqual([expect.stringContaining('damaged')]);
    again.resume();
    expect((await again.engineIsAsked()).resume).toBeNull();
  });

  it('a run whose description is damaged is named, and the picture comes back without it', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    await app.checkpoint([1], 1, 0.5);
    const again = await killed(app, (folder) => writeFile(join(folder, 'region', 'run', 'job.json'), '['));
    expect(again.turns.tree(again.documentId)).toBeNull();
    expect(again.document.summary()).toMatchObject({ work: 'none', maskPixels: 100 });
    expect(notes(again)).toEqual([expect.stringContaining('run that was cut off')]);
  });

  it('names that lead out of the folder are never followed', async () => {
    const { app, turnIds } = await withTurns(1);
    const again = await killed(app, async (folder) => {
      const path = turnFile(folder, turnIds[0]!, 'turn.json');
      const name = Object.values(app.turns.turnById(turnIds[0]!)!.pixels.tiles)[0]!;
      await writeFile(path, (await readFile(path, 'utf8')).replaceAll(name, '../../../../etc/passwd'));
    });
    expect(again.turns.tree(again.documentId)).toBeNull();
    expect(notes(again)).toHaveLength(1);
  });
});
