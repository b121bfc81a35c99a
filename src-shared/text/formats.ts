const locale = 'en';
const plural = new Intl.PluralRules(locale);
const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

/** `count` with its noun: counted(1, 'token', 'tokens') = "1 token". */
export function counted(count: number, one: string, many: string): string {
  return `${integers.format(count)} ${plural.select(count) === 'one' ? one : many}`;
}

/** An integer with thousands separators. */
export const grouped = (value: number): string => integers.format(value);

/** A fraction in [0, 1] as a whole percentage. */
export const percent = (fraction: number): string => `${Math.round(fraction * 100)} %`;

/** A duration: "0.4 s", "12 s", "1 min 20 s", "2 h 5 min". */
export function duration(seconds: number): string {
  if (seconds < 0.05) return '0 s';
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, '')} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return minutes % 60 === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Model detail as the app names it: 1 = "1/1", 0.5 = "1/2", 0.3 = "1/3.3". */
export function detailFraction(scale: number): string {
  if (scale >= 0.995) return '1/1';
  const divisor = 1 / scale;
  return `1/${Math.abs(divisor - Math.round(divisor)) < 0.05 ? Math.round(divisor) : divisor.toFixed(1)}`;
}

/** The same in photo pixels, for everybody: "smallest detail 8 px". */
export const smallestDetail = (scale: number): string => `smallest detail ${detailPixels(scale)}`;

/** "8 px", "3.3 px": photo pixels that one pixel of the model covers. */
export const detailPixels = (scale: number): string => `${Number((1 / Math.min(1, scale)).toFixed(1))} px`;

/** Bytes in decimal units: "512 kB", "1.2 GB". */
export function byteSize(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** A picture's size: "4,272 × 2,848". */
export const pixelSize = (width: number, height: number): string =>
  `${integers.format(width)} × ${integers.format(height)}`;

/** Pixels in millions: "12.2 MP"; small pictures in pixels. */
export const megapixels = (pixels: number): string =>
  pixels < 1e5 ? `${integers.format(pixels)} px` : `${(pixels / 1e6).toFixed(1)} MP`;

/** Network parameters: "22 M", "714 M", "1.2 B". */
export const parameterCount = (parameters: number): string =>
  parameters < 1e9
    ? `${(parameters / 1e6).toFixed(parameters < 1e7 ? 1 : 0)} M`
    : `${(parameters / 1e9).toFixed(1)} B`;

/** A zoom factor: 1 = "100 %", 0.125 = "12.5 %". */
export const zoomPercent = (scale: number): string =>
  `${scale * 100 < 10 ? (scale * 100).toFixed(1).replace(/\.0$/, '') : Math.round(scale * 100)} %`;

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

/** When something was saved, milliseconds since 1970: "17:42", with its day where that is not today. */
export function clockTime(time: number, now = Date.now()): string {
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date(now).toDateString();
  return sameDay ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}
