import { describe, expectTypeOf, it } from 'vitest';
import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { Channel, RequestOf, ResponseOf } from '#shared/contract/contract.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { Handlers } from '#main/ipc/router.ts';

describe('the contract', () => {
  it('has exactly one handler per channel', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<Channel>();
  });

  it('types requests by their schema and responses by name', () => {
    expectTypeOf<RequestOf<'documents/new'>>().toEqualTypeOf<{ width: number; height: number }>();
    expectTypeOf<ResponseOf<'runs/start'>>().toEqualTypeOf<{ runId: string }>();
    expectTypeOf<ResponseOf<'runs/plan'>>().toEqualTypeOf<RunPlan>();
    expectTypeOf<ResponseOf<'mask/save'>>().toEqualTypeOf<{ name: string } | null>();
  });

  it('gives windows functions, never a channel to name, and takes dropped files as files', () => {
    expectTypeOf<TesseraBridge['documents']['openDropped']>().parameter(0).toEqualTypeOf<readonly File[]>();
    expectTypeOf<TesseraBridge['documents']['current']>().parameters.toEqualTypeOf<[]>();
    expectTypeOf<TesseraBridge['turns']['accept']>()
      .parameter(0)
      .toEqualTypeOf<{ documentId: string; turnId: string }>();
  });
});
