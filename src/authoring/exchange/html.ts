/** HTML of other systems as our small Markdown; what has no place in it is named, not dropped in silence. */
import Turndown from 'turndown';
import { asIs, HARD_BREAK } from './as-is.ts';

export interface Converted {
  readonly markdown: string;
  /** What is lost, such as `img`. */
  readonly lost: readonly string[];
}

/** Elements whose words are all that they are, or that have signs of their own. */
const KEPT =
  /^(?:a|abbr|b|big|br|center|code|dd|div|dl|dt|em|font|h[1-6]|i|img|ins|kbd|li|ol|p|pre|samp|small|span|strong|style|sub|sup|tbody|td|tfoot|th|thead|tr|tt|u|ul|var)$/iu;
/** Nobody reads these. */
const SILENT = ['style', 'script', 'title', 'head'] as const;

const NAMES =
  'a|abbr|audio|b|big|blockquote|br|center|code|col|dd|del|div|dl|dt|em|embed|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|object|ol|p|pre|s|samp|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video';
/** A tag with its attributes, whose values may hold anything. */
const TAG = new RegExp(String.raw`<(/?)(${NAMES})\b((?:[^<>"']|"[^"]*"|'[^']*')*)>`, 'giu');
const ALONE = /^(?:br|hr|img|col|embed)$/u;

const tagsIn = (text: string): RegExpExecArray[] => Array.from(text.matchAll(TAG));

/** Whether a text holds tags at all. */
export const hasTags = (text: string): boolean => tagsIn(text).length > 0;

/** "the <b> tag", "elemento <br>": the tag is what is talked about. */
const TALKED = new RegExp(
  String.raw`<[^<>]*>['"\u2019]?\s*(?:tags?|elements?|elementos?|etiquetas?|balises?)\b|\b(?:tags?|elements?|elementos?|etiquetas?|balises?)\s*['"]?<`,
  'iu',
);

