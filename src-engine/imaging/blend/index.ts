export { composite, countChangedOutside } from './composite';
export { matchGrain } from './grain';
export { matchBorder } from './match-border';
export { keepLowFrequencies } from './keep-low-frequencies';
export { type MembraneProblem, solveMembrane } from './membrane';
