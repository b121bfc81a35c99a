import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { projectFile } from '#tests/e2e/harness/launch.ts';

/** One thing that a screen reader could come to, as the interface of the platform tells it. */
export interface ToldThing {
  readonly depth: number;
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly states: readonly string[];
  readonly disabled: boolean;
  /** How eagerly changes in it are read out: "polite", "assertive"; "" = not at all. */
  readonly live: string;
  readonly keys: string;
  readonly value: string;
}

/** A session bus of its own with the accessibility bus on it, as a desktop has where a screen reader is used. */
export class ScreenReader {
  private constructor(
    /** What an app needs to be heard. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly processes: readonly ReturnType<typeof spawn>[],
  ) {}

  static async start(): Promise<ScreenReader> {
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [address] = (await once(bus.stdout, 'data')) as [Buffer];
    const environment = {
      DBUS_SESSION_BUS_ADDRESS: address.toString().trim(),
      ACCESSIBILITY_ENABLED: '1',
    };
    const launcher = spawn('/usr/libexec/at-spi-bus-launcher', ['--launch-immediately'], {
      stdio: 'ignore',
      env: { ...process.env, ...environment },
    });
    return new ScreenReader(environment, [launcher, bus]);
  }

  /** Everything, in the sequence in which it is read. */
  read(): ToldThing[] {
    const { status, stdout, stderr } = spawnSync(
      '/usr/bin/python3',
      [projectFile('tests/package/read-aloud.py')],
      { encoding: 'utf8', env: { ...process.env, ...this.environment }, maxBuffer: 1 << 26 },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as ToldThing);
  }

  stop(): void {
    for (const child of this.processes) child.kill();
  }
}

const silent = new Set(['panel', 'section', 'filler']);

/** What is told, a line each, for people to look at and tests to search; boxes that say nothing are left out. */
export const aloud = (things: readonly ToldThing[]): string[] =>
  things
    .filter(({ role, name, description }) => !silent.has(role) || name !== '' || description !== '')
    .map(({ role, name, description, states, disabled, live, keys, value }) =>
      [
        role,
        `"${name}"`,
        description !== '' && description !== name && `(${description})`,
        value !== '' && `= ${value}`,
        keys !== '' && `[${keys}]`,
        ...states,
        disabled && 'disabled',
        live !== '' && live !== 'off' && `read out: ${live}`,
      ]
        .filter(Boolean)
        .join(' '),
    );
