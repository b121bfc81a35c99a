import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CDPSession } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { projectFile, temporaryFolder } from './harness/launch.ts';
import { text } from '#shared/text/text.ts';
import { TesseraApp } from './harness/tessera-app.ts';

/** Pens, palms, wheels and clipboards. One app for all. */
let app: TesseraApp;
let debug: CDPSession;

beforeAll(async () => {
  app = await TesseraApp.start(projectFile('tests/fixtures/photos/dogs.jpg'), { keepForAll: true });
  debug = await app.window.context().newCDPSession(app.window);
  // Only pointers that the system knows can be captured, and those of scripted events it does not.
  await app.window.locator('[data-viewport]').evaluate((stage) => {
    const capture = stage.setPointerCapture.bind(stage);
    stage.setPointerCapture = (id) => (id === 77 ? undefined : capture(id));
  });
});
afterAll(() => app.launched.close());

type Place = readonly [number, number];

/** `tiltX` in degrees from upright to the right. */
const pen = (
  type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
  [x, y]: Place,
  force: number,
  tiltX = 0,
) =>
  debug.send('Input.dispatchMouseEvent', {
    type,
    x,
    y,
    force,
    tiltX,
    button: 'left',
    buttons: type === 'mouseReleased' ? 0 : 1,
    clickCount: 1,
    pointerType: 'pen',
  });
const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', places: readonly Place[]) =>
  debug.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: places.map(([x, y], id) => ({ x, y, id, radiusX: 25, radiusY: 25 })),
  });

/** What main holds as the selection: one byte for each pixel of the first tile. */
async function selection(): Promise<Buffer> {
  await app.window.waitForTimeout(300);
  const { id, maskRevision } = (await app.summary())!;
  // As text: long lists of numbers take seconds on their way out of the page.
  const bytes = await app.window.evaluate(async (address) => {
    const coverage = new Uint8Array(await (await fetch(address)).arrayBuffer());
    return Array.from(coverage, (value) => String.fromCharCode(value)).join('');
  }, `image://mask/${id}/0/0/0?rev=${maskRevision}`);
  return Buffer.from(bytes, 'latin1');
}

const painted = (coverage: Buffer): number => coverage.filter((value) => value > 0).length;

/** A stroke of a pen along the picture; `between` happens after each of its points. */
async function penStroke(
  between: (step: number) => Promise<unknown> = async () => undefined,
): Promise<Buffer> {
  const places = await app.screenPoints([0.2, 0.3, 0.4, 0.5, 0.6].map((x) => [x * 200, 60] as const));
  await pen('mousePressed', places[0]!, 0.3);
  for (const [step, place] of places.slice(1).entries()) {
    await pen('mouseMoved', place, 0.3 + step / 10);
    await between(step);
  }
  await pen('mouseReleased', places.at(-1)!, 0);
  return selection();
}

/** How a line is drawn all at once, in one moment of the page. */
interface PenLine {
  readonly end?: 'tip' | 'eraser';
  /** The system takes the pen away at the line's end. */
  readonly isLost?: boolean;
  /** The key of undo is pressed in the same moment. */
  readonly undoesFirst?: boolean;
}

/** A pen draws a line. */
const penLine = (places: readonly Place[], line: PenLine = {}): Promise<void> =>
  app.window.locator('[data-viewport]').evaluate(
    (stage, [from, to, { end, isLost, undoesFirst }]) => {
      const [button, buttons] = end === 'eraser' ? [5, 32] : [0, 1];
      const pen = { pointerId: 77, pointerType: 'pen', pressure: 0.5, bubbles: true };
      const send = (type: string, [clientX, clientY]: Place, pressed: number): void => {
        stage.dispatchEvent(new PointerEvent(type, { ...pen, clientX, clientY, button, buttons: pressed }));
      };
      const undo = { key: 'z', code: 'KeyZ', ctrlKey: true, bubbles: true };
      if (undoesFirst) document.body.dispatchEvent(new KeyboardEvent('keydown', undo));
      send('pointerdown', from, buttons);
      send('pointermove', to, buttons);
      send(isLost ? 'pointercancel' : 'pointerup', to, 0);
    },
    [places[0]!, places[1]!, line] as const,
  );

