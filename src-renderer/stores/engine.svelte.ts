import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { Events } from '#shared/contract/contract.ts';
import { text } from '#shared/text/text.ts';
import type { Notices } from './notices.svelte.ts';

/** How the engine is, as main last said. */
export class EngineStore {
  status = $state.raw<Events['engine/status']>({ state: 'ready', message: null });

  constructor(bridge: TesseraBridge, notices: Notices) {
    bridge.on('engine/status', (status) => {
      if (status.state === 'restarting')
        notices.info(status.message ?? text.dialogs.messages.engineRestarted);
      this.status = status;
    });
  }
}
