import type { Channel } from '#shared/contract/contract.ts';
import type { TesseraApp } from './tessera-app.ts';

/**
 * Holds every answer of main on a channel back until the returned function is called: what a window shows meanwhile can be looked at,
 * however fast the machine is.
 */
export async function holdAnswers(app: TesseraApp, channel: Channel): Promise<() => Promise<void>> {
  const { electron } = app.launched;
  await electron.evaluate(({ ipcMain }, name) => {
    // Not in Electron's types: what `ipcMain.handle` was given.
    const handlers = (
      ipcMain as unknown as { _invokeHandlers: Map<string, (...parts: unknown[]) => unknown> }
    )._invokeHandlers;
    const real = handlers.get(name)!;
    const released = new Promise<void>((resolve) =>
      ipcMain.once(`release ${name}`, () => {
        handlers.set(name, real);
        resolve();
      }),
    );
    handlers.set(name, (...parts) => released.then(() => real(...parts)));
  }, channel);
  return () => electron.evaluate(({ ipcMain }, name) => void ipcMain.emit(`release ${name}`), channel);
}
