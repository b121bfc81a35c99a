import { describe, expectTypeOf, it } from 'vitest';
import type { TesseraBridge } from '../../../../src-shared/contract/bridge';
import type { Channel, RequestOf, ResponseOf } from '../../../../src-shared/contract/contract';
import type { RunPlan } from '../../../../src-shared/runs/run-plan';
import type { Handlers } from '../../../../src-main/ipc/handlers';

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
    expectTypeOf<TesseraBridge['documents']['openDropped']>().parameter(0).toEqualTypeOf<File>();
    expectTypeOf<TesseraBridge['documents']['current']>().parameters.toEqualTypeOf<[]>();
    expectTypeOf<TesseraBridge['turns']['accept']>()
      .parameter(0)
      .toEqualTypeOf<{ documentId: string; turnId: string }>();
  });
});
