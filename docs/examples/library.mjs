// node library.mjs PHOTO OUTPUT: takes away what lies in the middle of a photo.
import { openEngine } from 'tessera';

const [photo, output] = process.argv.slice(2);
const engine = openEngine();
try {
  const result = await engine.run(
    { photo, output, mask: { rectangle: ['48%', '48%', '4%', '4%'] }, options: { effort: 'fast', seed: 1 } },
    { onEvent: ({ event, detail }) => event === 'plan' && console.log(`detail ${detail}`) },
  );
  console.log(`${result.output}: ${result.changedOutsideMask} samples changed outside the mask`);
} finally {
  await engine.close();
}
