export { composite, countChangedOutside } from './composite.ts';
export { matchGrain } from './grain.ts';
export { matchBorder } from './match-border.ts';
export { keepLowFrequencies } from './keep-low-frequencies.ts';
export { solveMembrane } from './membrane.ts';