/** Whether its tags are meant as tags: each that opens is closed, there are words around them, and none is talked about. */
export function isMarkup(text: string): boolean {
  if (TALKED.test(text)) return false;
  const open: string[] = [];
  for (const [, slash, raw = ''] of tagsIn(text)) {
    const name = raw.toLowerCase();
    if (ALONE.test(name) && slash === '') continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  const words = text.replaceAll(TAG, '').trim();
  return open.length === 0 && (words !== '' || /<img\b/iu.test(text));
}

const INLINE = /^(?:a|b|big|code|em|i|kbd|s|small|span|strike|strong|sub|sup|tt|u|var)$/iu;
/** A tag around words that is opened and not closed, or the other way round: in `a<b` the sign was meant, most likely. */
export function unclosed(text: string): string | undefined {
  const open = new Map<string, number>();
  for (const [, slash, name = ''] of tagsIn(text))
    if (INLINE.test(name)) open.set(name.toLowerCase(), (open.get(name.toLowerCase()) ?? 0) + (slash === '' ? 1 : -1));
  return [...open].find(([, count]) => count !== 0)?.[0];
}

/** Whether tags make its lines; else Moodle takes the line breaks of the text as they are. */
export const isLaidOut = (text: string): boolean =>
  /<(?:br|p|div|[ou]l|li|dl|table|tr|pre|h[1-6]|blockquote)\b/iu.test(text);

/** As much of a node as the rules look at. */
interface Dom {
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly parentNode: Dom | null;
  readonly previousSibling: Dom | null;
  readonly childNodes: ArrayLike<Dom>;
  getAttribute?(name: string): string | null;
}
type Filter = readonly string[] | ((node: Dom) => boolean);
type Replace = (content: string, node: Dom) => string;

/** Elements, one after the other, that are drawn with a mark around them. */
const around = (mark: string) => (content: string) => {
  const words = content.trim();
  if (words === '') return content === '' ? '' : ' ';
  const [before = ''] = /^\s*/u.exec(content) ?? [];
  const [after = ''] = /\s*$/u.exec(content) ?? [];
  return `${before === '' ? '' : ' '}${mark}${words}${mark}${after === '' ? '' : ' '}`;
};

const attribute = (node: Dom, name: string): string => (node.getAttribute?.(name) ?? '').trim();
const isItem = ({ nodeName }: Dom): boolean => nodeName === 'LI';
const words = ({ textContent }: Dom): string => textContent ?? '';

/** Elements that the converter draws otherwise than our Markdown has them. */
const RULES: Readonly<Record<string, readonly [Filter, Replace]>> = {
  heading: [['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], (content) => `\n\n**${content.trim()}**\n\n`],
  strong: [['b', 'strong'], around('**')],
  emphasis: [['i', 'em', 'var'], around('*')],
  code: [
    ({ nodeName, parentNode }) => /^(?:CODE|TT|KBD|SAMP)$/u.test(nodeName) && parentNode?.nodeName !== 'PRE',
    (_, node) => (words(node).trim() === '' ? '' : `\`${words(node).replaceAll('`', "'").trim()}\``),
  ],
  pre: [['pre'], (_, node) => `\n\n\`\`\`\n${words(node).replaceAll(/^\n+|\n+$/gu, '')}\n\`\`\`\n\n`],
  item: [
    ['li'],
    (content, node) => {
      const place =
        Array.from(node.parentNode?.childNodes ?? [])
          .filter(isItem)
          .indexOf(node) + 1;
      const mark = node.parentNode?.nodeName === 'OL' ? `${place}.` : '-';
      return `${mark} ${content.trim().replaceAll('\n', '\n  ')}\n`;
    },
  ],
  raised: [['sup'], (content) => (content.trim() === '' ? '' : `^${content.trim()}`)],
  lowered: [['sub'], (content) => (content.trim() === '' ? '' : String.raw`\_${content.trim()}`)],
  cell: [['td', 'th'], (content, { previousSibling }) => `${previousSibling === null ? '' : ' | '}${content.trim()}`],
  row: [['tr'], (content) => `${content.trim()}${HARD_BREAK}`],
};

export function fromHtml(html: string): Converted {
  const lost = new Set<string>();
  const turn = new Turndown({ emDelimiter: '*', bulletListMarker: '-', codeBlockStyle: 'fenced', br: '\\' });
  // its types are those of a browser, which this is not
  const rule = (name: string, filter: Filter, replacement: Replace): void =>
    void turn.addRule(name, { filter, replacement } as unknown as Turndown.Rule);
  turn.escape = (text) => asIs(text);
  turn.remove([...SILENT]);
  for (const [name, [filter, replacement]] of Object.entries(RULES)) rule(name, filter, replacement);
  rule('link', ['a'], (content, node) => {
    const url = attribute(node, 'href');
    if (/^https?:\/\/\S+$/u.test(url) && content.trim() !== '') return `[${content.trim()}](${url})`;
    if (url !== '') lost.add(`a href="${url.slice(0, 40)}"`);
    return content;
  });
  rule('image', ['img'], (_, node) => {
    lost.add('img');
    const alt = attribute(node, 'alt');
    return alt === '' ? '' : `(picture: ${asIs(alt)})`;
  });
  const markdown = turn
    .turndown(html.replaceAll(/<pre\b[\s\S]*?<\/pre\s*>/giu, (code) => code.replaceAll(/<br\s*\/?>/giu, '\n')))
    .replaceAll(/[ \t]+\n/gu, '\n')
    // a break before the end of a paragraph shows nothing
    .replaceAll(/(^|[^\\])\\(?=\n\s*\n|\s*$)/gu, '$1')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
  for (const [, slash, name = ''] of tagsIn(html)) if (slash === '' && !KEPT.test(name)) lost.add(name.toLowerCase());
  return { markdown, lost: [...lost] };
}
