export { parseIccProfile, profileName, type ParsedProfile } from './icc-profile';
export { createSampleColours, type SampleColours, type SampleFormat } from './sample-colours';