describe('pointers', () => {
  beforeEach(async () => {
    await app.operateMask((await app.summary())!.id, 'clear');
    await app.press('b');
    await app.window.evaluate(() => window.tessera.preferences.set({ brushSize: 20 }));
  });

  it('of a pen paint alone: a palm, a second finger and a mouse beside it change nothing', async () => {
    const alone = await penStroke();
    expect(painted(alone)).toBeGreaterThan(500);
    await app.undo();
    expect(painted(await selection())).toBe(0);

    const palm = await app.screenPoints([
      [150, 150],
      [80, 170],
    ]);
    const disturbed = await penStroke(async (step) => {
      if (step === 0) await touch('touchStart', palm.slice(0, 1));
      if (step === 1) await touch('touchStart', palm);
      if (step === 2) await touch('touchMove', [palm[1]!, palm[0]!]);
      if (step === 3) await touch('touchEnd', []);
    });
    expect(disturbed.equals(alone)).toBe(true);
    await app.undo();

    const [far] = await app.screenPoints([[100, 180]]);
    const besideMouse = await penStroke(() =>
      debug.send('Input.dispatchMouseEvent', {
        type: 'mouseMoved',
        x: far![0],
        y: far![1],
        pointerType: 'mouse',
      }),
    );
    expect(besideMouse.equals(alone)).toBe(true);
  });

  it('of a pen paint wider with its side, and alike with its tip up to 45 degrees', async () => {
    const [from, to] = await app.screenPoints([
      [60, 60],
      [120, 60],
    ]);
    const strokeHeld = async (tilt: number): Promise<Buffer> => {
      await pen('mousePressed', from!, 0.6, tilt);
      await pen('mouseMoved', to!, 0.6, tilt);
      await pen('mouseReleased', to!, 0, tilt);
      const covered = await selection();
      await app.undo();
      return covered;
    };
    const upright = await strokeHeld(0);
    expect((await strokeHeld(45)).equals(upright)).toBe(true);
    const side = await strokeHeld(80);
    expect(painted(side)).toBeGreaterThan(1.4 * painted(upright));
    expect(upright.every((value, pixel) => value <= side[pixel]!)).toBe(true);
  });

  it('of a mouse size the brush with Alt and the right button, and paint nothing by it', async () => {
    const size = app.window.getByRole('slider', { name: text.window.brushSize });
    const pixels = async (): Promise<number> =>
      Number.parseInt((await size.getAttribute('aria-valuetext'))!, 10);
    const before = await pixels();
    const [from] = await app.screenPoints([[60, 60]]);
    const drag = async (right: number): Promise<void> => {
      await app.window.mouse.move(...from!);
      await app.window.keyboard.down('Alt');
      await app.window.mouse.down({ button: 'right' });
      await app.window.mouse.move(from![0] + right, from![1], { steps: 3 });
      await app.window.mouse.up({ button: 'right' });
      await app.window.keyboard.up('Alt');
    };
    await drag(83);
    expect((await pixels()) / before).toBeCloseTo(2, 1);
    await drag(-83);
    expect((await pixels()) / before).toBeCloseTo(1, 1);
    expect(painted(await selection())).toBe(0);
  });

  it('of the right button, and the menu key, open a menu of what can be done; with Alt they do not', async () => {
    const menu = app.window.getByRole('menu');
    const [place] = await app.screenPoints([[60, 60]]);
    await app.window.keyboard.down('Alt');
    await app.window.mouse.click(...place!, { button: 'right' });
    await app.window.keyboard.up('Alt');
    expect(await menu.count()).toBe(0);
    await app.window.mouse.click(...place!, { button: 'right' });
    expect(await menu.boundingBox()).toMatchObject({ x: expect.closeTo(place![0], -1) as number });
    const item = (action: 'select-all' | 'clear-mask') =>
      menu.getByRole('menuitem', { name: text.actions[action] });
    expect(await item('clear-mask').getAttribute('aria-disabled')).toBe('true');
    await item('select-all').click();
    await app.until((summary) => summary!.maskPixels > 0, 'everything is selected');
    expect(painted(await selection())).toBeGreaterThan(0);

    const picture = app.window.getByRole('application');
    expect(await picture.evaluate((stage) => stage === document.activeElement)).toBe(true);
    await app.press('ContextMenu');
    await item('clear-mask').click();
    await app.until((summary) => summary!.maskPixels === 0, 'nothing is selected');
  });

  it('of a finger move the picture once a pen was used, and paint nothing', async () => {
    await penStroke();
    const before = await selection();
    const [from, to] = await app.screenPoints([
      [60, 60],
      [90, 80],
    ]);
    await app.window.waitForTimeout(600);
    const view = (): Promise<string | null> =>
      app.window.locator('[data-viewport]').getAttribute('data-viewport');
    const [scale, x, y] = (await view())!.split(' ').map(Number) as [number, number, number];
    await touch('touchStart', [from!]);
    await touch('touchMove', [to!]);
    await touch('touchEnd', []);
    const [, nowX, nowY] = (await view())!.split(' ').map(Number) as [number, number, number];
    expect([(nowX - x) / scale, (nowY - y) / scale].map(Math.round)).toEqual([30, 20]);
    expect((await selection()).equals(before)).toBe(true);
    await app.press('f');
  });

  it('of a pen take away with its eraser end, with the brush and as Alt does', async () => {
    const stroke = await penStroke();
    const places = await app.screenPoints([
      [60, 60],
      [100, 60],
    ]);
    await penLine(places, { end: 'eraser' });
    await expect.poll(async () => painted(await selection())).toBeLessThan(painted(stroke) - 200);
    const erased = await selection();
    expect(erased.every((value, pixel) => value <= stroke[pixel]!)).toBe(true);
    expect((await app.summary())!.undoLabel).toBe('Eraser stroke');
    await app.undo();
    expect(painted(await selection())).toBe(painted(stroke));

    await app.window.keyboard.down('Alt');
    await app.window.mouse.move(...places[0]!);
    await app.window.mouse.down();
    await app.window.mouse.move(...places[1]!);
    await app.window.mouse.up();
    await app.window.keyboard.up('Alt');
    await expect.poll(async () => painted(await selection())).toBeLessThan(painted(stroke) - 200);
  });

  it('that press right behind an undo paint on what it leads to', async () => {
    // The third line goes from the first to the second, so that its box holds both.
    const ends = [
      [40, 40],
      [90, 90],
      [40, 90],
    ] as const;
    const lines = ends.map(([from, to]) => [[60, from] as const, [100, to] as const]);
    const [first, second, third] = await Promise.all(lines.map((line) => app.screenPoints(line)));
    const isPainted = (coverage: Buffer, [x, y]: Place): boolean => coverage[y * 512 + x]! > 0;
    await penLine(first!);
    await expect.poll(async () => painted(await selection())).toBeGreaterThan(200);
    const one = await selection();
    await penLine(second!);
    await expect.poll(async () => isPainted(await selection(), [62, 90])).toBe(true);
    await penLine(third!, { undoesFirst: true });
    await expect.poll(async () => isPainted(await selection(), [80, 65])).toBe(true);
    // What was undone does not come back within the box.
    const both = await selection();
    expect([isPainted(both, [98, 40]), isPainted(both, [62, 90])]).toEqual([true, false]);
    await app.undo();
    expect((await selection()).equals(one)).toBe(true);
  });

  it('that are lost in the middle of a stroke leave what they painted, as one step', async () => {
    const places = await app.screenPoints([
      [60, 60],
      [100, 60],
    ]);
    await penLine(places, { isLost: true });
    expect(painted(await selection())).toBeGreaterThan(200);
    expect((await app.undo()).maskPixels).toBe(0);
  });
});

