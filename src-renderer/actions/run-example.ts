import { type ExampleName, examples } from '#shared/runs/examples.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import { chooseMode } from './tool-actions.ts';

/** Opens a photo that ships and does with it what its example is about. */
export async function runExample(app: App, name: ExampleName): Promise<void> {
  const { documents, run, settings } = app;
  const { by } = examples[name];
  if (!(await documents.openExample(name))) return;
  const opened = documents.current?.id;
  chooseMode(app, by === null ? 'fill' : 'extend');
  if (by !== null) settings.extend(by);
  await settings.packsSettled;
  if (documents.current?.id === opened) await run.start();
}
