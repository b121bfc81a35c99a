import { findBox } from './iso-media.ts';
import { hasAscii } from './picture-decoder.ts';

/** What of a component (or of one column of the palette that it points into) makes a channel of the picture. */
export interface Jpeg2000Channel {
  readonly component: number;
  /** Column of the palette; null = the component's own samples. */
  readonly column: number | null;
  readonly bits: number;
  readonly isSigned: boolean;
  /** Each sample stands for that many pixels across and down. */
  readonly steps: readonly [number, number];
}

/** What channels are for (ISO/IEC 15444-1, annex I.5.3.6). */
export interface Jpeg2000Roles {
  /** In the order of the colour space. */
  readonly colours: readonly Jpeg2000Channel[];
  readonly alpha: Jpeg2000Channel | null;
  /** Colours are multiplied by alpha. */
  readonly premultiplied: boolean;
  /** Channels that are neither: heights, masks, other bands. */
  readonly others: number;
}

interface Palette {
  /** Bits of each column. */
  readonly bits: readonly number[];
  readonly isSigned: readonly boolean[];
  /** Row by row. */
  readonly values: readonly (readonly number[])[];
}

/** A JPEG 2000 file taken apart: boxes of the container (annex I), and the main header of the codestream (annex A.5.1). */
export interface Jpeg2000File {
  readonly width: number;
  readonly height: number;
  readonly codestream: Uint8Array;
  readonly components: number;
  readonly palette: Palette | null;
  readonly channels: readonly Jpeg2000Channel[];
  readonly roles: Jpeg2000Roles;
  /** Enumerated colour space (annex I.5.3.3); null = a profile, or nothing is said. */
  readonly colours: number | null;
  readonly profile: Uint8Array | null;
}

type Box = NonNullable<ReturnType<typeof findBox>>;

/** Null where no codestream with a size is there. @throws RangeError where a box ends before its contents */
export function readJpeg2000(bytes: Uint8Array): Jpeg2000File | null {
  const header = findBox(bytes, 0, 'jp2h');
  const inHeader = (type: string): Box | null => header && findBox(bytes, header.start, type, header.end);
  const stream = hasAscii(bytes, 4, 'jP  ') ? findBox(bytes, 0, 'jp2c') : { start: 0, end: bytes.length };
  const size = stream && sizeOf(bytes.subarray(stream.start, stream.end));
  if (!size) return null;
  const palette = readPalette(bytes, inHeader('pclr'));
  const channels = channelsOf(bytes, size.components, palette, inHeader('cmap'));
  const { colours, profile } = header ? coloursOf(bytes, header) : { colours: null, profile: null };
  return {
    width: size.width,
    height: size.height,
    codestream: bytes.subarray(stream.start, stream.end),
    components: size.components.length,
    palette,
    channels,
    roles: rolesOf(bytes, channels, inHeader('cdef'), colourCount(colours, profile, channels.length)),
    colours,
    profile,
  };
}

const viewOf = (bytes: Uint8Array, from = 0): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset + from, bytes.byteLength - from);

type Component = Pick<Jpeg2000Channel, 'bits' | 'isSigned' | 'steps'>;

/** What the SIZ marker segment says, which opens the codestream. */
function sizeOf(
  stream: Uint8Array,
): { width: number; height: number; components: readonly Component[] } | null {
  const view = viewOf(stream);
  if (stream.length < 45 || view.getUint32(0) !== 0xff4fff51) return null;
  const most = Math.floor((stream.length - 42) / 3);
  return {
    width: view.getUint32(8) - view.getUint32(16),
    height: view.getUint32(12) - view.getUint32(20),
    components: Array.from({ length: Math.min(view.getUint16(40), most) }, (_, index) => {
      const [depth = 0, across = 1, down = 1] = stream.subarray(42 + 3 * index);
      return { ...depthOf(depth), steps: [across, down] };
    }),
  };
}

const depthOf = (depth: number): { bits: number; isSigned: boolean } => ({
  bits: (depth & 127) + 1,
  isSigned: depth > 127,
});

/** Annex I.5.3.4. */
function readPalette(bytes: Uint8Array, box: Box | null): Palette | null {
  if (!box) return null;
  const view = viewOf(bytes.subarray(box.start, box.end));
  const [rows, columns] = [view.getUint16(0), view.getUint8(2)];
  const depths = Array.from({ length: columns }, (_, column) => depthOf(view.getUint8(3 + column)));
  let at = 3 + columns;
  const values = Array.from({ length: rows }, () =>
    depths.map(({ bits }) => {
      const value = bits > 8 ? view.getUint16(at) : view.getUint8(at);
      at += bits > 8 ? 2 : 1;
      return value;
    }),
  );
  return { bits: depths.map(({ bits }) => bits), isSigned: depths.map((each) => each.isSigned), values };
}

