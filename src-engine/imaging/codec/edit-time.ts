/** When a file was written, in the forms that metadata has for it. */
export interface EditTime {
  /** "2026:11:30 17:05:00" (EXIF 2.32, DateTime). */
  readonly exif: string;
  /** "+01:00" (EXIF 2.32, OffsetTime). */
  readonly offset: string;
  /** "2026-11-30T17:05:00+01:00" (XMP specification part 1, section 8.2.1.2). */
  readonly xmp: string;
}

/**
 * Now, by the clock of the place; where SOURCE_DATE_EPOCH is set, that moment in UTC, so that the same work gives the same file
 * (reproducible-builds.org/specs/source-date-epoch).
 */
export function editTime(epoch = process.env['SOURCE_DATE_EPOCH']): EditTime {
  const isFixed = epoch !== undefined && /^\d{1,11}$/.test(epoch);
  const moment = isFixed ? new Date(Number(epoch) * 1000) : new Date();
  const minutes = isFixed ? 0 : -moment.getTimezoneOffset();
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return { exif: local.replaceAll('-', ':').replace('T', ' '), offset, xmp: local + offset };
}
