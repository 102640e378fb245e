/** What a YAML reader has to say, for people who write content. */
import type { YAMLError } from 'yaml';

const QUOTES = 'a text that holds ": " or " #", or begins with one of [ ] { } * & ! | > % @ `, stands in quotes';

const WORDS: Partial<Record<YAMLError['code'], string>> = {
  BAD_ALIAS: `a text begins with a star, which refers to something: ${QUOTES}`,
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins a sign such as \\n: write \\\\, or use single quotes',
  BAD_INDENT: 'this line stands too far left or right: the fields of one entry begin below each other',
  BAD_SCALAR_START: `a text may not begin like this: ${QUOTES}`,
  BLOCK_AS_IMPLICIT_KEY: `": " within a text makes a field of it: ${QUOTES}`,
  MISSING_CHAR: 'something is opened here and not closed: a quote, [ or {, or the ":" behind the name of a field',
  MULTILINE_IMPLICIT_KEY: `the name of a field, ":" behind it and its text belong on one line; ${QUOTES}`,
  MULTIPLE_DOCS: 'a line "---" begins another document within this file: leave it out',
  TAB_AS_INDENT: 'a tab stands before the text: use spaces',
  TAG_RESOLVE_FAILED: `this begins with "!": ${QUOTES}`,
};

/** Words with a full stop. `line` is the line of the text that the error stands in. */
export function yamlWords({ code, message }: YAMLError, line: string): string {
  if (/^\s*\t/u.test(line)) return `${WORDS.TAB_AS_INDENT ?? ''}.`;
  if (code === 'DUPLICATE_KEY') {
    const key = /^[\s-]*["']?([^:"']+)/u.exec(line)?.[1]?.trim() ?? '';
    return `the field "${key}" stands twice in one entry: leave one out, or begin the next entry with "- ".`;
  }
  if (/Nested mappings/u.test(message)) return `${WORDS.BLOCK_AS_IMPLICIT_KEY ?? ''}.`;
  return `${WORDS[code] ?? `this cannot be read here: ${QUOTES}`}.`;
}

/** Of a text such as *this*, which YAML takes for a name that is given elsewhere. */
export const aliasWords = (name: string): string =>
  `"*${name}" begins with a star, which refers to something: ${QUOTES}.`;
