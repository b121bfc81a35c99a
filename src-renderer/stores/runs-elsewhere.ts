import type { TesseraBridge } from '#shared/contract/bridge.ts';
import { text } from '#shared/text/text.ts';
import { BridgeError } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { Tab } from './tab.svelte.ts';

/** Tells of the ends of runs in tabs that are not shown. */
export function tellOfRunsElsewhere(
  bridge: TesseraBridge,
  notices: Notices,
  documents: DocumentsStore,
): void {
  const tabOf = (documentId: string): Tab | null =>
    documentId === documents.current?.id ? null : documents.tabOf(documentId);
  bridge.on('run/finished', ({ documentId }) => {
    const tab = tabOf(documentId);
    if (tab === null) return;
    const { finished, show } = text.run.elsewhere;
    notices.info(finished(tab.title), { label: show, run: () => void documents.switchTo(tab.id) });
  });
  bridge.on('run/failed', ({ documentId, error }) => {
    const tab = tabOf(documentId);
    if (tab === null) return;
    const message = text.run.elsewhere.failed(tab.title, error.message);
    notices.error(new BridgeError({ ...error, message }));
  });
}
