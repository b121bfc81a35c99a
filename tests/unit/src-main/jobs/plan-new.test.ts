import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { expect, it } from 'vitest';
import type { EngineMessage, EngineRequest } from '#engine/protocol.ts';
import { EngineHost } from '#main/jobs/engine-host.ts';
import { RunManager } from '#main/jobs/run-manager.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';

it('asks the engine about a picture that does not exist yet', async () => {
  const posted: EngineRequest[] = [];
  const plan = { estimatedSeconds: 3 } as RunPlan;
  const engine = new EngineHost(
    ({ message }) => ({
      post: (request) => {
        posted.push(request);
        queueMicrotask(() => message({ type: 'planned', id: request.id, plan } satisfies EngineMessage));
      },
      kill: () => undefined,
    }),
    () => undefined,
  );
  const packs = { bundled: '/models', user: null };
  const intent = { width: 640, height: 480, settings: defaultRunSettings };
  const runs = new RunManager({ engine, packs } as ConstructorParameters<typeof RunManager>[0]);
  expect(await runs.planNew(intent)).toBe(plan);
  expect(posted[0]).toMatchObject({
    type: 'plan',
    job: {
      request: { kind: 'generate' },
      packs,
      pixels: { bounds: { x: 0, y: 0, width: 640, height: 480 }, tiles: {} },
    },
  });
});
