import type { TesseraApp } from './tessera-app.ts';

/** Moves the pressed mouse along document points. */
export async function stroke(app: TesseraApp, points: readonly (readonly [number, number])[]): Promise<void> {
  const [first, ...rest] = await app.screenPoints(points);
  await app.window.mouse.move(...first!);
  await app.window.mouse.down();
  for (const point of rest) await app.window.mouse.move(...point, { steps: 8 });
  await app.window.mouse.up();
}

/** RGBA of an image:// address as the window gets it. */
export async function pixelsOf(
  app: TesseraApp,
  address: string,
): Promise<{ status: number; width: number; height: number; rgba: Buffer }> {
  const answer = await app.window.evaluate(async (url) => {
    const response = await fetch(url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768)
      text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return {
      status: response.status,
      width: Number(response.headers.get('x-width')),
      height: Number(response.headers.get('x-height')),
      base64: btoa(text),
    };
  }, address);
  const { base64, ...rest } = answer;
  return { ...rest, rgba: Buffer.from(base64, 'base64') };
}

/** The dock's bar of this name is there. */
export const dock = (app: TesseraApp, name: string) => app.window.locator(`[data-dock="${name}"]`);

/** Chooses the effort "fast", so that a test takes seconds. */
export const chooseFast = (app: TesseraApp): Promise<void> => app.press('1');

/** Sets the number of variants. */
export async function chooseVariants(app: TesseraApp, count: number): Promise<void> {
  const shown = app.window.locator('[data-setting="variants"]');
  const buttons = shown.locator('xpath=..').getByRole('button');
  for (let now = Number(await shown.innerText()); now !== count; now += Math.sign(count - now))
    await buttons.nth(count > now ? 1 : 0).click();
}
