import { brandsOf } from './iso-media.ts';
import { hasAscii } from './picture-decoder.ts';

/** Names a format that is known and cannot be read; null where the bytes look like none of these. */
export function unsupportedFormat(bytes: Uint8Array): string | null {
  if (hasAscii(bytes, 0, '%PDF')) return 'a PDF document';
  if (hasAscii(bytes, 0, '%!PS')) return 'a PostScript document';
  if (hasAscii(bytes, 0, '\0\0\x01\0')) return 'an icon';
  if (hasAscii(bytes, 0, '<svg') || hasAscii(bytes, 0, '<?xml')) return 'an SVG drawing';
  return brandsOf(bytes).length > 0 ? 'a video' : null;
}
