import { expect, it } from 'vitest';
import { fillRun, maskWith, picture, quiet, runEdit, settingsWith } from '#tests/fixtures/edits.ts';
import { fakeManifest } from '#tests/fixtures/fake-pack.ts';

it('copies texture into strips so long that their coarse window sees more of the photo than is copied from', async () => {
  const [width, height] = [600, 300];
  const photo = picture(width, height);
  photo.data.fill(120);
  const strip = { x: 0, y: 0, width, height: 3 };
  const { plan, patches } = await runEdit(
    fillRun(
      photo,
      maskWith(width, height, [strip]),
      settingsWith({ detail: 'photo' }),
      // Windows of 8 px: the whole strip is first seen through one of them.
      fakeManifest({ window: { rows: 2, columns: 2 } }),
    ),
    quiet(),
  );
  expect(1 / plan.finestScale).toBeGreaterThanOrEqual(128);
  expect(patches[0]!.rect).toEqual(strip);
  expect(patches[0]!.report).toMatchObject({ detailStage: 'photo', changedOutsideMask: 0 });
}, 120_000);
