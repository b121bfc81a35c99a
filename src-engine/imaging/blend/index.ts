export { composite, countChangedOutside } from './composite';
export { matchGrain } from './grain';
export { matchBorder } from './match-border';
