import type { RunProgress } from '#shared/runs/run-report.ts';
import { text } from '#shared/text/text.ts';

/** All that a command prints: its results on stdout, as JSON lines with --json, else as text; all messages on stderr. */
export interface Output {
  /** One machine-readable line; nothing without --json. */
  event(event: Record<string, unknown>): void;
  /** What the command was asked for: the event with --json, else the text, if there is any. */
  result(event: Record<string, unknown>, text: string | null): void;
  /** A line for people, on stderr. */
  say(message: string): void;
  /** A warning: on stderr, and as an event with --json. */
  warn(message: string): void;
  /** The end of a command that failed: on stderr, and as the last event with --json. */
  fail(code: string, message: string): void;
  /** Progress of a run. */
  progress(progress: RunProgress): void;
  /** The done share of other work, 0 to 1. */
  fraction(fraction: number, message: string): void;
  /** Takes the progress bar away. */
  endProgress(): void;
}

const barWidth = 28;
const eventsPerSecond = 5;

/** The output of one command run. */
export function createOutput(json: boolean): Output {
  const terminal = process.stderr.isTTY === true;
  let shown = 0;
  let lastPhase = '';
  let lastLine = '';
  const clear = (): void => {
    if (terminal) print(process.stderr, '\r\x1b[K');
  };
  const output: Output = {
    event(event) {
      if (json) print(process.stdout, `${JSON.stringify(event)}\n`);
    },
    result(event, words) {
      output.event(event);
      if (!json && words !== null) print(process.stdout, `${words}\n`);
    },
    say(message) {
      clear();
      print(process.stderr, `${message}\n`);
    },
    warn(message) {
      output.say(text.commandLine.note(message));
      output.event({ event: 'note', message });
    },
    fail(code, message) {
      output.say(message);
      output.event({ event: 'error', code, message });
    },
    progress(progress) {
      const now = performance.now();
      const phaseChanged = progress.phase !== lastPhase;
      if (!phaseChanged && now - shown < 1000 / eventsPerSecond) return;
      shown = now;
      lastPhase = progress.phase;
      output.event(progressEvent(progress));
      if (terminal) print(process.stderr, `\r\x1b[K${progressLine(progress)}`);
    },
    fraction(fraction, message) {
      const line = `${bar(fraction)}  ${message}`;
      if (line === lastLine) return;
      lastLine = line;
      output.event({ event: 'progress', fraction, message });
      if (terminal) print(process.stderr, `\r\x1b[K${line}${fraction === 1 ? '\n' : ''}`);
    },
    endProgress: clear,
  };
  return output;
}

/** `progress` of a run. */
export const progressEvent = (progress: RunProgress): Record<string, unknown> => ({
  event: 'progress',
  variant: progress.variant,
  phase: progress.phase,
  pass: progress.at.pass,
  passes: progress.passes,
  arStep: progress.at.step,
  arSteps: progress.arSteps,
  fraction: Number(progress.fraction.toFixed(4)),
  remainingSeconds: progress.remainingSeconds === null ? null : Number(progress.remainingSeconds.toFixed(1)),
});

/** Streams whose reader is gone, or that cannot be written. */
const closed = new Set<NodeJS.WriteStream>();

function print(stream: NodeJS.WriteStream, words: string): void {
  if (!closed.has(stream)) stream.write(words);
}

/**
 * From now on a reader that leaves (`| head -1`) ends the printing, not the work.
 * @returns whether printing failed for another reason (a full disk): what was asked for is incomplete
 */
export function outliveReaders(): () => boolean {
  let failed = false;
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (closed.has(stream)) return;
      closed.add(stream);
      // Windows says EOF.
      if (error.code === 'EPIPE' || error.code === 'EOF') return;
      failed = true;
      if (stream === process.stdout)
        print(process.stderr, `${text.commandLine.notPrinted(error.code ?? error.message)}\n`);
    });
  return () => failed;
}

/** Resolves once all that was printed was taken, or could not be. */
export async function allPrinted(): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((taken) => stream.write('', () => setImmediate(taken)));
}

/** "[#######.....]  42 %" */
function bar(fraction: number): string {
  const filled = Math.round(fraction * barWidth);
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${String(Math.floor(fraction * 100)).padStart(3)} %`;
}

/** "[#######.....] 42 %  Filling  window 3 of 7  about 12 s left" */
export function progressLine({ fraction, phase, at, passes, remainingSeconds }: RunProgress): string {
  const { progressWindow, timeLeft } = text.commandLine;
  return [
    bar(fraction),
    text.run.phases[phase],
    ...(passes > 1 ? [progressWindow(Math.min(passes, at.pass + 1), passes)] : []),
    ...(remainingSeconds === null ? [] : [timeLeft(remainingSeconds)]),
  ].join('  ');
}
