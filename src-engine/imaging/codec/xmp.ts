import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type MetadataPart, type DigitalSource, digitalSources } from '#shared/pictures/metadata-choices.ts';
import { text } from '#shared/text/text.ts';
import type { EditTime } from './edit-time.ts';
import { correctXmp, type XmpCorrection } from './jpeg-file/xmp-parts.ts';
import {
  findElements,
  type Replacement,
  replaceRanges,
  withDescendants,
  type XmlElement,
  type XmlName,
} from './jpeg-file/xml-ranges.ts';

/** XMP packets (XMP specification part 1). Properties are found by namespace, whatever prefix a program gave it. */

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const recipeNamespace = 'urn:tessera:recipe:1';
const noteNamespace = 'http://ns.adobe.com/xmp/note/';
const iptcExtension = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const sourceVocabulary = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
const xmpNamespace = 'http://ns.adobe.com/xap/1.0/';
const mediaManagement = 'http://ns.adobe.com/xap/1.0/mm/';
const resourceEvent = 'http://ns.adobe.com/xap/1.0/sType/ResourceEvent#';
const maxRecipe = 64 << 20;
const packetStart = '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>';

const packetOf = (descriptions: string): string =>
  `${packetStart}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${rdf}">${descriptions}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const descriptionOf = (namespace: string, prefix: string, name: string, value: string): string =>
  `<rdf:Description xmlns:rdf="${rdf}" rdf:about="" xmlns:${prefix}="${namespace}"><${prefix}:${name}>${value}</${prefix}:${name}></rdf:Description>`;

/** What becomes of a packet. */
export interface XmpEdit {
  /** What the edit of the picture made false; null = that was corrected before. */
  readonly correction: XmpCorrection | null;
  /** The samples are turned upright already: a viewer that believes the packet would turn them again. */
  readonly upright: boolean;
  /** They were turned for that: where regions lie is no longer known. */
  readonly turned?: boolean;
  /** JSON text; null = none. Deflated, in base64. */
  readonly recipe: string | null;
  /** Written unless the packet says already that more of the picture was made up; null = left as it is. */
  readonly source: DigitalSource | null;
  readonly without: readonly MetadataPart[];
  /** When the picture was edited: said in a packet that is written, with an entry in its history; left out = nothing is said. */
  readonly time?: EditTime | null;
}

/** A packet (null = nothing to write), and what was changed in it, by name. */
export interface EditedXmp {
  readonly xmp: string | null;
  readonly changes: readonly string[];
}

/** The packet of an edited picture: the photo's own, with what became false corrected or taken out. */
export function editXmp(original: string | null, edit: XmpEdit): EditedXmp {
  const { correction, recipe, source, time = null } = edit;
  const changes = new Set<string>();
  const corrected = original === null || !correction ? original : correctXmp(original, correction);
  const packet =
    corrected === null ? null : findPacket(typeof corrected === 'string' ? corrected : corrected.text);
  if (original !== null && !packet) changes.add(text.pictures.changes.unreadableXmp);
  if (packet && corrected && typeof corrected === 'object')
    for (const change of corrected.changes) changes.add(change);
  const replacements: Replacement[] = [];
  let said: string | null = null;
  let isDated = false;
  let history: XmlElement | null = null;
  for (const element of packet ? withDescendants(packet.root) : [])
    for (const property of [element, ...element.attributes]) {
      const { start, end } = property;
      const change = whatGoes(property, edit);
      if (change !== null) {
        replacements.push({ start, end, text: '' });
        if (change) changes.add(change);
      } else if (edit.upright && property.namespace === tiff && property.local === 'Orientation')
        replacements.push({ ...valueRange(property), text: '1' });
      else if (time && isDate(property)) {
        replacements.push({ ...valueRange(property), text: time.xmp });
        isDated ||= property.local === 'ModifyDate';
      } else if (time && property === element && isHistory(element)) history = element;
      else if (source !== null && isSourceType(property)) {
        said = sourceTypeIn(packet!.text, property);
        if (!saysMore(said, source)) replacements.push({ start, end, text: '' });
      }
    }
  const added =
    (recipe === null ? '' : descriptionOf(recipeNamespace, 'tessera', 'recipe', pack(recipe))) +
    (source === null || saysMore(said, source)
      ? ''
      : descriptionOf(iptcExtension, 'Iptc4xmpExt', 'DigitalSourceType', `${sourceVocabulary}${source}`));
  if (!packet && added === '') return { xmp: null, changes: [...changes] };
  const list = history && sequenceOf(history);
  if (list && time)
    replacements.push({
      start: list.contentEnd,
      end: list.contentEnd,
      text: eventOf(time, ` xmlns:rdf="${rdf}" ${eventNames}`),
    });
  if (packet && time) changes.add(text.pictures.changes.date);
  const all =
    added +
    (time && !isDated ? descriptionOf(xmpNamespace, 'xmp', 'ModifyDate', time.xmp) : '') +
    (time && !history
      ? descriptionOf(
          mediaManagement,
          'xmpMM',
          'History',
          `<rdf:Seq ${eventNames}>${eventOf(time, '')}</rdf:Seq>`,
        )
      : '');
  if (!packet) return { xmp: packetOf(all), changes: [...changes] };
  const { contentEnd } = packet.rdf;
  if (all !== '') replacements.push({ start: contentEnd, end: contentEnd, text: all });
  return { xmp: replaceRanges(packet.text, replacements), changes: [...changes] };
}

const eventNames = `xmlns:stEvt="${resourceEvent}"`;

/**
 * An entry of a history (XMP specification part 2, section 1.2.5.3).
 * @param names namespaces that are not declared around it; ImageMagick 6.9 warns of any that are declared as deep as an entry
 */
const eventOf = ({ xmp }: EditTime, names: string): string =>
  `<rdf:li${names} rdf:parseType="Resource"><stEvt:action>edited</stEvt:action><stEvt:when>${xmp}</stEvt:when><stEvt:softwareAgent>Tessera</stEvt:softwareAgent></rdf:li>`;

const isHistory = ({ namespace, local }: XmlName): boolean =>
  namespace === mediaManagement && local === 'History';

/** The list in a history; null where it is written in a way that nothing can be added to. */
const sequenceOf = ({ children }: XmlElement): XmlElement | null =>
  children.find(
    (child) => child.namespace === rdf && child.local === 'Seq' && child.contentEnd < child.end,
  ) ?? null;

/** The times of the last change that a packet may hold. */
const isDate = ({ namespace, local }: XmlName): boolean =>
  (namespace === xmpNamespace && (local === 'ModifyDate' || local === 'MetadataDate')) ||
  (namespace === tiff && local === 'DateTime');

/** The recipe in a packet, or null where there is none or it is damaged. */
export function recipeInXmp(xmp: string | null): string | null {
  const packet = xmp === null ? null : findPacket(xmp);
  for (const element of packet ? withDescendants(packet.root) : [])
    for (const property of [element, ...element.attributes]) {
      if (property.namespace !== recipeNamespace || property.local !== 'recipe') continue;
      const { start, end } = valueRange(property);
      try {
        const deflated = Buffer.from(packet!.text.slice(start, end), 'base64');
        return inflateRawSync(deflated, { maxOutputLength: maxRecipe }).toString('utf8');
      } catch {
        return null;
      }
    }
  return null;
}

/** A JPEG's packet with the properties of its extended one (XMP specification part 3, section 1.1.3.1) among its own. */
export function mergeXmp(main: string, extended: string): string {
  const target = findPacket(main);
  const source = findPacket(extended);
  if (!target || !source) return main;
  const added = source.rdf.children.map((child) => selfContained(source, child)).join('');
  const { contentEnd } = target.rdf;
  return main.slice(0, contentEnd) + added + main.slice(contentEnd);
}

/** A packet of two: one of at most `room` bytes, and one with what doesn't fit, which the first names by its digest. */
export interface SplitXmp {
  readonly main: string;
  readonly extended: { readonly text: string; readonly digest: string } | null;
}

/** The reverse of `mergeXmp`: the largest descriptions go. */
export function splitXmp(xmp: string, room: number): SplitXmp {
  const packet = findPacket(xmp);
  if (Buffer.byteLength(xmp) <= room || !packet) return { main: xmp, extended: null };
  const descriptions = packet.rdf.children
    .map((child) => selfContained(packet, child))
    .sort((a, b) => a.length - b.length);
  const kept: string[] = [];
  // Of the name of the digest, and of the packet itself.
  let left = room - 1000;
  while (descriptions.length > 0 && Buffer.byteLength(descriptions[0]!) <= left) {
    left -= Buffer.byteLength(descriptions[0]!);
    kept.push(descriptions.shift()!);
  }
  const rest = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${rdf}">${descriptions.join('')}</rdf:RDF></x:xmpmeta>`;
  const digest = createHash('md5').update(rest, 'utf8').digest('hex').toUpperCase();
  const main = packetOf(kept.join('') + descriptionOf(noteNamespace, 'xmpNote', 'HasExtendedXMP', digest));
  return { main, extended: { text: rest, digest } };
}

