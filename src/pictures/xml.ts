/** Words for SVG that is composed by hand: control characters are not allowed in XML, and some signs mean something. */

/** One line. */
export const cleaned = (words: string): string =>
  words
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();

export const escaped = (line: string): string =>
  line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Broken between words into lines of so many letters; what does not fit into them is cut off. */
export function linesOf(words: string, letters: number, most: number): readonly string[] {
  const lines = [''];
  for (const word of cleaned(words).split(' ')) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? word : `${last} ${word}`;
    if (longer.length <= letters || last === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.slice(0, most).map((line, at) => {
    const left = at === most - 1 && lines.length > most;
    return line.length > letters || left ? `${line.slice(0, letters - 1).trimEnd()}…` : line;
  });
}
