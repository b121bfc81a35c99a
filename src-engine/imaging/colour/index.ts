export { parseIccProfile, profileName, type ParsedProfile } from './icc-profile.ts';
export { createSampleColours, type SampleColours, type SampleFormat } from './sample-colours.ts';