it('a notch of the wheel zooms by a quarter, with Ctrl and without', async () => {
  const scale = async (): Promise<number> =>
    Number((await app.window.locator('[data-viewport]').getAttribute('data-viewport'))!.split(' ')[0]);
  const [middle] = await app.screenPoints([[100, 60]]);
  await app.window.mouse.move(...middle!);
  for (const ctrl of [true, false]) {
    const before = await scale();
    if (ctrl) await app.window.keyboard.down('Control');
    await app.window.mouse.wheel(0, -100);
    if (ctrl) await app.window.keyboard.up('Control');
    await expect.poll(async () => ((await scale()) / before).toFixed(3)).toBe('1.250');
  }
});

describe('the clipboard', () => {
  const write = (entries: Readonly<Record<string, Buffer>>): Promise<void> =>
    app.launched.electron.evaluate(
      ({ clipboard }, list) => {
        clipboard.clear();
        for (const [format, bytes] of list) clipboard.writeBuffer(format, Buffer.from(bytes, 'base64'));
      },
      Object.entries(entries).map(([format, bytes]) => [format, bytes.toString('base64')] as const),
    );
  const paste = async () => {
    const before = (await app.summary())?.id;
    await app.press('Control+v');
    const summary = await app.until((now) => now !== null && now.id !== before, 'something else is open');
    await app.window.locator('.opening').waitFor({ state: 'detached' });
    return summary;
  };
  const noise = (length: number, depth: 8 | 16) =>
    Uint16Array.from({ length }, (_, index) => ((index * 40_503) >> 3) & (depth === 8 ? 255 : 65_535));

  /** A picture of noise as a program would put it there, without loss. */
  async function picture(
    channels: 3 | 4,
    depth: 8 | 16,
    format: 'png' | 'tiff' | 'webp' = 'png',
  ): Promise<Buffer> {
    const data = noise(40 * 30 * channels, depth);
    const raw = { width: 40, height: 30, channels };
    const samples = depth === 16 ? data : Uint8Array.from(data);
    return sharp(samples, { raw, limitInputPixels: false })
      .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
      .withIccProfile('p3')
      .toFormat(format, { lossless: true, compression: 'lzw', exact: true })
      .toBuffer();
  }
  const samplesOf = async (bytes: Buffer) => {
    const image = sharp(bytes);
    const { depth, channels, icc } = await image.metadata();
    const data = await image.raw({ depth: depth as 'uchar' | 'ushort' }).toBuffer();
    return { depth, channels, icc: icc?.toString('base64'), data: data.toString('base64') };
  };

  it.each([
    ['PNG, 8 bits, Display P3', 3, 8, 'png'],
    ['PNG, 16 bits, Display P3', 3, 16, 'png'],
    ['PNG, colours under low alpha', 4, 8, 'png'],
    ['TIFF, 16 bits, Display P3', 3, 16, 'tiff'],
    ['WebP, colours under low alpha', 4, 8, 'webp'],
  ] as const)('gives the original bytes: %s', async (_, channels, depth, format) => {
    const source = await picture(channels, depth, format);
    await write({ [`image/${format}`]: source });
    await paste();
    const target = join(await temporaryFolder(), 'out.png');
    expect(await app.exportDirectly(target, 'png')).toMatchObject({ ok: true });
    expect(await samplesOf(await readFile(target))).toEqual(await samplesOf(source));
  });

  it('gives JPEG bytes, and files that were copied in a file manager', async () => {
    const jpeg = await sharp(await picture(3, 8))
      .jpeg()
      .toBuffer();
    await write({ 'image/jpeg': jpeg });
    expect((await paste()).bounds).toMatchObject({ width: 40, height: 30 });
    const path = join(await temporaryFolder(), 'copied file.jpg');
    await writeFile(path, jpeg);
    await write({ 'text/uri-list': Buffer.from(`# copied\r\n${pathToFileURL(path).href}\r\n`) });
    expect((await paste()).name).toBe('copied file.jpg');
  });

  it('takes the whole picture as a PNG with its depth and profile, and says so', async () => {
    const source = await picture(4, 16);
    await write({ 'image/png': source });
    const { profileName } = await paste();
    await app.launched.electron.evaluate(({ clipboard }) => clipboard.clear());
    await app.press('Control+c');
    await app.window.getByText(text.dialogs.copy.done(40, 30, 16, profileName)).waitFor();
    const copied = await app.launched.electron.evaluate(({ clipboard }) =>
      clipboard.readBuffer('image/png').toString('base64'),
    );
    expect(await samplesOf(Buffer.from(copied, 'base64'))).toEqual(await samplesOf(source));
  });

  it('says that it is empty', async () => {
    await app.launched.electron.evaluate(({ clipboard }) => clipboard.clear());
    await app.press('Control+v');
    await app.window.getByRole('alert').filter({ hasText: 'The clipboard holds no picture' }).waitFor();
  });
});
