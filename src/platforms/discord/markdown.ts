/**
 * Markdown as Discord's own dialect: written anew from the parsed tree, so that text stays text. Whatever a person
 * typed can mention nobody, link nowhere, become no heading and leave no code block.
 */
import { type Inline, type Markdown, type Paragraph, parseMarkdown, plainInline } from '../../chat/markdown.ts';

/** Takes no room on the screen; between two marks it keeps them from being read as one. */
const NOTHING = '\u200b';

/** What a piece of code is written as instead, when it is something that Discord can do better: a command to be tapped. */
export type Named = (code: string) => string | undefined;
const unnamed: Named = () => undefined;

/** A whole text; `small` makes every line Discord's subtext (`-# `), which code blocks cannot be. */
export function renderMarkdown(source: Markdown, small = false, named: Named = unnamed): string {
  return parseMarkdown(source)
    .map((part, index, all) => {
      const body = renderParagraph(part, named);
      const gap = index === 0 || closes(part, all[index - 1]) ? '' : '\n';
      if (!small || part.kind === 'code') return gap + body;
      return body
        .split('\n')
        .map((line) => (line.trim() === '' ? line : `-# ${line}`))
        .join('\n');
    })
    .join('\n');
}

/** A list follows its own introduction closely, and so does a code block; anything else gets an empty line. */
const closes = (part: Paragraph, before: Paragraph | undefined): boolean =>
  (part.kind === 'list' && before?.kind === 'paragraph') || part.kind === 'code' || before?.kind === 'code';

function renderParagraph(part: Paragraph, named: Named): string {
  switch (part.kind) {
    case 'paragraph':
      return lines(part.children, named).join('\n');
    case 'quote':
      return lines(part.children, named)
        .map((line) => `> ${line}`)
        .join('\n');
    case 'list':
      return part.items
        .map((item, i) => {
          const mark = part.start === undefined ? '-' : `${part.start + i}.`;
          return `${mark} ${lines(item, named).join('\n  ')}`;
        })
        .join('\n');
    case 'code':
      return codeBlock(part.text, part.language);
    default:
      return part satisfies never;
  }
}

/** Rendered text, line by line, each defused where Discord would read its beginning as a mark. */
const lines = (children: readonly Inline[], named: Named): string[] =>
  renderInline(children, named).split('\n').map(defuseLineStart);

function renderInline(children: readonly Inline[], named: Named): string {
  let out = '';
  for (const child of children) {
    const piece = renderOne(child, named);
    // `**a**` directly before `*b*` would be read as one run of stars
    out += /[*_`]$/u.test(out) && /^[*_`]/u.test(piece) ? NOTHING + piece : piece;
  }
  return out;
}

function renderOne(child: Inline, named: Named): string {
  switch (child.kind) {
    case 'text':
      return escapeText(child.text);
    case 'break':
      return '\n';
    case 'code':
      return named(child.text) ?? codeSpan(child.text);
    case 'strong':
      return wrap('**', renderInline(child.children, named));
    case 'emphasis':
      return wrap('*', renderInline(child.children, named));
    case 'link':
      return renderLink(child.url, child.children);
    default:
      return child satisfies never;
  }
}

const wrap = (mark: string, inner: string): string => (inner.trim() === '' ? inner : mark + inner + mark);

/** Discord shows a masked link only when its label does not look like an address itself. */
function renderLink(url: string, children: readonly Inline[]): string {
  if (!URL.canParse(url)) return renderInline(children, unnamed);
  const target = new URL(url).href.replaceAll(/[()<>*_~|`[\]\\]/gu, (mark) => percent(mark));
  const label = plainInline(children);
  if (label === url) return `<${target}>`;
  if (/:\/\/|\n/u.test(label)) return `${escapeText(label.replaceAll('\n', ' '))} (<${target}>)`;
  return `[${renderInline(children, unnamed)}](${target})`;
}

const percent = (mark: string): string => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * Plain text that Discord shows exactly as it is. A backslash before any punctuation takes its meaning away:
 * emphasis, code, spoilers, links, `<@id>` and other angle-bracket forms, `@everyone`, bare addresses, `:emoji:`.
 */
export function escapeText(raw: string): string {
  return raw.replaceAll(/[\\*_~`|<>[\]@]/gu, String.raw`\$&`).replaceAll(/:(?=\/\/|[\w+-]+:)/gu, String.raw`\:`);
}

/** The beginnings of a line that mean something: headings, subtext, quotes, lists. */
function defuseLineStart(line: string): string {
  return line
    .replace(/^(\s*)(?=#{1,6}(?:\s|$)|-#|[-+](?:\s|$))/u, '$1\\')
    .replace(/^(\s*\d+)(?=[.)](?:\s|$))/u, (start) => `${start}\\`);
}

/** Inside one pair of backticks; a run of two or more within is broken up by an invisible character. */
export function codeSpan(text: string): string {
  const body = text.replaceAll('\n', ' ');
  if (body.trim() === '') return body;
  if (!body.includes('`')) return `\`${body}\``;
  const calm = body.replaceAll(/`(?=`)/gu, `\`${NOTHING}`);
  return `\`\` ${calm} \`\``;
}

/**
 * A fenced block. Discord knows no way to write three backticks inside one, so an invisible character goes between
 * them: it looks the same, and nobody's text can end the block early.
 */
export function codeBlock(text: string, language?: string): string {
  const calm = text.replaceAll(/`(?=``)/gu, `\`${NOTHING}`);
  const name = language !== undefined && /^[a-z0-9+#.-]{1,20}$/iu.test(language) ? language.toLowerCase() : '';
  return `\`\`\`${name}\n${calm}\n\`\`\``;
}
