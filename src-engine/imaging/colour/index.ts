export { codedColours } from './coded-colours.ts';
export { adobeRgbProfile, rgbProfileOfGrey } from './made-profile.ts';
export { soundProfile } from './sound-profile.ts';
export { parseIccProfile, profileName, type ParsedProfile } from './icc-profile.ts';
export { createSampleColours, type SampleColours } from './sample-colours.ts';
