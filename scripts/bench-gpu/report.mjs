/** What a row is compared with: the most that any row of the same device reached. */
function ceilings(rows) {
  const found = new Map();
  for (const { runtime, peaks } of rows) {
    if (!peaks) continue;
    const kind = kindOf(runtime);
    const known = found.get(kind) ?? { flops: 0, bandwidth: 0 };
    found.set(kind, {
      flops: Math.max(known.flops, peaks.flops),
      bandwidth: Math.max(known.bandwidth, peaks.bandwidth),
    });
  }
  return found;
}

/** Rows on one device that compute in one type share a roofline. */
const kindOf = (runtime) =>
  runtime.kind === 'torch'
    ? `card, ${runtime.type}`
    : runtime.device === 'cpu'
      ? 'CPU, float32'
      : 'card, float32';

const nameOf = (runtime) =>
  runtime.kind === 'torch'
    ? `PyTorch ${runtime.compiled ? 'compiled' : 'eager'}, ${runtime.type}`
    : `Tessera, ${runtime.device}`;

const milliseconds = (seconds) => `${(1000 * seconds).toFixed(seconds < 0.1 ? 2 : 0)} ms`;
/** Three digits, or all of a larger number. */
const rounded = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
function bytes(count) {
  if (count === null) return '-';
  if (count === 0) return '0';
  return count >= 1e6 ? `${(count / 1e6).toFixed(1)} MB` : `${(count / 1e3).toFixed(1)} KB`;
}
const table = (rows) => rows.map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The results of a bundle (results.ts) as Markdown. @throws where they are of another format */
export function report(results) {
  if (results.format !== 1) throw new Error('These results are of a format that this version does not read.');
  const { machine, rows, isSoftware, isQuick, isComplete, tessera } = results;
  const ceiling = ceilings(rows);
  const measured = rows.filter(({ figures }) => figures);
  const head = [
    ...['network', 'computed by', 'step', 'fill', 'through main memory per step', 'of it the cache'],
    ...['share of roofline', 'card memory', 'process'],
  ];
  const cells = measured.map(({ pack, runtime, figures, cardBytes }) => {
    // A trial's sizes say nothing of what is possible.
    const most = isSoftware || isQuick ? undefined : ceiling.get(kindOf(runtime));
    const least =
      most && Math.max(figures.flopsPerStep / most.flops, figures.readBytesPerStep / most.bandwidth);
    return [
      pack,
      nameOf(runtime),
      milliseconds(figures.stepSeconds),
      `${figures.fillSeconds.toFixed(2)} s`,
      bytes(figures.hostBytesPerStep),
      bytes(figures.cacheBytesPerStep),
      least === undefined ? '-' : `${((100 * least) / figures.stepSeconds).toFixed(1)} %`,
      bytes(cardBytes),
      bytes(figures.processBytes),
    ];
  });
  const missing = rows.filter(({ reason }) => reason !== undefined);
  return [
    `${machine.card ?? 'No graphics card'} (${machine.driver || 'no driver'}); ${machine.cpus} CPUs (${machine.cpu}), ${machine.system}, Node ${machine.node}, ` +
      `ONNX Runtime ${machine.onnxruntime}, PyTorch ${machine.torch ?? 'none'}; Tessera ${tessera}.`,
    ...(isSoftware ? ['**On a software renderer: these figures say nothing of any card.**'] : []),
    ...(isQuick ? ['**A trial with tiny sizes: these figures say nothing of any machine.**'] : []),
    ...(isComplete ? [] : ['**Not all rows were measured yet.**']),
    table([head, head.map(() => '---'), ...cells]),
    rows
      .filter(({ peaks }) => peaks)
      .map(
        ({ runtime, peaks: { flops, bandwidth } }) =>
          `At most, ${nameOf(runtime)}: ${rounded(flops / 1e12)} TFLOP/s of matrix products, ${rounded(bandwidth / 1e9)} GB/s.`,
      )
      .join('\n'),
    ...(missing.length > 0
      ? [`Not measured:\n${missing.map(({ name, reason }) => `- ${name}: ${reason}`).join('\n')}`]
      : []),
  ].join('\n\n');
}
