/** XML in and out, as far as question banks need it: read by a library that fetches nothing, written with every sign safe. */
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';

export type { Element } from '@xmldom/xmldom';

/** What is wrong with a file, and where. */
export interface XmlFault {
  readonly line: number;
  readonly reason: string;
}

/** The root of a file; `faults` are what it was read in spite of. A fault alone when it could not be read. */
export function readXml(
  source: string,
): { readonly root: Element; readonly faults: readonly XmlFault[] } | { readonly fault: XmlFault } {
  const text = source.replace(/^\ufeff/u, '').replaceAll(/\r\n?/gu, '\n');
  const declared = declarationIn(text);
  if (declared !== undefined) return { fault: declared };
  const faults: XmlFault[] = [];
  let last: XmlFault | undefined;
  const onError = (level: 'warning' | 'error' | 'fatalError', said: string, context: unknown): void => {
    const told = (context as { locator?: { lineNumber?: number } }).locator?.lineNumber ?? 0;
    // the library looks for lost letters before it counts lines
    const line = Math.max(1, told > 0 ? told : text.slice(0, Math.max(0, text.indexOf('\u{fffd}'))).split('\n').length);
    const fault = { line, reason: inWords(said) };
    if (level === 'fatalError') last = fault;
    else if (!faults.some((one) => one.line === line)) faults.push(fault);
  };
  try {
    const root = new DOMParser({ onError }).parseFromString(text, 'text/xml').documentElement;
    if (root !== null) return { root, faults };
  } catch (error) {
    // the library tells the same by `onError`, with a line
    if ((error as Error).name !== 'ParseError') throw error;
  }
  return { fault: last ?? { line: 1, reason: 'nothing in it can be read as XML.' } };
}

/** Entities of a file's own can make megabytes of a line, or name files of this machine: no bank of questions needs them. */
function declarationIn(text: string): XmlFault | undefined {
  const before = /^(?:\s|<\?[^>]*>|<!--[\s\S]*?-->)*/u.exec(text)?.[0] ?? '';
  if (!/^<!DOCTYPE/iu.test(text.slice(before.length))) return undefined;
  return {
    line: before.split('\n').length,
    reason: 'it declares its own entities (<!DOCTYPE …>), which is not safe to read: remove that, and import it again.',
  };
}

const FAULTS: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [/^entity not found:\s*(\S+)/u, ([, name]) => `${name} is no entity of XML: it is read as HTML has it.`],
  [
    /^Opening and ending tag mismatch: "([^"]*)" != "([^"]*)"/u,
    ([, open, close]) => `<${open}> is closed by </${close}>: put texts that hold tags between <![CDATA[ and ]]>.`,
  ],
  [
    /^unclosed xml tag\(s\): (.*)$/u,
    ([, names = '']) => `the file ends within <${names.split(', ').at(-1) ?? ''}>: it is cut short, export it again.`,
  ],
  [
    /replacement character/u,
    () => 'letters were lost here (\u{fffd}) before the file came: look at the text, and save it anew as UTF-8.',
  ],
  [/^missing root/u, () => 'there is no <quiz> in it.'],
  [/CDATA/u, () => '<![CDATA[ is not closed by ]]>.'],
  [/comment/u, () => 'the comment <!-- is not closed by -->.'],
  [
    /^attribute/u,
    () => 'the value of an attribute has no quotes: write type="multichoice", with quotes. It is read even so.',
  ],
  [
    /element parse error|Unescaped '<'|attribute|Not well-formed/u,
    () => 'a < stands here that begins no tag: write &lt; for it, or put the text between <![CDATA[ and ]]>.',
  ],
];
function inWords(said: string): string {
  for (const [pattern, words] of FAULTS) {
    const found = pattern.exec(said);
    if (found !== null) return words(found);
  }
  return 'the XML is broken here: export it again, or mend this line.';
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

export const childrenOf = (element: Element, name?: string): Element[] =>
  Array.from(element.childNodes).filter(
    (node): node is Element => isElement(node) && (name ?? node.nodeName) === node.nodeName,
  );
export const childOf = (element: Element, name: string): Element | undefined => childrenOf(element, name)[0];

/** The words of an element, or of the `<text>` in it; without the spaces around them, which belong to the file's layout. */
export function wordsIn(element: Element | undefined): string {
  if (element === undefined) return '';
  const text = childOf(element, 'text') ?? element;
  const words = text.textContent ?? '';
  const exact = Array.from(text.childNodes).some(({ nodeType }) => nodeType === 4);
  return exact ? words : words.trim();
}
export const lineOf = (element: Element): number => element.lineNumber ?? 1;

/** Signs that XML has no place for. */
const ODD = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
export const isOdd = (text: string): boolean => text.search(ODD) !== -1;

/** A text in XML. */
export const words = (text: string): string => {
  const clean = text.replaceAll(ODD, '');
  return /[<>&\n\r]|^\s|\s$/u.test(clean) ? `<![CDATA[${clean.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : clean;
};

export type Attributes = Readonly<Record<string, string | number>>;
const attribute = (value: string | number): string =>
  String(value)
    .replaceAll(ODD, '')
    .replaceAll(/[&<>"\n\t]/gu, (sign) => `&#${sign.codePointAt(0)};`);

/** `inside`: elements, or words that went through `words`. */
export function tag(name: string, inside: string | readonly string[], attributes: Attributes = {}): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  const body = typeof inside === 'string' ? inside : `\n${inside.map(indented).join('\n')}\n`;
  return `<${name}${said.join('')}>${body}</${name}>`;
}
// lines of a text that stands in CDATA are left alone
const indented = (element: string): string =>
  element.includes('<![CDATA[') ? element : element.replaceAll(/^/gmu, '  ');
