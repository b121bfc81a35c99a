import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The recipe of a result as an XMP property: deflate + base64, since a JPEG holds at most 65,502 bytes of it in one segment. */

const namespace = 'urn:tessera:recipe:1';
const maxRecipe = 64 << 20;
const packetStart = '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>';

const description = (recipe: string): string =>
  `<rdf:Description rdf:about="" xmlns:tessera="${namespace}"><tessera:recipe>${recipe}</tessera:recipe></rdf:Description>`;

const emptyPacket = (inner: string): string =>
  `${packetStart}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${inner}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/**
 * The packet to write: the photo's own XMP (orientation now 1, an older recipe removed) with the recipe added; null =
 * nothing to write. A packet that is not understood is replaced.
 */
export function composeXmp(original: string | null, recipe: string | null): string | null {
  const kept = original === null ? null : settleOrientation(removeRecipe(original));
  if (recipe === null) return kept;
  const inner = description(deflateRawSync(recipe, { level: 9 }).toString('base64'));
  const end = kept?.lastIndexOf('</rdf:RDF>') ?? -1;
  return kept === null || end < 0 ? emptyPacket(inner) : kept.slice(0, end) + inner + kept.slice(end);
}

/** The recipe in a packet, or null where there is none or it is damaged. */
export function recipeInXmp(xmp: string | null): string | null {
  const found = xmp === null ? null : /<tessera:recipe>([A-Za-z0-9+/=\s]*)<\/tessera:recipe>/.exec(xmp);
  if (!found) return null;
  try {
    return inflateRawSync(Buffer.from(found[1]!, 'base64'), { maxOutputLength: maxRecipe }).toString('utf8');
  } catch {
    return null;
  }
}

function removeRecipe(xmp: string): string {
  return xmp.replace(
    /<rdf:Description[^>]*xmlns:tessera="[^"]*"[^>]*>\s*<tessera:recipe>[^<]*<\/tessera:recipe>\s*<\/rdf:Description>/g,
    '',
  );
}

/** The samples are already turned; a viewer that believes XMP would turn them again. */
function settleOrientation(xmp: string): string {
  return xmp
    .replace(/(tiff:Orientation\s*=\s*["'])\d+(["'])/g, '$11$2')
    .replace(/(<tiff:Orientation>)\s*\d+\s*(<\/tiff:Orientation>)/g, '$11$2');
}