interface Packet {
  readonly text: string;
  readonly root: XmlElement;
  readonly rdf: XmlElement;
  /** What the elements around the descriptions declare: ` xmlns:dc="..."`. */
  readonly declarations: readonly string[];
}

/** Null where the text is no XML, or holds no RDF that something can be added to. */
function findPacket(packet: string): Packet | null {
  const root = findElements(packet);
  const declarations: string[] = [];
  let element = root;
  while (element) {
    for (const { start, end } of element.attributes) declarations.push(packet.slice(start, end));
    if (element.namespace === rdf && element.local === 'RDF') break;
    element =
      element.children.find(({ local }) => local === 'xmpmeta' || local === 'xapmeta' || local === 'RDF') ??
      null;
  }
  if (!root || !element || element.contentEnd === element.end) return null;
  return {
    text: packet,
    root,
    rdf: element,
    declarations: declarations.filter((one) => /^\s+xmlns[:=]/.test(one)),
  };
}

/** An element of a packet that needs no declarations of the elements around it. */
function selfContained({ text: packet, declarations }: Packet, element: XmlElement): string {
  const own = packet.slice(element.start, element.end);
  const head = /^<[^\s/>]+/.exec(own)![0];
  const tag = own.slice(0, element.contentStart - element.start);
  const missing = declarations.filter((one) => !tag.includes(/xmlns[^=]*=/.exec(one)![0]));
  return head + missing.join('') + own.slice(head.length);
}

