const fill = (photo, mask, ...more) => ['fill', photo, '--mask', mask, ...more];

/** Makes this build compute what one does that has no context guidance. */
const unguided = ['--context-guidance', '1'];

const withNetwork = [
  { name: 'hole', says: '300 px hole, 12 MP', args: fill('photo.jpg', 'hole.png') },
  { name: 'large', says: '1 MP hole, 12 MP', args: fill('photo.jpg', 'large.png') },
  { name: 'extend', says: 'extend by 1000 px, 12 MP', args: ['extend', 'photo.jpg', '--right', '1000'] },
];

/**
 * `says`: the row's name in the table. `args`: of the command line, files in the work folder; `own` are those that only this build is given.
 * `truth`: what the filled pixels of `mask` were.
 * A job without an output only prints.
 */
export const jobs = [
  { name: 'node', says: 'Node alone', node: ['-e', '0'] },
  { name: 'version', says: '`tessera --version`', args: ['--version'] },
  {
    name: 'scratches',
    says: '100 scratches of 3 px, 4 MP',
    args: fill('crop.png', 'scratches.png'),
    truth: { photo: 'crop.png', mask: 'scratches.png' },
  },
  {
    name: 'scratch',
    says: 'one scratch of 500 px, 4 MP',
    args: fill('crop.png', 'scratch.png'),
    truth: { photo: 'crop.png', mask: 'scratch.png' },
  },
  {
    name: 'spots',
    says: 'three dust spots, 12 MP',
    args: fill('photo.jpg', 'spots.png'),
    truth: { photo: 'photo.jpg', mask: 'spots.png' },
  },
  ...withNetwork.map((job) => ({ ...job, own: unguided })),
  ...withNetwork.map((job) => ({ ...job, name: `${job.name}-as-shipped`, says: `${job.says}, as shipped` })),
];
