/**
 * The small Markdown that cards speak, read once into a tree that every renderer draws in its own way.
 * Text from people goes in through `md` or `escape`, so it stays text: no markup, no mention, no link.
 */
import type { Nodes, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** Markdown text: bold, emphasis, code, links, lists of one level, quotes, fenced code. */
export type Markdown = string;

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: 'break' };

export type Paragraph =
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly start?: number; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string; readonly language?: string };

/** Reads Markdown. What is outside the subset (HTML, pictures, headings) becomes plain text, never markup. */
export function parseMarkdown(source: Markdown): readonly Paragraph[] {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const read =
    UNMARKED.test(source) || !isTame(source)
      ? [{ kind: 'paragraph' as const, children: [{ kind: 'text' as const, text: source }] }]
      : fromMarkdown(source).children.flatMap((node) => paragraphs(node));
  if (parsed.size >= mostKept) parsed.delete(parsed.keys().next().value ?? '');
  parsed.set(source, read);
  return read;
}

/** A line that nothing in it can mark, as most are: a parser would spend its time on setting itself up. */
const UNMARKED = /^\p{L}(?:[\p{L}\p{N} .,;:'"?()%/=+-]*[\p{L}\p{N}.,;:'"?()%/=+-])?$/u;

/** Characters; no card has room for more. */
const LONGEST = 20_000;
/** Marks in one paragraph: the parser's time goes by the square of them. */
const MOST_MARKS = 300;
/** Quotes and lists within each other at the beginning of a line: the parser goes into each. */
const TOO_DEEP = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){16}/mu;
const BLANK_LINE = /\n[ \t]*\n/u;

/** Whether it can be read in a time that goes by its length; what cannot is shown as it is. */
export function isTame(source: Markdown): boolean {
  if (source.length > LONGEST) return false;
  // what is escaped or stands in a fence marks nothing
  const bare = source.replaceAll(/\\[^]/gu, '').replaceAll(/^```[^]*?(?:^```|$(?![^]))/gmu, ' ');
  return (
    !TOO_DEEP.test(bare) &&
    bare.split(BLANK_LINE).every((one) => (one.match(/[*_[\]<`!&~]+/gu)?.length ?? 0) <= MOST_MARKS)
  );
}

/** Texts read before, the oldest first: a card is checked, drawn, and drawn again, and stems come back with every learner. */
const parsed = new Map<Markdown, readonly Paragraph[]>();
let mostKept = 2_000;

/** For a command that reads all texts there are, several times: keeps so many of them, and gives what it keeps. */
export function rememberMarkdown(
  count: number,
  known: ReadonlyMap<Markdown, readonly Paragraph[]> = new Map(),
): ReadonlyMap<Markdown, readonly Paragraph[]> {
  mostKept = count;
  for (const [source, read] of known) parsed.set(source, read);
  return parsed;
}

function paragraphs(node: Nodes): Paragraph[] {
  switch (node.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', children: node.children.flatMap((child) => inlines(child)) }];
    case 'heading':
      return [
        { kind: 'paragraph', children: [{ kind: 'strong', children: node.children.flatMap((c) => inlines(c)) }] },
      ];
    case 'code':
      return [
        node.lang === null || node.lang === undefined
          ? { kind: 'code', text: node.value }
          : { kind: 'code', text: node.value, language: node.lang },
      ];
    case 'list': {
      const items = node.children.map((item) => joined(item.children.flatMap((child) => paragraphs(child))));
      return [node.ordered === true ? { kind: 'list', start: node.start ?? 1, items } : { kind: 'list', items }];
    }
    case 'blockquote':
      return [{ kind: 'quote', children: joined(node.children.flatMap((child) => paragraphs(child))) }];
    case 'html':
      return [{ kind: 'paragraph', children: [{ kind: 'text', text: node.value }] }];
    default:
      return [];
  }
}

/** Several paragraphs as one run of text with line breaks between them. */
function joined(parts: readonly Paragraph[]): Inline[] {
  return parts.flatMap((part, index): Inline[] => {
    const before: Inline[] = index === 0 ? [] : [{ kind: 'break' }];
    switch (part.kind) {
      case 'code':
        return [...before, { kind: 'code', text: part.text }];
      case 'list':
        return [
          ...before,
          ...part.items.flatMap((item, i): Inline[] => [...(i === 0 ? [] : [{ kind: 'break' as const }]), ...item]),
        ];
      default:
        return [...before, ...part.children];
    }
  });
}

function inlines(node: PhrasingContent): Inline[] {
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value.replaceAll('\n', ' ') }];
    case 'html':
      return [{ kind: 'text', text: node.value }];
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, children: node.children.flatMap((child) => inlines(child)) }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'break':
      return [{ kind: 'break' }];
    case 'link': {
      const children = node.children.flatMap((child) => inlines(child));
      // only the web: a `javascript:` or `data:` address is shown as its text
      return /^https?:\/\//iu.test(node.url) ? [{ kind: 'link', url: node.url, children }] : children;
    }
    case 'image':
    case 'imageReference':
      return node.alt === null || node.alt === undefined ? [] : [{ kind: 'text', text: node.alt }];
    default:
      return [];
  }
}

/** Markdown without its marks: for notifications, terminals, search and tests. */
export function plain(source: Markdown): string {
  return parseMarkdown(source)
    .map((part) => {
      switch (part.kind) {
        case 'code':
          return part.text;
        case 'list':
          return part.items
            .map((item, i) => `${part.start === undefined ? '-' : `${part.start + i}.`} ${plainInline(item)}`)
            .join('\n');
        default:
          return plainInline(part.children);
      }
    })
    .join('\n');
}

/** `linked`: what is shown of a link; its words, unless given. */
export function plainInline(
  children: readonly Inline[],
  linked: (words: string, url: string) => string = (words) => words,
): string {
  return children
    .map((child): string => {
      switch (child.kind) {
        case 'text':
        case 'code':
          return child.text;
        case 'break':
          return '\n';
        case 'link':
          return linked(plainInline(child.children, linked), child.url);
        default:
          return plainInline(child.children, linked);
      }
    })
    .join('');
}

/** Text from anywhere as Markdown that shows exactly that text, on one line. */
export function escape(raw: string): Markdown {
  return clean(raw)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[!-/:-@[-`{-~]/gu, '\\$&')
    .replaceAll(/^(\d+)(?=[.)])/gu, '$1\\');
}

/** Code on one line, whatever is in it. Spaces before it stay. */
export function codeSpan(code: string): Markdown {
  const longest = Math.max(0, ...(code.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const line = code.replaceAll(/\s+$/gu, '').replace(/^ +/u, (spaces) => '\u00a0'.repeat(spaces.length));
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A template whose interpolations are escaped: md`You typed **${typed}**.` Numbers go in as they are. */
export function md(parts: TemplateStringsArray, ...values: readonly (string | number)[]): Markdown {
  return parts.reduce((sum, part, i) => {
    const value = values[i - 1];
    return sum + (typeof value === 'number' ? String(value) : escape(value ?? '')) + part;
  });
}

const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- removing them is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/**
 * Text from a person without what is invisible: control characters (but tab and line feed), bidirectional overrides,
 * zero-width spaces. In Unicode normal form C, trimmed.
 */
export function clean(raw: string): string {
  return raw.toWellFormed().normalize('NFC').replaceAll('\r\n', '\n').replaceAll(INVISIBLE, '').trim();
}
