import {
  findElements,
  type Replacement,
  replaceRanges,
  withDescendants,
  type XmlElement,
  type XmlName,
} from './xml-ranges.ts';
import { text } from '#shared/text/text.ts';

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const regions = 'http://www.metadataworkinggroup.com/schemas/regions/';
const area = 'http://ns.adobe.com/xmp/sType/Area#';
const dimensions = 'http://ap.adobe.com/xap/1.0/sType/Dimensions#';
const microsoftRegion = 'http://ns.microsoft.com/photo/1.2/t/Region#';
const google = 'http://ns.google.com/photos';
const panorama = `${google}/1.0/panorama/`;
const recipe = 'urn:tessera:recipe:1';

/** What is told of a change; read when it is told, in the language spoken then. */
const words = () => text.pictures.changes;

/** What stands in XMP and is false after an edit, by its name in the catalogue. */
type StalePart =
  | 'xmpThumbnail'
  | 'gainMapXmp'
  | 'listXmp'
  | 'depthMapXmp'
  | 'originalXmp'
  | 'motionPhotoXmp'
  | 'recipeReplaced';

/** Properties that describe, or hold, what an edit makes false: all of a namespace, or some. */
const stale: readonly {
  readonly what: StalePart;
  readonly namespace: string;
  readonly names?: readonly string[];
}[] = [
  { what: 'xmpThumbnail', namespace: 'http://ns.adobe.com/xap/1.0/', names: ['Thumbnails'] },
  { what: 'gainMapXmp', namespace: 'http://ns.adobe.com/hdr-gain-map/1.0/' },
  { what: 'gainMapXmp', namespace: 'http://ns.apple.com/HDRGainMap/1.0/' },
  { what: 'listXmp', namespace: `${google}/1.0/container/` },
  { what: 'depthMapXmp', namespace: `${google}/1.0/depthmap/` },
  { what: 'depthMapXmp', namespace: `${google}/dd/1.0/device/` },
  { what: 'originalXmp', namespace: `${google}/1.0/image/` },
  {
    what: 'motionPhotoXmp',
    namespace: `${google}/1.0/camera/`,
    names: [
      ...['MotionPhoto', 'MotionPhotoVersion', 'MotionPhotoPresentationTimestampUs', 'MicroVideo'],
      ...['MicroVideoVersion', 'MicroVideoOffset', 'MicroVideoPresentationTimestampUs'],
    ],
  },
  { what: 'recipeReplaced', namespace: recipe, names: ['recipe'] },
];

/** What an edit makes false in XMP. */
export interface XmpCorrection {
  /** Sizes of the stored picture, before and after. */
  readonly oldWidth: number;
  readonly oldHeight: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** Whether most of a part of the old picture (0 to 1 of its sides) was filled. */
  isFilled(part: { x: number; y: number; width: number; height: number }): boolean;
}

export interface CorrectedXmp {
  readonly text: string;
  readonly changes: readonly string[];
}

/** Edits a packet in place. @param text one character a byte (Latin 1) @returns null where the packet is no XML */
export function correctXmp(text: string, correction: XmpCorrection): CorrectedXmp | null {
  const root = findElements(text);
  if (!root) return null;
  const replacements: Replacement[] = [];
  const changes = new Set<string>();
  for (const element of withDescendants(root)) {
    for (const one of [element, ...element.attributes]) {
      const what = whatIsStale(one);
      if (!what) continue;
      replacements.push({ start: one.start, end: one.end, text: '' });
      changes.add(words()[what]);
    }
    // What only held a recipe says nothing without it.
    const isOnlyRecipe = element.children.length === 1 && element.children[0]!.namespace === recipe;
    if (isOnlyRecipe) replacements.push({ start: element.start, end: element.end, text: '' });
    const region = regionOf(text, element);
    if (region && (isCutOff(region, correction) || correction.isFilled(region))) {
      replacements.push({ start: element.start, end: element.end, text: '' });
      changes.add(words().regionXmp);
    }
  }
  if (correction.width !== correction.oldWidth || correction.height !== correction.oldHeight)
    for (const element of withDescendants(root))
      correctSizes(text, element, correction, replacements, changes);
  return { text: replaceRanges(text, replacements), changes: [...changes] };
}