const tiff = 'http://ns.adobe.com/tiff/1.0/';
const exif = 'http://ns.adobe.com/exif/1.0/';
const photoshop = 'http://ns.adobe.com/photoshop/1.0/';
const iptcCore = 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/';
const thumbnailImage = 'http://ns.adobe.com/xap/1.0/g/img/';

/** Why a property goes ("" = nobody needs to be told); null = it stays. */
function whatGoes(property: XmlName, { without, turned }: XmpEdit): string | null {
  const { namespace, local } = property;
  if (namespace === noteNamespace && local === 'HasExtendedXMP') return '';
  if (namespace === thumbnailImage && local === 'image') return text.pictures.changes.xmpThumbnail;
  if (turned && isRegions(property)) return text.pictures.changes.turnedRegions;
  if (without.includes('place') && isPlace(property)) return text.pictures.changes.place;
  if (without.includes('serial') && /SerialNumber$|^ImageUniqueID$/.test(local))
    return text.pictures.changes.serial;
  return null;
}

/** True for regions of the Metadata Working Group and of Microsoft's people tagging. */
const isRegions = ({ namespace, local }: XmlName): boolean =>
  (namespace === 'http://www.metadataworkinggroup.com/schemas/regions/' && local === 'Regions') ||
  (namespace === 'http://ns.microsoft.com/photo/1.2/' && local === 'RegionInfo');

const isPlace = ({ namespace, local }: XmlName): boolean =>
  (namespace === exif && local.startsWith('GPS')) ||
  (namespace === photoshop && ['City', 'State', 'Country'].includes(local)) ||
  (namespace === iptcCore && ['Location', 'CountryCode'].includes(local)) ||
  (namespace === iptcExtension && ['LocationCreated', 'LocationShown'].includes(local));

const isSourceType = ({ namespace, local }: XmlName): boolean =>
  namespace === iptcExtension && local === 'DigitalSourceType';

/** The vocabulary's term as text, or as a resource that is pointed at. */
function sourceTypeIn(packet: string, property: XmlElement | XmlElement['attributes'][number]): string {
  const resource = 'attributes' in property && property.attributes.find(({ local }) => local === 'resource');
  const { start, end } = valueRange(resource || property);
  return packet.slice(start, end).trim();
}

/** True where a packet says already that as much or more of the picture was made up. */
function saysMore(said: string | null, source: DigitalSource): boolean {
  const known = digitalSources.findIndex((each) => said === `${sourceVocabulary}${each}`);
  return known >= digitalSources.indexOf(source);
}

/** Where the value stands: an attribute's, or all that is inside an element. */
const valueRange = (
  property: XmlElement | XmlElement['attributes'][number],
): { start: number; end: number } =>
  'valueStart' in property
    ? { start: property.valueStart, end: property.valueStart + property.value.length }
    : { start: property.contentStart, end: property.contentEnd };

const pack = (recipe: string): string => deflateRawSync(recipe, { level: 9 }).toString('base64');
