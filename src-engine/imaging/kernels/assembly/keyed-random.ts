// As exemplar/keyed-random.ts.

function mix(value: u32): u32 {
  let h = value;
  h = (h ^ (h >>> 16)) * 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  return h ^ (h >>> 16);
}

export function randomBits(key: u32, counter: u32, draw: u32): u32 {
  return mix(mix(key ^ (counter * 0x9e3779b1)) ^ ((draw + 1) * 0xc2b2ae3d));
}

export function randomUnit(key: u32, counter: u32, draw: u32): f64 {
  return <f64>randomBits(key, counter, draw) / 4294967296.0;
}
