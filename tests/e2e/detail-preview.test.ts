import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { TesseraApp } from './harness/tessera-app.ts';

it('shows the detail stage while it works, in a coarse picture before the result', async () => {
  const app = await TesseraApp.start(resolve('assets/samples/summit-sunset.jpg'));
  await app.selectRectangle({ x: 2500, y: 1800, width: 500, height: 400 });
  const preview = app.window.evaluate(
    () =>
      new Promise<{ status: number; width: number; covers: number }>((done) => {
        window.tessera.on('run/preview', ({ picture }) => {
          void fetch(picture.url!).then((answer) =>
            done({
              status: answer.status,
              width: Number(answer.headers.get('x-width')),
              covers: picture.rect.width,
            }),
          );
        });
      }),
  );
  await app.startRun();
  const { status, width, covers } = await preview;
  expect(status).toBe(200);
  expect(covers / width).toBeGreaterThanOrEqual(2);
  await app.untilResult();
});
