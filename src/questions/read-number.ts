/** Numbers as people type them. */

/**
 * Reads a number as people type it: `1,000`, `1.000`, `0,5`, `50 %`, `1 000`. A single comma or point followed by exactly
 * three digits is read as grouping only when `whole` says that a whole number is expected. Undefined: not a number.
 */
export function readNumber(typed: string, whole: boolean): number | undefined {
  const text = typed
    .trim()
    .replaceAll(/[\s_\u00a0\u202f'’]/gu, '')
    .replace(/[^\d.,-]+$/u, '')
    .replace(/^[^\d.,+-]+/u, '');
  if (!/^[+-]?[\d.,]*\d$/u.test(text)) return undefined;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last === -1) return Number(text);
  const mark = text[last] ?? '';
  const marks = text.split(mark).length - 1;
  const mixed = text.includes('.') && text.includes(',');
  const grouped = /^[+-]?\d{1,3}(?:[.,]\d{3})+$/u.test(text);
  if (!mixed && grouped && (marks > 1 || whole)) return Number(text.replaceAll(/[.,]/gu, ''));
  if (!mixed && marks > 1) return undefined;
  const number = Number(`${text.slice(0, last).replaceAll(/[.,]/gu, '')}.${text.slice(last + 1)}`);
  return Number.isNaN(number) ? undefined : number;
}
