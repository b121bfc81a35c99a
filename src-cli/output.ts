import type { RunProgress } from '../src-shared/runs/run-report';

/** Where a command's results go: JSON lines on stdout with --json, else words; people's messages always on stderr. */
export interface Output {
  /** One machine-readable line; nothing without --json. */
  event(event: Record<string, unknown>): void;
  /** A line for people, on stderr. */
  say(message: string): void;
  /** A warning: on stderr, and as an event with --json. */
  warn(message: string): void;
  progress(progress: RunProgress): void;
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
  const clear = (): void => {
    if (terminal) process.stderr.write('\r\x1b[K');
  };
  const output: Output = {
    event(event) {
      if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
    },
    say(message) {
      clear();
      process.stderr.write(`${message}\n`);
    },
    warn(message) {
      output.say(`Note: ${message}`);
      output.event({ event: 'note', message });
    },
    progress(progress) {
      const now = performance.now();
      const phaseChanged = progress.phase !== lastPhase;
      if (!phaseChanged && now - shown < 1000 / eventsPerSecond) return;
      shown = now;
      lastPhase = progress.phase;
      output.event({
        event: 'progress',
        variant: progress.variant,
        phase: progress.phase,
        pass: progress.at.pass,
        passes: progress.passes,
        arStep: progress.at.step,
        arSteps: progress.arSteps,
        fraction: Number(progress.fraction.toFixed(4)),
        remainingSeconds:
          progress.remainingSeconds === null ? null : Number(progress.remainingSeconds.toFixed(1)),
      });
      if (terminal) process.stderr.write(`\r\x1b[K${progressLine(progress)}`);
    },
    endProgress: clear,
  };
  return output;
}

/** "[#######.....] 42 %  sample  window 3 of 7  about 12 s left" */
export function progressLine({ fraction, phase, at, passes, remainingSeconds }: RunProgress): string {
  const filled = Math.round(fraction * barWidth);
  const bar = '#'.repeat(filled) + '.'.repeat(barWidth - filled);
  const where = passes > 1 ? `  window ${Math.min(passes, at.pass + 1)} of ${passes}` : '';
  const left = remainingSeconds === null ? '' : `  about ${describeSeconds(remainingSeconds)} left`;
  return `[${bar}] ${String(Math.floor(fraction * 100)).padStart(3)} %  ${phase}${where}${left}`;
}

/** "40 s", "3 min 20 s", "1 h 5 min" */
export function describeSeconds(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