/** The channels that the components make, by themselves or through the palette (annex I.5.3.5). */
function channelsOf(
  bytes: Uint8Array,
  components: readonly Component[],
  palette: Palette | null,
  mapping: Box | null,
): readonly Jpeg2000Channel[] {
  if (!palette || !mapping)
    return components.map((each, component) => ({ ...each, component, column: null }));
  const view = viewOf(bytes.subarray(mapping.start, mapping.end));
  return Array.from({ length: Math.floor(view.byteLength / 4) }, (_, index) => {
    const [component, column] = [view.getUint16(4 * index), view.getUint8(4 * index + 3)];
    const own = components[component];
    const isMapped = view.getUint8(4 * index + 2) === 1;
    if (!own || (isMapped && palette.bits[column] === undefined))
      throw new RangeError(`channel ${index} is made of nothing`);
    return isMapped
      ? { ...own, component, column, bits: palette.bits[column]!, isSigned: palette.isSigned[column]! }
      : { ...own, component, column: null };
  });
}

/** Kinds of channels (annex I.5.3.6). */
const [colourKind, alphaKind, premultipliedKind] = [0, 1, 2];

/** By the definition of channels; without one, colours come first, and a single channel behind them is taken for transparency, as other programs do. */
function rolesOf(
  bytes: Uint8Array,
  channels: readonly Jpeg2000Channel[],
  definition: Box | null,
  count: number,
): Jpeg2000Roles {
  if (!definition) {
    const others = channels.length - count;
    const alpha = others === 1 ? channels[count]! : null;
    return {
      colours: channels.slice(0, count),
      alpha,
      premultiplied: false,
      others: alpha ? 0 : Math.max(0, others),
    };
  }
  const view = viewOf(bytes.subarray(definition.start, definition.end));
  const defined = Array.from({ length: view.getUint16(0) }, (_, index) => {
    const [channel, kind, colour] = [0, 2, 4].map((offset) => view.getUint16(2 + 6 * index + offset)) as [
      number,
      number,
      number,
    ];
    const described = channels[channel];
    if (!described) throw new RangeError(`channel ${channel} is not there`);
    return { described, kind, colour };
  });
  const colours = defined.filter(({ kind }) => kind === colourKind).sort((a, b) => a.colour - b.colour);
  // Of the whole picture: one that belongs to a single colour is no transparency of the picture.
  const alpha = defined.find(
    ({ kind, colour }) => (kind === alphaKind || kind === premultipliedKind) && colour === 0,
  );
  return {
    colours: colours.map(({ described }) => described),
    alpha: alpha?.described ?? null,
    premultiplied: alpha?.kind === premultipliedKind,
    others: channels.length - colours.length - (alpha ? 1 : 0),
  };
}

/** Where a profile names the space of its colours (ICC.1:2022 section 7.2). */
const colourSpaceOffset = 16;

/** Channels of the colour space: of the enumerated ones, of the profile; where nothing is said, three of three and more. */
function colourCount(colours: number | null, profile: Uint8Array | null, channels: number): number {
  const isOf = (space: string): boolean => profile !== null && hasAscii(profile, colourSpaceOffset, space);
  if (colours === 17 || isOf('GRAY')) return 1;
  if (colours === 12 || isOf('CMYK')) return 4;
  if (colours !== null || profile) return 3;
  return channels < 3 ? 1 : 3;
}

/** The first colour specification box that is understood: enumerated, or with a profile (annex I.5.3.3). */
function coloursOf(bytes: Uint8Array, header: Box): Pick<Jpeg2000File, 'colours' | 'profile'> {
  let box = findBox(bytes, header.start, 'colr', header.end);
  for (; box; box = findBox(bytes, box.end, 'colr', header.end)) {
    const method = bytes[box.start];
    if (method === 1) return { colours: viewOf(bytes, box.start).getUint32(3), profile: null };
    if (method === 2 || method === 3) return { colours: null, profile: bytes.slice(box.start + 3, box.end) };
  }
  return { colours: null, profile: null };
}

/**
 * A file of one or three channels with the same codestream. The library gives such pictures alone, and fails at any
 * definition of channels; by the mapping of a palette (annex I.5.3.5), with entries or without, it takes those that are asked for.
 */
export function withChannels(file: Jpeg2000File, picked: readonly Jpeg2000Channel[]): Uint8Array {
  const { width, height, codestream, components, palette } = file;
  const rows = picked.some(({ column }) => column !== null) ? palette!.values : [[]];
  const entries = rows.flatMap((row) =>
    picked.flatMap(({ column, bits }) => {
      const value = column === null ? 0 : row[column]!;
      return bits > 8 ? [value >> 8, value & 255] : [value];
    }),
  );
  const mapped = picked.flatMap(({ component, column }, index) => [
    ...[component >> 8, component & 255],
    ...(column === null ? [0, 0] : [1, index]),
  ]);
  const header = [
    box('ihdr', word(height), word(width), [components >> 8, components & 255, 255, 7, 0, 0]),
    box('colr', [1, 0, 0], word(picked.length === 1 ? 17 : 16)),
    box(
      'pclr',
      [rows.length >> 8, rows.length & 255, picked.length],
      picked.map(({ bits }) => bits - 1),
      entries,
    ),
    box('cmap', mapped),
  ];
  return Buffer.concat([
    box('jP  ', [0x0d, 0x0a, 0x87, 0x0a]),
    box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1')),
    box('jp2h', ...header),
    box('jp2c', codestream),
  ]);
}

function word(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function box(type: string, ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const contents = parts.map((part) => Buffer.from(part));
  const length = contents.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([word(length), Buffer.from(type, 'latin1'), ...contents]);
}
