/** Digits and signs of any keyboard as the plain ones: most people on earth do not type with a US keyboard. */

/**
 * Digits of every script (٤, ४, ４) as 0 to 9, every minus as `-`, the separators of right-to-left scripts as `.` and `,`. Unicode promises
 * that the ten digits of a script follow each other, zero first.
 */
export const plainDigits = (text: string): string =>
  text
    .replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => String(valueOf(digit.codePointAt(0) ?? 0)))
    .replaceAll(/[\u2010-\u2015\u2212\u207b\u208b\ufe58\ufe63\uff0d]/gu, '-')
    .replaceAll('\u066b', '.')
    .replaceAll(/[\u066c\u2e41]/gu, ',');

/** Some scripts have several rows of digits side by side (the mathematical ones), hence the remainder. */
function valueOf(code: number): number {
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}