/** The middle of the region lay where the picture was cropped. */
function isCutOff(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  picture: XmpCorrection,
): boolean {
  const { oldWidth, oldHeight, left, top } = picture;
  const right = picture.width - left - oldWidth;
  const bottom = picture.height - top - oldHeight;
  const [middleX, middleY] = [(x + width / 2) * oldWidth + left, (y + height / 2) * oldHeight + top];
  return (
    (left < 0 && middleX < 0) ||
    (top < 0 && middleY < 0) ||
    (right < 0 && middleX >= picture.width) ||
    (bottom < 0 && middleY >= picture.height)
  );
}

const whatIsStale = ({ namespace, local }: XmlName) =>
  stale.find((one) => one.namespace === namespace && (one.names?.includes(local) ?? true))?.what;

/** A list item that names a part of the picture (MWG guidelines 2.0, section 5.9; Microsoft's people tagging); 0 to 1. */
function regionOf(
  text: string,
  item: XmlElement,
): { x: number; y: number; width: number; height: number } | null {
  if (item.namespace !== rdf || item.local !== 'li') return null;
  for (const element of withDescendants(item)) {
    if (element.namespace === regions && element.local === 'Area') {
      const [x, y] = [numberOf(text, element, area, 'x'), numberOf(text, element, area, 'y')];
      const diameter = numberOf(text, element, area, 'd');
      const width = numberOf(text, element, area, 'w') || diameter;
      const height = numberOf(text, element, area, 'h') || diameter;
      return { x: x - width / 2, y: y - height / 2, width, height };
    }
    const rectangle = valueOf(text, element, microsoftRegion, 'Rectangle');
    const numbers = rectangle?.split(',').map(Number);
    if (numbers?.length === 4)
      return { x: numbers[0]!, y: numbers[1]!, width: numbers[2]!, height: numbers[3]! };
  }
  return null;
}

/** A property as an attribute or an element without children. */
function placeOf(
  element: XmlElement,
  namespace: string,
  local: string,
): { start: number; end: number } | null {
  const attribute = element.attributes.find((one) => one.namespace === namespace && one.local === local);
  if (attribute) return { start: attribute.valueStart, end: attribute.valueStart + attribute.value.length };
  const child = element.children.find((one) => one.namespace === namespace && one.local === local);
  return child && child.children.length === 0 ? { start: child.contentStart, end: child.contentEnd } : null;
}

function valueOf(text: string, element: XmlElement, namespace: string, local: string): string | undefined {
  const place = placeOf(element, namespace, local);
  return place ? text.slice(place.start, place.end) : undefined;
}

const numberOf = (text: string, element: XmlElement, namespace: string, local: string): number =>
  Number(valueOf(text, element, namespace, local) ?? 0) || 0;

const tiff = 'http://ns.adobe.com/tiff/1.0/';
const exif = 'http://ns.adobe.com/exif/1.0/';

/** Sizes, and positions that are measured from the picture's sides. */
function correctSizes(
  text: string,
  element: XmlElement,
  { oldWidth, oldHeight, width, height, left, top }: XmpCorrection,
  replacements: Replacement[],
  changes: Set<string>,
): void {
  const set = (namespace: string, local: string, what: string, value: (before: number) => number): void => {
    const place = placeOf(element, namespace, local);
    if (!place) return;
    const before = valueOf(text, element, namespace, local);
    const now = String(Number(value(Number(before ?? 0)).toFixed(6)));
    replacements.push({ ...place, text: now });
    changes.add(what);
  };
  const size = words().sizeXmp;
  for (const [namespace, across, down] of [
    [tiff, 'ImageWidth', 'ImageLength'],
    [exif, 'PixelXDimension', 'PixelYDimension'],
    [panorama, 'CroppedAreaImageWidthPixels', 'CroppedAreaImageHeightPixels'],
    [dimensions, 'w', 'h'],
  ] as const) {
    set(namespace, across, size, () => width);
    set(namespace, down, size, () => height);
  }
  const moved = words().positionsXmp;
  set(panorama, 'CroppedAreaLeftPixels', moved, (before) => before - left);
  set(panorama, 'CroppedAreaTopPixels', moved, (before) => before - top);
  if (element.namespace !== regions || element.local !== 'Area') return;
  set(area, 'x', moved, (before) => (before * oldWidth + left) / width);
  set(area, 'y', moved, (before) => (before * oldHeight + top) / height);
  set(area, 'w', moved, (before) => (before * oldWidth) / width);
  set(area, 'h', moved, (before) => (before * oldHeight) / height);
}
