import i18next from 'i18next';

/** U+2212, as typeset numbers have it. */
const minus = (text: string) => text.replace('-', '−');

/** By language and options: making one takes a hundred times longer than using it. */
const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, options: Intl.NumberFormatOptions): string {
  const key = `${i18next.language} ${JSON.stringify(options)}`;
  const found = formats.get(key) ?? new Intl.NumberFormat(i18next.language, options);
  formats.set(key, found);
  return minus(found.format(value));
}

/** 6,734,400 */
export const formatCount = (value: number) => format(value, { maximumFractionDigits: 0 });

/** A value with a fixed number of decimals: 0.15 */
export const formatFixed = (value: number, digits: number) =>
  format(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** With its sign: +0.3, −264,320; zero has none. */
export const formatSigned = (value: number, digits: number) =>
  format(value, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero' });

/** Four digits, and whole numbers as they are, as tables have it: 0.1234, 1,024 */
export const formatSignificant = (value: number) => format(value, Number.isInteger(value) ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 });

/** As few decimals as the value has, at most two, as axes have it: 0, 0.5, 1; at least so many where it stands among others */
export const formatTick = (value: number, least = 0) => format(value, { minimumFractionDigits: least, maximumFractionDigits: Math.max(2, least) });

/** A number never stands on another line than its per cent. */
export const keepPercent = (text: string): string => text.replace(/(\d) %/g, '$1\u00a0%');

/** A share as per cent: 0.4227 → 42.3 % */
export const formatPercent = (share: number, digits = 1) =>
  format(share, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).replace('%', '\u00a0%');

const compact = new Intl.NumberFormat('en', { notation: 'compact', minimumSignificantDigits: 3, maximumSignificantDigits: 3 });

/** 1.50M, 86.7M, in every language: the field counts parameters and multiply-adds so. */
export const formatCompact = (value: number) => minus(compact.format(value));

/** 2·10⁻⁷ */
export function formatPower(value: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(value));
  const digits = String(exponent).replace(/./g, (digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!));
  return `${formatFixed(value / 10 ** exponent, 0)}·10${digits}`;
}

/** A file's size, in kilobytes below one megabyte: 12 kB, 3.4 MB; with three `digits` 113 MB */
export const formatBytes = (bytes: number, digits = 2) =>
  bytes < 1e6
    ? format(Math.max(1, bytes / 1e3), { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 })
    : format(bytes / 1e6, { style: 'unit', unit: 'megabyte', maximumSignificantDigits: digits });
