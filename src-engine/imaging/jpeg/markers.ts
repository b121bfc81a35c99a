/** Marker codes: the byte after 0xFF (ITU-T T.81, table B.1). */
export const markers = {
  sof0: 0xc0,
  sof1: 0xc1,
  sof2: 0xc2,
  dht: 0xc4,
  jpg: 0xc8,
  dac: 0xcc,
  rst0: 0xd0,
  rst7: 0xd7,
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  dqt: 0xdb,
  dnl: 0xdc,
  dri: 0xdd,
  dhp: 0xde,
  exp: 0xdf,
  app0: 0xe0,
  app15: 0xef,
  com: 0xfe,
  tem: 0x01,
} as const;

/** SOFn: a frame header of any process; DHT, JPG and DAC share its range. */
export const isFrameHeader = (marker: number): boolean =>
  marker >= markers.sof0 &&
  marker <= 0xcf &&
  marker !== markers.dht &&
  marker !== markers.jpg &&
  marker !== markers.dac;

/** RSTm, inside entropy-coded data. */
export const isRestart = (marker: number): boolean => marker >= markers.rst0 && marker <= markers.rst7;

/** APPn: what applications keep in a file. */
export const isApplication = (marker: number): boolean => marker >= markers.app0 && marker <= markers.app15;

/** Markers that stand alone, without a length (B.1.1.3). */
export const standsAlone = (marker: number): boolean =>
  marker === markers.soi || marker === markers.eoi || marker === markers.tem || isRestart(marker);
